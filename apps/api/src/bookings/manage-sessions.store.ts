import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface LookedUp {
  id: number;
  reference: string;
  dateOfBirth: string;
}

const BY_REFERENCE = {
  name: 'manage.by_reference',
  text: `SELECT b.id, b.reference, p.date_of_birth AS "dateOfBirth" FROM booking b JOIN person p ON p.id = b.person_id WHERE b.reference = $1`,
};
const BY_TOKEN = {
  name: 'manage.by_token',
  text: `SELECT b.id, b.reference, p.date_of_birth AS "dateOfBirth" FROM booking b JOIN person p ON p.id = b.person_id WHERE b.manage_token_hash = $1`,
};
const OPEN = {
  name: 'manage.open',
  text: `INSERT INTO manage_session (token_hash, booking_id, created_at, last_used_at) VALUES ($1, $2, app_now(), app_now())
    RETURNING created_at + interval '30 minutes' AS "expiresAt"`,
};
const RESOLVE = {
  name: 'manage.resolve',
  text: `UPDATE manage_session SET last_used_at = app_now() WHERE token_hash = $1
    AND created_at > app_now() - interval '30 minutes' AND last_used_at > app_now() - interval '15 minutes' RETURNING booking_id AS "bookingId"`,
};
const CLOSE = { name: 'manage.close', text: 'DELETE FROM manage_session WHERE token_hash = $1' };
const TIDY = {
  name: 'manage.tidy',
  text: `WITH old_sessions AS (DELETE FROM manage_session WHERE created_at < app_now() - interval '1 day'),
      old_keys AS (DELETE FROM idempotency WHERE created_at < app_now() - interval '7 days')
    DELETE FROM attempt WHERE at < app_now() - interval '30 days'`,
};

@Injectable()
export class ManageSessionsStore {
  constructor(private readonly database: Database) {}

  async byReference(reference: string): Promise<LookedUp | undefined> {
    return (await this.database.once<LookedUp>(BY_REFERENCE, [reference]))[0];
  }

  async byToken(tokenHash: Buffer): Promise<LookedUp | undefined> {
    return (await this.database.once<LookedUp>(BY_TOKEN, [tokenHash]))[0];
  }

  async open(tokenHash: Buffer, bookingId: number): Promise<Date> {
    const [row] = await this.database.once<{ expiresAt: Date }>(OPEN, [tokenHash, bookingId]);
    return (row as { expiresAt: Date }).expiresAt;
  }

  async resolve(tokenHash: Buffer): Promise<number | undefined> {
    return (await this.database.once<{ bookingId: number }>(RESOLVE, [tokenHash]))[0]?.bookingId;
  }

  async close(tokenHash: Buffer): Promise<void> {
    await this.database.once(CLOSE, [tokenHash]);
  }

  /** Forgets sessions, keys and failures that no rule looks at any more. */
  async tidy(): Promise<void> {
    await this.database.once(TIDY, []);
  }
}
