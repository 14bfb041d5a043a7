/** Addresses of pages that more than one part of the site links to. */
export const todayAddress = (siteId: string, date?: string | null, reference?: string): string =>
  `/sites/${encodeURIComponent(siteId)}/today${date ? `?date=${date}` : ''}${reference ? `#${rowId(reference)}` : ''}`;

/** The id of a booking's row on the day list. */
export const rowId = (reference: string): string => `b-${reference}`;
