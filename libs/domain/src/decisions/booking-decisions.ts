import type { BookingStatus } from '../booking-states';
import { type Decision, refused } from './decision';
import { type HeldFacts, isLive, type SlotFacts } from './hold-decisions';
import { type KeyFacts, type KeyReason, refusedByKey } from './idempotency-key';

const MINUTE = 60_000;

/** How long the place of a cancelled booking is kept for its person. */
export const RETURN_MINUTES = 30;

export interface ConfirmFacts {
  key: KeyFacts;
  /** Every row of the party; none where id and token do not belong together. */
  rows: readonly HeldFacts[];
  /** How many rows the request would book. */
  asked: number;
  /** Live bookings of each service of the party: its own rows, and those of the same phone or address. Null: not counted. */
  contact: { most: number; services: readonly { mine: number; others: number }[] } | null;
  /** The proved person has a live booking of this service and dose. */
  isAlreadyBooked: boolean;
}

export type ConfirmReason = KeyReason | 'gone' | 'wrong_state' | 'hold_expired' | 'contact_full' | 'already_booked';

/** Turning a hold into bookings: only while every row of the party is live. */
export const decideConfirm = (
  { key, rows, asked, contact, isAlreadyBooked }: ConfirmFacts,
  now: number,
): Decision<object, ConfirmReason> => {
  const keyRefused = refusedByKey(key);
  if (keyRefused) return keyRefused;
  if (rows.length === 0 || rows.length !== asked) return refused('gone');
  if (rows.some(({ status }) => status !== 'held' && status !== 'expired')) return refused('wrong_state');
  if (!rows.every((row) => isLive(row, now))) return refused('hold_expired');
  if (contact?.services.some(({ mine, others }) => mine + others > contact.most)) return refused('contact_full');
  return isAlreadyBooked ? refused('already_booked') : { ok: true };
};

/** A booking as a change finds it. */
export interface BookedFacts {
  status: BookingStatus;
  /** Null while it is stranded. */
  slotId: number | null;
  startsAt: number;
}

export interface CancelFacts {
  key: KeyFacts;
  /** The booking, first, and the row that continues it, if there is one. */
  visit: readonly BookedFacts[];
  /** Whether the resident cancels, who may then have it back. */
  mayReturn: boolean;
}

/** Cancelling, until the start; of a stranded booking at any time. Its place is kept for return where nobody stranded takes it. */
export const decideCancel = (
  { key, visit, mayReturn }: CancelFacts,
  now: number,
): Decision<{ keepsPlace: boolean }, KeyReason | 'wrong_state'> => {
  const keyRefused = refusedByKey(key);
  if (keyRefused) return keyRefused;
  if (visit.length === 0 || !visit.every(({ status }) => status === 'booked')) return refused('wrong_state');
  if (hasBegun(visit[0] as BookedFacts, now)) return refused('wrong_state');
  return { ok: true, keepsPlace: mayReturn && visit.every(({ slotId }) => slotId !== null) };
};

/** Keeping the places of a visit that was just cancelled; `time_gone` where one of them is no longer to be had. */
export const decideKeep = (
  parts: readonly { slot: SlotFacts | undefined; serviceId: number }[],
  now: number,
): Decision<{ expireAt: number[] }, 'time_gone'> => {
  const expireAt: number[] = [];
  for (const { slot, serviceId } of parts) {
    if (!slot || slot.startsAt <= now || (slot.status !== 'open' && slot.status !== 'paused'))
      return refused('time_gone');
    // Neither the share held back nor who the clinic is for now matters to whoever had the place.
    if (!slot.serviceIds.includes(serviceId) || slot.taken >= slot.capacity) return refused('time_gone');
    expireAt.push(Math.min(now + RETURN_MINUTES * MINUTE, slot.startsAt));
  }
  return { ok: true, expireAt };
};

export interface RestoreFacts {
  key: KeyFacts;
  status: BookingStatus;
  /** For each row of the visit the hold that keeps its place; null where there is none. */
  kept: readonly (Omit<HeldFacts, 'startsAt'> | null)[];
  /** The proved person has another live booking of this service and dose since. */
  isAlreadyBooked: boolean;
}

/** "Get it back": only while the place of every row is kept. */
export const decideRestore = (
  { key, status, kept, isAlreadyBooked }: RestoreFacts,
  now: number,
): Decision<object, KeyReason | 'wrong_state' | 'gone' | 'already_booked'> => {
  const keyRefused = refusedByKey(key);
  if (keyRefused) return keyRefused;
  if (status !== 'cancelled') return refused('wrong_state');
  if (kept.length === 0 || !kept.every((row) => row !== null && isLive(row, now))) return refused('gone');
  return isAlreadyBooked ? refused('already_booked') : { ok: true };
};

/** A row of the booking that moves, or of the hold it moves into. */
export interface ShapedRow {
  /** Whether it prolongs the row before it. */
  isContinuation: boolean;
}

export interface MoveFacts {
  key: KeyFacts;
  old: BookedFacts & { serviceId: number; partyId: number };
  /** The booking and what continues it, by start. */
  visit: readonly ShapedRow[];
  /** By start; null where id and token do not belong together. */
  target: { partyId: number; serviceId: number; rows: readonly (HeldFacts & ShapedRow)[] } | null;
}

/** Moving into a live hold of the same service and shape, or into a longer one; whatever else leaves the booking where it was. */
export const decideMove = (
  { key, old, visit, target }: MoveFacts,
  now: number,
): Decision<object, KeyReason | 'gone' | 'wrong_state' | 'hold_expired'> => {
  const keyRefused = refusedByKey(key);
  if (keyRefused) return keyRefused;
  if (!target || target.serviceId !== old.serviceId || target.partyId === old.partyId) return refused('gone');
  if (old.status !== 'booked' || hasBegun(old, now)) return refused('wrong_state');
  if (!isSameShape(visit, target.rows) && !isLonger(visit, target.rows)) return refused('gone');
  return target.rows.every((row) => isLive(row, now)) ? { ok: true } : refused('hold_expired');
};

/** A booking that has lost its place is not over when its time comes: nobody was there to give it. */
const hasBegun = ({ slotId, startsAt }: BookedFacts, now: number): boolean => slotId !== null && startsAt <= now;

const isSameShape = (visit: readonly ShapedRow[], rows: readonly ShapedRow[]): boolean =>
  visit.length === rows.length && rows.every((row, n) => row.isContinuation === visit[n]?.isContinuation);

/** Two slots in a row for who had one. */
const isLonger = (visit: readonly ShapedRow[], rows: readonly ShapedRow[]): boolean =>
  visit.length === 1 && rows.length === 2 && rows[1]?.isContinuation === true;
