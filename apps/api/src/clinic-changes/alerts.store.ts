import { Injectable } from '@nestjs/common';
import type { Role } from '@fairslot/contract';
import type { Tx } from '../platform/database/database';

export interface AlertRow {
  id: number;
  siteId: number;
  by: string;
  at: Date;
  reason: string;
  cancelled: number;
  told: number;
}

export interface AlertToSend {
  id: number;
  email: string;
  name: string;
  byName: string;
  siteName: string;
  /** They are asked to agree; else told of something done. */
  isAsk: boolean;
  expiresAt: Date | null;
}

// Whoever has signed in last is the most likely to be at hand.
const OTHERS = `
  WITH RECURSIVE above (id, parent_id) AS (
    SELECT o.id, o.parent_id FROM organisation o JOIN site ON site.organisation_id = o.id WHERE site.id = $1
    UNION SELECT o.id, o.parent_id FROM organisation o JOIN above ON o.id = above.parent_id
  )
  SELECT u.id FROM staff_user u
  WHERE u.active AND u.password_hash IS NOT NULL AND u.id <> $2 AND EXISTS (
    SELECT 1 FROM live_grant g JOIN site ON site.id = $1
    WHERE g.staff_user_id = u.id AND g.role = ANY ($3) AND CASE g.scope_kind
      WHEN 'region' THEN true
      WHEN 'place' THEN g.scope_id = site.place_id
      WHEN 'organisation' THEN g.scope_id IN (SELECT id FROM above)
      ELSE g.scope_id = site.id END)
  ORDER BY u.signed_in_at DESC NULLS LAST, u.id LIMIT $4`;

/** What staff are told about each other's changes. */
@Injectable()
export class AlertsStore {
  async others(
    tx: Tx,
    { siteId, but, roles, most }: { siteId: number; but: number; roles: readonly Role[]; most: number },
  ): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(OTHERS, [siteId, but, roles, most]);
    return rows.map(({ id }) => id);
  }

  async insert(
    tx: Tx,
    users: readonly number[],
    what: { siteId: number; by: number; proposalId: number | null; reason: string; cancelled: number; told: number },
  ): Promise<void> {
    const { siteId, by, proposalId, reason, cancelled, told } = what;
    await tx.query(
      `INSERT INTO staff_alert (staff_user_id, site_id, by_user, proposal_id, reason, cancelled, told, created_at, next_try_at)
       SELECT id, $2, $3, $4, $5, $6, $7, app_now(), app_now() FROM unnest($1::integer[]) AS id`,
      [users, siteId, by, proposalId, reason, cancelled, told],
    );
  }

  /** Urgent changes that the user has not read about yet. */
  unseen(tx: Tx, userId: number): Promise<AlertRow[]> {
    return tx.query<AlertRow[]>(
      `SELECT id, site_id AS "siteId", staff_name(by_user) AS by, created_at AS at, reason, cancelled, told
       FROM staff_alert WHERE staff_user_id = $1 AND seen_at IS NULL AND proposal_id IS NULL ORDER BY id`,
      [userId],
    );
  }

  async see(tx: Tx, userId: number, id: number): Promise<boolean> {
    const [, seen] = await tx.query<[unknown[], number]>(
      'UPDATE staff_alert SET seen_at = coalesce(seen_at, app_now()) WHERE id = $1 AND staff_user_id = $2',
      [id, userId],
    );
    return seen > 0;
  }

  toSend(tx: Tx): Promise<AlertToSend[]> {
    return tx.query<AlertToSend[]>(
      `SELECT id, email, name, by_name AS "byName", site_name AS "siteName", is_ask AS "isAsk", expires_at AS "expiresAt" FROM staff_alerts_to_send()`,
    );
  }

  async markSent(tx: Tx, id: number): Promise<void> {
    await tx.query('SELECT staff_alert_sent($1)', [id]);
  }
}
