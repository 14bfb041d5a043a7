import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/database';
import { AppError } from './app-error';

export interface Limit {
  tries: number;
  seconds: number;
}

// Where the oldest of the last `tries` attempts is still within `seconds`, the wait until it no longer is.
const WAIT = `
  SELECT max(extract(epoch FROM earliest.at - app_now()) + l.seconds)::float8 AS seconds
  FROM unnest($2::integer[], $3::integer[]) AS l (tries, seconds)
  CROSS JOIN LATERAL (
    SELECT at FROM attempt WHERE kind = $4 AND value_hash = $1 AND at > app_now() - make_interval(secs => l.seconds)
    ORDER BY at DESC OFFSET l.tries - 1 LIMIT 1
  ) AS earliest`;

/** What is guessed at, or asked for with somebody's number: counted by the keyed hash of what was presented, whether or not there is such a thing. */
export type AttemptKind = 'manage' | 'sign_in' | 'invitation' | 'staff_code' | 'home_visit' | 'alert' | 'details';

@Injectable()
export class AttemptsStore {
  constructor(private readonly database: Database) {}

  /** Counts one more attempt and commits it; refuses where there were too many. */
  async demand(kind: AttemptKind, valueHash: Buffer, limits: readonly Limit[]): Promise<void> {
    await this.database.tx((tx) => this.demandIn(tx, kind, valueHash, limits));
  }

  /** As part of what is done: what is not done in the end has not been counted, and a request that is answered again counts once. */
  async demandIn(tx: Tx, kind: AttemptKind, valueHash: Buffer, limits: readonly Limit[]): Promise<void> {
    const retryAfter = await this.take(tx, kind, valueHash, limits);
    if (retryAfter !== null) throw new AppError('too_many', { retryAfter });
  }

  /**
   * Counts one more attempt and answers null, or answers the seconds to wait and counts nothing. It is counted before
   * the secret is looked at, one presented value at a time, so that attempts sent together cannot pass together.
   */
  async take(tx: Tx, kind: AttemptKind, valueHash: Buffer, limits: readonly Limit[]): Promise<number | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($2 || ':' || encode($1, 'hex'), 0))`, [
      valueHash,
      kind,
    ]);
    const windows = [limits.map(({ tries }) => tries), limits.map(({ seconds }) => seconds)];
    const [wait] = await tx.query<{ seconds: number | null }[]>(WAIT, [valueHash, ...windows, kind]);
    if (wait && wait.seconds !== null) return Math.max(1, wait.seconds);
    await tx.query(`INSERT INTO attempt (kind, value_hash, at) VALUES ($2, $1, app_now())`, [valueHash, kind]);
    return null;
  }

  async clear(tx: Tx, kind: AttemptKind, valueHash: Buffer): Promise<void> {
    await tx.query(`DELETE FROM attempt WHERE kind = $2 AND value_hash = $1`, [valueHash, kind]);
  }
}
