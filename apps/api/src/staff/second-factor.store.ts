import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface SecondFactor {
  rowKey: string;
  secret: Buffer;
  isConfirmed: boolean;
}

/** Secrets of authenticator apps, encrypted, and hashes of recovery codes. */
@Injectable()
export class SecondFactorStore {
  async of(tx: Tx, userId: number): Promise<SecondFactor | null> {
    const [row] = await tx.query<SecondFactor[]>(
      `SELECT row_key AS "rowKey", secret_ct AS secret, confirmed_at IS NOT NULL AS "isConfirmed"
       FROM staff_second_factor WHERE staff_user_id = $1`,
      [userId],
    );
    return row ?? null;
  }

  /** Replaces one that was never confirmed; false where one is set up. */
  async begin(tx: Tx, userId: number, rowKey: string, secret: Buffer): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO staff_second_factor (staff_user_id, row_key, secret_ct) VALUES ($1, $2, $3)
       ON CONFLICT (staff_user_id) DO UPDATE SET row_key = $2, secret_ct = $3, last_step = 0
       WHERE staff_second_factor.confirmed_at IS NULL RETURNING 1`,
      [userId, rowKey, secret],
    );
    return rows.length === 1;
  }

  async confirm(tx: Tx, userId: number): Promise<void> {
    await tx.query('UPDATE staff_second_factor SET confirmed_at = app_now() WHERE staff_user_id = $1', [userId]);
  }

  /** A code counts once: false when this one, or a later one, was used before. */
  async useStep(tx: Tx, userId: number, step: number): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      'UPDATE staff_second_factor SET last_step = $2 WHERE staff_user_id = $1 AND last_step < $2',
      [userId, step],
    );
    return changed === 1;
  }

  async useRecoveryCode(tx: Tx, userId: number, hash: Buffer): Promise<boolean> {
    const [, changed] = await tx.query<[unknown, number]>(
      'UPDATE staff_recovery_code SET used_at = app_now() WHERE staff_user_id = $1 AND code_hash = $2 AND used_at IS NULL',
      [userId, hash],
    );
    return changed === 1;
  }

  async replaceRecoveryCodes(tx: Tx, userId: number, hashes: readonly Buffer[]): Promise<void> {
    await tx.query('DELETE FROM staff_recovery_code WHERE staff_user_id = $1', [userId]);
    await tx.query('INSERT INTO staff_recovery_code (staff_user_id, code_hash) SELECT $1, unnest($2::bytea[])', [
      userId,
      hashes,
    ]);
  }
}
