import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

/** First passwords and new ones, written by the functions that note them in the audit. */
@Injectable()
export class AccountsStore {
  async invitation(tx: Tx, tokenHash: Buffer): Promise<{ email: string; name: string } | null> {
    const [row] = await tx.query<{ email: string; name: string }[]>(
      `SELECT u.email, u.name FROM staff_invitation i JOIN staff_user u ON u.id = i.staff_user_id
       WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.expires_at > app_now() AND u.active AND u.password_hash IS NULL`,
      [tokenHash],
    );
    return row ?? null;
  }

  async accept(tx: Tx, tokenHash: Buffer, passwordHash: string, requestId: string): Promise<boolean> {
    const [row] = await tx.query<[{ user: number | null }]>(`SELECT staff_accept_invitation($1, $2, $3) AS user`, [
      tokenHash,
      passwordHash,
      requestId,
    ]);
    return row.user !== null;
  }

  /** Ends every session of the account but one. */
  async setPassword(
    tx: Tx,
    userId: number,
    passwordHash: string,
    sessionHash: Buffer,
    requestId: string,
  ): Promise<void> {
    await tx.query('SELECT staff_set_password($1, $2, $3, $4)', [userId, passwordHash, sessionHash, requestId]);
  }
}
