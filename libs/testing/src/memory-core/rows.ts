import type { BookingStatus, Occupant, SlotFacts } from '@fairslot/domain';

/** All times are milliseconds. */
export interface SlotRow extends SlotFacts {
  serviceIds: readonly number[];
  audienceIds: readonly number[] | null;
  /** When the share held back goes on sale; null: never. */
  reserveUntil: number | null;
}

export interface BookingRow extends Occupant {
  /** Follows the status. */
  rank: 0 | 1 | 2;
  slotId: number | null;
  audienceId: number | null;
  /** Follows `pinned`: the slot it has, or had before it was stranded. */
  pinnedTo: number | null;
  partyId: number;
  /** 1 for the first of the party's people. */
  attendee: number;
  continues: number | null;
  pinned: boolean;
  siteId: number;
  startsAt: number;
  minutes: number;
  status: BookingStatus;
  holdExpiresAt: number | null;
  /** The cancelled booking whose place this hold keeps. */
  restores: number | null;
  strandedFrom: number | null;
  journey: string | null;
  personId: number | null;
  /** Who books was proved by an invitation. */
  proved: boolean;
  /** Follows the slot; of whoever is stranded, that of the slot it lost. */
  start: StartRow;
}

/** What a booking is made with; the rest follows. */
export type NewBooking = Pick<
  BookingRow,
  | 'id'
  | 'partyId'
  | 'attendee'
  | 'continues'
  | 'pinned'
  | 'serviceId'
  | 'audienceId'
  | 'createdAt'
  | 'holdExpiresAt'
  | 'restores'
  | 'journey'
>;

/** What may change of a booking. */
export type BookingChange = Partial<
  Pick<
    BookingRow,
    | 'status'
    | 'slotId'
    | 'strandedFrom'
    | 'holdExpiresAt'
    | 'journey'
    | 'personId'
    | 'proved'
    | 'siteId'
    | 'startsAt'
    | 'minutes'
    | 'pinned'
    | 'audienceId'
    | 'start'
  >
>;

/** A held row of this slot. Made in one place, so that all rows have one shape, which is what makes them fast. */
export const heldRow = (
  made: NewBooking,
  { id: slotId, siteId, startsAt, minutes }: SlotRow,
  start: StartRow,
): BookingRow => ({
  id: made.id,
  partyId: made.partyId,
  attendee: made.attendee,
  slotId,
  continues: made.continues,
  pinned: made.pinned,
  pinnedTo: made.pinned ? slotId : null,
  siteId,
  startsAt,
  minutes,
  serviceId: made.serviceId,
  audienceId: made.audienceId,
  status: 'held',
  rank: 2,
  createdAt: made.createdAt,
  holdExpiresAt: made.holdExpiresAt,
  restores: made.restores,
  strandedFrom: null,
  journey: made.journey,
  personId: null,
  proved: false,
  start,
});

/** The part of a row that may change, to put it back. */
export const changeable = (row: BookingRow): Required<BookingChange> => ({
  status: row.status,
  slotId: row.slotId,
  strandedFrom: row.strandedFrom,
  holdExpiresAt: row.holdExpiresAt,
  journey: row.journey,
  personId: row.personId,
  proved: row.proved,
  siteId: row.siteId,
  startsAt: row.startsAt,
  minutes: row.minutes,
  pinned: row.pinned,
  audienceId: row.audienceId,
  start: row.start,
});

export interface PartyRow {
  id: number;
  token: string;
  heldSince: number;
  /** Whom the invitation names. */
  invited: number | null;
  rows: readonly BookingRow[];
}

/** Slots that start together at one site and last as long, with whoever is stranded there. */
export interface StartRow {
  key: string;
  slots: SlotRow[];
  waiting: BookingRow[];
}

/** What a key was used for: another use of it gets the same answer. */
export interface KeyRow {
  requestHash: string;
  at: number;
  answer: unknown;
}

/** As `Object.assign`, several times as fast. */
export const change = (row: BookingRow, to: BookingChange): void => {
  if (to.status !== undefined) row.status = to.status;
  if (to.slotId !== undefined) row.slotId = to.slotId;
  if (to.strandedFrom !== undefined) row.strandedFrom = to.strandedFrom;
  if (to.holdExpiresAt !== undefined) row.holdExpiresAt = to.holdExpiresAt;
  if (to.journey !== undefined) row.journey = to.journey;
  if (to.personId !== undefined) row.personId = to.personId;
  if (to.proved !== undefined) row.proved = to.proved;
  if (to.siteId !== undefined) row.siteId = to.siteId;
  if (to.startsAt !== undefined) row.startsAt = to.startsAt;
  if (to.minutes !== undefined) row.minutes = to.minutes;
  if (to.pinned !== undefined) row.pinned = to.pinned;
  if (to.audienceId !== undefined) row.audienceId = to.audienceId;
  if (to.start !== undefined) row.start = to.start;
};

export const rankOf = (status: BookingStatus): 0 | 1 | 2 => (status === 'held' ? 2 : status === 'booked' ? 1 : 0);
