import type { ConfirmReason, HoldReason } from '@fairslot/domain';

export type Reason = HoldReason | ConfirmReason | 'invalid' | 'out_of_date';

export type Answer<Granted extends object> =
  ({ ok: true; replayed: boolean } & Granted) | { ok: false; reason: Reason };

/** Where two requests have one key, the text of what they ask for tells whether they are the same. */
interface Keyed {
  key: string;
  requestHash: string;
}

export interface HoldRequest extends Keyed {
  siteId: number;
  /** Milliseconds. */
  start: number;
  attendees: readonly { serviceId: number; moreTime?: boolean }[];
  together?: 'parallel' | 'consecutive';
  minutes?: number;
  journey?: string;
  /** The person whom an invitation proves: the first attendee. */
  invited?: number;
  /** Opens clinics that are only for a group. */
  audienceId?: number;
}

export interface Held {
  partyId: number;
  token: string;
  expiresAt: number;
}

export interface ConfirmRequest extends Keyed {
  partyId: number;
  token: string;
  /** How many people it names. */
  people: number;
}

/** One for each appointment, in the order of the hold. */
export interface Booked {
  bookingIds: number[];
}

export interface ChangeRequest extends Keyed {
  bookingId: number;
}

export interface MoveRequest extends ChangeRequest {
  partyId: number;
  token: string;
}
