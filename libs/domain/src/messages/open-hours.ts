/** Between these local times people may be written to; the first included, the last not. Nothing that anybody chooses is wider. */
export const OPEN_HOURS = { from: '08:00', until: '20:00' } as const;
