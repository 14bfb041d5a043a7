/** Numbers, dates, states and codes. What somebody typed, such as a reason or where a room is, can name anybody. */
const SHOWN = new Set(
  [
    'clinic series closure date dates days skip from to starts ends until startsOn endsOn weekdays fromDate opensOn pausedUntil changes fields',
    'slotMinutes capacity serviceIds breaks dailyCap heldBack percent releaseDaysBefore releaseTime openTo options',
    'slots clinics clinicsAdded clinicsChanged clinicsCancelled taken counted misplaced',
    'moved newTimes rescued takenBack cancelled told cancelledAndTold toCall toldOfPlace alerted',
    'role scope until campaignId cohortId service version added removed rows bad same changed',
    'proposal kind channel what batch place fromSite toSite outcome withoutCaller withNumbers count sites people homeVisit',
  ].flatMap((line) => line.split(' ')),
);

/** Why a booking ended or was undone is one of a few codes; every other reason is words. */
const hasCodedReason = (action: string): boolean => action.startsWith('booking.');

/** Keys whose values are numbers of rows, which never leave the program as they are. */
export type RowKey =
  | 'clinic'
  | 'series'
  | 'closure'
  | 'proposal'
  | 'batch'
  | 'serviceIds'
  | 'openTo'
  | 'fromSite'
  | 'toSite'
  | 'campaignId'
  | 'cohortId';
export type NameRow = Record<RowKey, (id: number) => string | undefined>;

function named(value: unknown, name: (id: number) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => named(one, name));
  if (typeof value === 'number') return name(value);
  // Words such as `everyone`, and what was before and what is after.
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, named(one, name)]));
}

function shown(value: unknown, keys: (key: string) => boolean, rows: NameRow): unknown {
  if (Array.isArray(value)) return value.map((one) => shown(one, keys, rows));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (!keys(key)) return [];
      return [[key, key in rows ? named(one, rows[key as RowKey]) : shown(one, keys, rows)]];
    }),
  );
}

/** What a reader of the audit is told of an act besides its name. */
export const shownDetails = (
  action: string,
  details: Record<string, unknown>,
  rows: NameRow,
): Record<string, unknown> =>
  shown(details, (key) => SHOWN.has(key) || (key === 'reason' && hasCodedReason(action)), rows) as Record<
    string,
    unknown
  >;
