/** A key for one act, so that sending it twice does it once. */
export const newKey = (): string => `staff-${crypto.randomUUID()}`;
