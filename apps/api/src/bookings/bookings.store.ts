import type { ClinicOption } from '@fairslot/domain';
import { Injectable } from '@nestjs/common';
import type { ManagedBooking } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';
import { GiveBack } from './give-back';
import type { Cause } from './reallocate';

export interface BookingRow {
  id: number;
  reference: string;
  status: 'held' | 'booked' | 'checked_in' | 'completed' | 'cancelled' | 'did_not_attend' | 'expired';
  siteId: number;
  serviceId: number;
  startsAt: Date;
  minutes: number;
  occurrence: number;
  manageTokenVersion: number;
  /** Of the link for somebody who helps; null while there is none. */
  helperTokenVersion: number | null;
  answers: Record<string, boolean | string>;
  firstName: string;
  dateOfBirth: string;
  hasMobile: boolean;
  hasEmail: boolean;
  /** Not begun yet, by the database clock. */
  ahead: boolean;
  /** Has no place at its time any more. */
  stranded: boolean;
  dose: number;
  /** What the clinic is besides that serves it, or did before it was stranded. */
  options: ClinicOption[];
  moreTime: boolean;
  help: string[];
  /** Null until it is cancelled. */
  cancelledBySite: boolean | null;
  /** Null where no closure ended it, or one with a reason of another kind. */
  closedBecause: NonNullable<ManagedBooking['closedBecause']> | null;
  /** Until when the place of a cancelled booking is kept. */
  keptUntil: Date | null;
  /** The same, or longer, for as long as the place is free. */
  mayRestoreUntil: Date | null;
  /** Asked, and not answered yet: whether it is wanted after a dose that somebody else gave. */
  hadElsewhereOn: string | null;
  freesAt: Date | null;
  /** The booking of the dose before or after, made together with this one. */
  otherReference: string | null;
  otherDose: number | null;
  otherStartsAt: Date | null;
}

export interface ConfirmOutcome {
  outcome: 'confirmed' | 'replay' | 'reused' | 'in_progress' | 'expired' | 'wrong_state' | 'gone' | 'too_many';
  response?: { references: string[] } | null;
}

export type CancelOutcome = 'cancelled' | 'replay' | 'reused' | 'in_progress' | 'wrong_state';
export type RestoreOutcome = 'restored' | 'replay' | 'reused' | 'in_progress' | 'wrong_state' | 'gone';
export type MoveOutcome = 'moved' | 'replay' | 'reused' | 'in_progress' | 'wrong_state' | 'expired' | 'gone';

export type SendAgainOutcome = 'sent' | 'often' | 'wrong_state';

/** A booking with what decides which messages reach its person. */
export type ReachedBooking = Pick<BookingRow, 'id' | 'startsAt' | 'occurrence' | 'hasMobile' | 'hasEmail'>;

const CONFIRM = { name: 'bookings.confirm', text: 'SELECT confirm_booking($1, $2, $3, $4, $5::jsonb) AS result' };
/** Once, with the confirm itself: not where that is only repeated. */
const CONFIRM_BY_HELPER = {
  name: 'bookings.confirm_by_helper',
  text: `WITH confirmed AS MATERIALIZED (SELECT confirm_booking($1, $2, $3, $4, $5::jsonb) AS result)
    SELECT result, (SELECT count(note_audit('resident', 'booking.made_by_helper', b.site_id, b.id, $5::jsonb->>'requestId', '{}')::text)
      FROM booking b WHERE b.party_id = $1 AND b.continues IS NULL AND result->>'outcome' = 'confirmed') AS noted FROM confirmed`,
};
const CANCEL = { name: 'bookings.cancel', text: 'SELECT cancel_booking($1, $2, $3, $4::jsonb) AS outcome' };
const RESTORE = { name: 'bookings.restore', text: 'SELECT restore_booking($1, $2, $3, $4::jsonb) AS outcome' };
const KEEP_FOR_RETURN = 'SELECT hold_for_return($1)';
const MOVE = { name: 'bookings.move', text: 'SELECT move_booking($1, $2, $3, $4, $5, $6::jsonb) AS outcome' };
const FIND = {
  name: 'bookings.find',
  text: `SELECT b.id, b.reference, b.status, b.site_id AS "siteId", b.service_id AS "serviceId", b.starts_at AS "startsAt",
      b.minutes + COALESCE((SELECT sum(more.minutes)::integer FROM booking more WHERE more.continues = b.id), 0) AS minutes,
      b.occurrence, b.manage_token_version AS "manageTokenVersion",
      CASE WHEN b.helper_token_hash IS NOT NULL THEN b.helper_token_version END AS "helperTokenVersion", b.answers, p.first_name AS "firstName", p.date_of_birth AS "dateOfBirth",
      c.mobile_ct IS NOT NULL AS "hasMobile", c.email_ct IS NOT NULL AS "hasEmail", b.starts_at > app_now() AS ahead, b.dose,
      b.help, b.slot_id IS NULL AND b.source <> 'walk_in' AS stranded, COALESCE(own.options, '{}') AS options,
      EXISTS (SELECT 1 FROM booking more WHERE more.continues = b.id) OR COALESCE('longer' = ANY (own.options), false) AND 'more_time' = ANY (b.help) AS "moreTime",
      kept.until AS "keptUntil", CASE WHEN b.status = 'cancelled' THEN COALESCE(kept.until, undo_until(b.id)) END AS "mayRestoreUntil",
      b.cancel_reason = 'site' AS "cancelledBySite",
      (SELECT cl.reason_code FROM displaced_booking d JOIN closure cl ON cl.id = d.closure_id
        WHERE d.booking_id = b.id AND d.outcome = 'cancelled' AND d.taken_back_at IS NULL AND b.cancel_reason = 'site'
        ORDER BY d.occurrence DESC LIMIT 1) AS "closedBecause", q.given_on::text AS "hadElsewhereOn", q.frees_at AS "freesAt",
      other.reference AS "otherReference", other.dose AS "otherDose", other.starts_at AS "otherStartsAt"
    FROM booking b JOIN person p ON p.id = b.person_id JOIN contact c ON c.party_id = b.party_id
      LEFT JOIN LATERAL (SELECT k.hold_expires_at AS until FROM booking k WHERE k.restores = b.id AND b.status = 'cancelled' AND k.status = 'held'
        AND k.hold_expires_at >= app_now() LIMIT 1) AS kept ON true
      LEFT JOIN slot own ON own.id = COALESCE(b.slot_id, b.stranded_from)
      LEFT JOIN booking other ON (other.id = b.dose_after OR other.dose_after = b.id) AND other.status IN ('booked', 'checked_in', 'completed')
      LEFT JOIN dose_question q ON q.booking_id = b.id AND q.answer IS NULL AND b.status = 'booked' AND b.occurrence = q.occurrence AND b.starts_at > app_now()
    WHERE b.id = $1 ORDER BY other.id LIMIT 1`,
};

const SEND_AGAIN = {
  name: 'bookings.send_again',
  text: 'SELECT send_details_again($1, $2, $3, $4) AS outcome',
};

// As the unique index on bookings of one person has it.
const BLOCKING = `SELECT b.id, b.starts_at AS "startsAt", b.occurrence, c.mobile_ct IS NOT NULL AS "hasMobile", c.email_ct IS NOT NULL AS "hasEmail"
  FROM party p JOIN invitation i ON i.id = p.invitation_id
    JOIN booking mine ON mine.party_id = p.id AND mine.attendee = 1 AND mine.continues IS NULL
    JOIN booking b ON b.person_id = i.person_id AND b.service_id = mine.service_id AND b.dose = mine.dose AND b.id <> mine.id
      AND b.proved AND b.continues IS NULL AND b.status IN ('held', 'booked', 'checked_in')
    JOIN contact c ON c.party_id = b.party_id
  WHERE p.id = $1 AND p.token_hash = $2 ORDER BY b.id`;

interface Change {
  bookingId: number;
  key: string;
  requestHash: Buffer;
  argument: object;
}

/** Confirming, moving and cancelling: each one named call of a database function. */
@Injectable()
export class BookingsStore {
  constructor(
    private readonly database: Database,
    private readonly giveBack: GiveBack,
  ) {}

  async confirm(c: {
    partyId: number;
    tokenHash: Buffer;
    key: string;
    requestHash: Buffer;
    argument: object;
    byHelper: boolean;
  }): Promise<ConfirmOutcome> {
    const values = [c.partyId, c.tokenHash, c.key, c.requestHash, JSON.stringify(c.argument)];
    const statement = c.byHelper ? CONFIRM_BY_HELPER : CONFIRM;
    const [row] = await this.database.once<{ result: ConfirmOutcome }>(statement, values);
    return (row as { result: ConfirmOutcome }).result;
  }

  /** With `mayReturn` the place is kept for the person, once those stranded have been served. */
  async cancel(c: Change & { mayReturn: boolean; cause: Cause }): Promise<CancelOutcome> {
    const values = [c.bookingId, c.key, c.requestHash, JSON.stringify({ ...c.argument, mayReturn: c.mayReturn })];
    const [row] = await this.giveBack.run<{ outcome: CancelOutcome }>(
      CANCEL,
      values,
      { bookingId: c.bookingId },
      c.cause,
      async (tx, [done]) => {
        if (c.mayReturn && done?.outcome === 'cancelled') await tx.query(KEEP_FOR_RETURN, [c.bookingId]);
      },
    );
    return (row as { outcome: CancelOutcome }).outcome;
  }

  async restore(c: Change): Promise<RestoreOutcome> {
    const values = [c.bookingId, c.key, c.requestHash, JSON.stringify(c.argument)];
    const [row] = await this.database.once<{ outcome: RestoreOutcome }>(RESTORE, values);
    return (row as { outcome: RestoreOutcome }).outcome;
  }

  async move(c: Change & { partyId: number; tokenHash: Buffer; cause: Cause }): Promise<MoveOutcome> {
    const values = [c.bookingId, c.partyId, c.tokenHash, c.key, c.requestHash, JSON.stringify(c.argument)];
    const { bookingId, partyId } = c;
    const [row] = await this.giveBack.run<{ outcome: MoveOutcome }>(MOVE, values, { bookingId, partyId }, c.cause);
    return (row as { outcome: MoveOutcome }).outcome;
  }

  /** The messages of one way each; at most so many in 24 hours. */
  async sendAgain(
    id: number,
    messages: readonly object[],
    most: number,
    requestId: string,
    tx?: Tx,
  ): Promise<SendAgainOutcome> {
    const values = [id, JSON.stringify(messages), most, requestId];
    const [row] = tx
      ? await tx.query<{ outcome: SendAgainOutcome }[]>(SEND_AGAIN.text, values)
      : await this.database.once<{ outcome: SendAgainOutcome }>(SEND_AGAIN, values);
    return (row as { outcome: SendAgainOutcome }).outcome;
  }

  /** The bookings of a proved person that the confirm of a party was refused for; none where the token is another one. */
  blocking(tx: Tx, partyId: number, tokenHash: Buffer): Promise<ReachedBooking[]> {
    return tx.query<ReachedBooking[]>(BLOCKING, [partyId, tokenHash]);
  }

  async find(id: number): Promise<BookingRow | undefined> {
    return (await this.database.once<BookingRow>(FIND, [id]))[0];
  }
}
