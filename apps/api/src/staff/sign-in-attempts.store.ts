import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface Limit {
  tries: number;
  seconds: number;
}

// Where the oldest of the last `tries` attempts is still within `seconds`, the wait until it no longer is.
const WAIT = `
  SELECT max(extract(epoch FROM earliest.at - app_now()) + l.seconds)::float8 AS seconds
  FROM unnest($2::integer[], $3::integer[]) AS l (tries, seconds)
  CROSS JOIN LATERAL (
    SELECT at FROM attempt WHERE kind = 'sign_in' AND value_hash = $1 AND at > app_now() - make_interval(secs => l.seconds)
    ORDER BY at DESC OFFSET l.tries - 1 LIMIT 1
  ) AS earliest`;

/** Sign-ins tried, counted by the keyed hash of what was presented, whether or not there is such a user. */
@Injectable()
export class SignInAttemptsStore {
  /**
   * Counts one more attempt and answers null, or answers the seconds to wait and counts nothing. It is counted before
   * the password is looked at, one presented value at a time, so that attempts sent together cannot pass together.
   */
  async take(tx: Tx, valueHash: Buffer, limits: readonly Limit[]): Promise<number | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('sign_in:' || encode($1, 'hex'), 0))`, [valueHash]);
    const windows = [limits.map(({ tries }) => tries), limits.map(({ seconds }) => seconds)];
    const [wait] = await tx.query<{ seconds: number | null }[]>(WAIT, [valueHash, ...windows]);
    if (wait && wait.seconds !== null) return Math.max(1, wait.seconds);
    await tx.query(`INSERT INTO attempt (kind, value_hash, at) VALUES ('sign_in', $1, app_now())`, [valueHash]);
    return null;
  }

  async clear(tx: Tx, valueHash: Buffer): Promise<void> {
    await tx.query(`DELETE FROM attempt WHERE kind = 'sign_in' AND value_hash = $1`, [valueHash]);
  }
}
