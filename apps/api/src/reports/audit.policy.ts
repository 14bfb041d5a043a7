/** Numbers, dates, states and codes. What somebody typed, such as a reason or where a room is, can name anybody. */
const SHOWN = new Set(
  [
    'clinic series closure date dates from to starts ends until startsOn endsOn weekdays fromDate opensOn changes fields',
    'slotMinutes capacity serviceIds breaks dailyCap heldBack percent releaseDaysBefore releaseTime openTo',
    'slots clinics clinicsAdded clinicsChanged clinicsCancelled slot taken counted misplaced',
    'moved newTimes rescued takenBack cancelled told cancelledAndTold toCall toldOfPlace alerted',
    'proposal kind channel what batch place fromSite toSite fromSlot toSlot outcome withoutCaller withNumbers count sites people homeVisit',
  ].flatMap((line) => line.split(' ')),
);

/** Why a booking ended or was undone is one of a few codes; every other reason is words. */
const hasCodedReason = (action: string): boolean => action.startsWith('booking.');

function shown(value: unknown, keys: (key: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => shown(one, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (keys(key) ? [[key, shown(one, keys)]] : [])),
  );
}

/** What a reader of the audit is told of an act besides its name. */
export const shownDetails = (action: string, details: Record<string, unknown>): Record<string, unknown> =>
  shown(details, (key) => SHOWN.has(key) || (key === 'reason' && hasCodedReason(action))) as Record<string, unknown>;
