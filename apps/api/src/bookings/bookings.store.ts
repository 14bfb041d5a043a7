import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

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
  answers: Record<string, boolean | string>;
  firstName: string;
  dateOfBirth: string;
  hasMobile: boolean;
  hasEmail: boolean;
  /** Not begun yet, by the database clock. */
  ahead: boolean;
}

export interface ConfirmOutcome {
  outcome: 'confirmed' | 'replay' | 'reused' | 'in_progress' | 'expired' | 'wrong_state' | 'gone';
  response?: { references: string[] } | null;
}

export type CancelOutcome = 'cancelled' | 'replay' | 'reused' | 'in_progress' | 'wrong_state';
export type MoveOutcome = 'moved' | 'replay' | 'reused' | 'in_progress' | 'wrong_state' | 'expired' | 'gone';

const CONFIRM = { name: 'bookings.confirm', text: 'SELECT confirm_booking($1, $2, $3, $4, $5::jsonb) AS result' };
const CANCEL = { name: 'bookings.cancel', text: 'SELECT cancel_booking($1, $2, $3, $4::jsonb) AS outcome' };
const MOVE = { name: 'bookings.move', text: 'SELECT move_booking($1, $2, $3, $4, $5, $6::jsonb) AS outcome' };
const FIND = {
  name: 'bookings.find',
  text: `SELECT b.id, b.reference, b.status, b.site_id AS "siteId", b.service_id AS "serviceId", b.starts_at AS "startsAt", b.minutes,
      b.occurrence, b.manage_token_version AS "manageTokenVersion", b.answers, p.first_name AS "firstName", p.date_of_birth AS "dateOfBirth",
      c.mobile_ct IS NOT NULL AS "hasMobile", c.email_ct IS NOT NULL AS "hasEmail", b.starts_at > app_now() AS ahead
    FROM booking b JOIN person p ON p.id = b.person_id JOIN contact c ON c.party_id = b.party_id WHERE b.id = $1`,
};

/** Confirming, moving and cancelling: each one named call of a database function. */
@Injectable()
export class BookingsStore {
  constructor(private readonly database: Database) {}

  async confirm(c: {
    partyId: number;
    tokenHash: Buffer;
    key: string;
    requestHash: Buffer;
    argument: object;
  }): Promise<ConfirmOutcome> {
    const values = [c.partyId, c.tokenHash, c.key, c.requestHash, JSON.stringify(c.argument)];
    const [row] = await this.database.once<{ result: ConfirmOutcome }>(CONFIRM, values);
    return (row as { result: ConfirmOutcome }).result;
  }

  async cancel(c: { bookingId: number; key: string; requestHash: Buffer; argument: object }): Promise<CancelOutcome> {
    const values = [c.bookingId, c.key, c.requestHash, JSON.stringify(c.argument)];
    const [row] = await this.database.once<{ outcome: CancelOutcome }>(CANCEL, values);
    return (row as { outcome: CancelOutcome }).outcome;
  }

  async move(c: {
    bookingId: number;
    partyId: number;
    tokenHash: Buffer;
    key: string;
    requestHash: Buffer;
    argument: object;
  }): Promise<MoveOutcome> {
    const values = [c.bookingId, c.partyId, c.tokenHash, c.key, c.requestHash, JSON.stringify(c.argument)];
    const [row] = await this.database.once<{ outcome: MoveOutcome }>(MOVE, values);
    return (row as { outcome: MoveOutcome }).outcome;
  }

  async find(id: number): Promise<BookingRow | undefined> {
    return (await this.database.once<BookingRow>(FIND, [id]))[0];
  }
}
