import { Injectable } from '@nestjs/common';
import type { Role, ScopeKind } from '@fairslot/contract';
import type { LocalDate } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';
import { ASLEEP_AFTER_DAYS } from '../staff/staff-users.store';

export interface NewGrant {
  role: Role;
  kind: ScopeKind;
  scopeId: number | null;
  /** The last day, and the instant at which it is over; null: for good. */
  until: { date: LocalDate; endsAt: Date } | null;
}

export interface ToSend {
  userId: number;
  version: number;
  email: string;
  name: string;
  invitedBy: string | null;
}

/** Accounts and grants, through the functions that also note them in the audit and refuse whoever changes their own. */
@Injectable()
export class TeamStore {
  async addUser(tx: Tx, actor: number, email: string, name: string, requestId: string): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>('SELECT staff_add_user($1, $2, $3, $4) AS id', [
      actor,
      email,
      name,
      requestId,
    ]);
    return row.id;
  }

  /** Null where the account has a password already; else the version its next invitation has. */
  async nextInvitation(tx: Tx, userId: number): Promise<number | null> {
    const [row] = await tx.query<{ version: number | null; joined: boolean }[]>(
      `SELECT u.password_hash IS NOT NULL AS joined, i.version FROM staff_user u LEFT JOIN staff_invitation i ON i.staff_user_id = u.id WHERE u.id = $1`,
      [userId],
    );
    return !row || row.joined ? null : (row.version ?? 0) + 1;
  }

  async invite(tx: Tx, actor: number, userId: number, version: number, tokenHash: Buffer, days: number): Promise<void> {
    await tx.query('SELECT staff_invite($1, $2, $3, $4, app_now() + make_interval(days => $5))', [
      actor,
      userId,
      version,
      tokenHash,
      days,
    ]);
  }

  async addGrant(tx: Tx, actor: number, userId: number, grant: NewGrant, requestId: string): Promise<void> {
    await tx.query('SELECT staff_add_grant($1, $2, $3, $4, $5, $6, $7, $8)', [
      actor,
      userId,
      grant.role,
      grant.kind,
      grant.scopeId,
      grant.until?.date ?? null,
      grant.until?.endsAt ?? null,
      requestId,
    ]);
  }

  async askGrant(tx: Tx, actor: number, userId: number, grant: NewGrant, requestId: string): Promise<void> {
    await tx.query('SELECT staff_ask_grant($1, $2, $3, $4, $5, $6, $7, $8)', [
      actor,
      userId,
      grant.role,
      grant.kind,
      grant.scopeId,
      grant.until?.date ?? null,
      grant.until?.endsAt ?? null,
      requestId,
    ]);
  }

  async endGrant(tx: Tx, actor: number, grantId: number, requestId: string): Promise<void> {
    await tx.query('SELECT staff_end_grant($1, $2, $3)', [actor, grantId, requestId]);
  }

  async decide(tx: Tx, actor: number, askedId: number, isApproved: boolean, requestId: string): Promise<boolean> {
    const [row] = await tx.query<[{ decided: boolean }]>('SELECT staff_decide_grant($1, $2, $3, $4) AS decided', [
      actor,
      askedId,
      isApproved,
      requestId,
    ]);
    return row.decided;
  }

  async endAccess(tx: Tx, actor: number, userId: number, requestId: string): Promise<void> {
    await tx.query('SELECT staff_set_active($1, $2, false, $3)', [actor, userId, requestId]);
  }

  /** How many were asleep or had ended: who is awake is left as they are. */
  async wake(tx: Tx, actor: number, userIds: readonly number[], requestId: string): Promise<number> {
    const values = [actor, userIds, ASLEEP_AFTER_DAYS, requestId];
    const [row] = await tx.query<[{ woken: number }]>('SELECT staff_wake($1, $2, $3, $4) AS woken', values);
    return row.woken;
  }

  async resetSecondFactor(tx: Tx, actor: number, userId: number, requestId: string): Promise<void> {
    await tx.query('SELECT staff_reset_second_factor($1, $2, $3)', [actor, userId, requestId]);
  }

  /** Is there somebody else who could approve? In a region with one administrator nobody could. */
  async hasSecondAdministrator(tx: Tx, actor: number): Promise<boolean> {
    const [row] = await tx.query<[{ has: boolean }]>(
      `SELECT EXISTS (SELECT 1 FROM live_grant g JOIN staff_user u ON u.id = g.staff_user_id WHERE g.role = 'region_administrator'
         AND g.scope_kind = 'region' AND u.active AND u.password_hash IS NOT NULL AND u.id <> $1) AS has`,
      [actor],
    );
    return row.has;
  }

  /** Invitations to send now; each is left alone for a while, longer after every failure. */
  toSend(tx: Tx): Promise<ToSend[]> {
    return tx
      .query<[ToSend[], number]>(
        `UPDATE staff_invitation i SET tries = i.tries + 1, next_try_at = app_now() + make_interval(mins => least(power(2, i.tries)::integer, 240))
         FROM staff_user u
         WHERE u.id = i.staff_user_id AND u.active AND i.sent_at IS NULL AND i.accepted_at IS NULL AND i.expires_at > app_now() AND i.tries < 12
           AND i.next_try_at <= app_now()
         RETURNING i.staff_user_id AS "userId", i.version, u.email, u.name,
           (SELECT by.name FROM staff_user by WHERE by.id = i.invited_by) AS "invitedBy"`,
      )
      .then(([rows]) => rows);
  }

  async markSent(tx: Tx, userId: number, version: number): Promise<void> {
    await tx.query('UPDATE staff_invitation SET sent_at = app_now() WHERE staff_user_id = $1 AND version = $2', [
      userId,
      version,
    ]);
  }
}
