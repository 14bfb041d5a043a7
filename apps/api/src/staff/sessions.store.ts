import { Injectable } from '@nestjs/common';
import type { Role } from '@fairslot/contract';
import { prepared, type Tx } from '../platform/database/database';

export interface LiveSession {
  userId: number;
  name: string;
  /** Has a second factor that is set up. */
  enrolled: boolean;
  demo: boolean;
  /** `everywhere` where a grant of the role is for the region. */
  grants: { role: Role; siteIds: number[]; everywhere: boolean }[];
}

/** 60 minutes without a request, 12 hours in all, by the database's clock. */
export const SESSION_ENDS = `least(s.last_seen_at + interval '60 minutes', s.created_at + interval '12 hours')`;

// One statement for every request of staff: the session, its sliding, and the sites that each role reaches. Sliding is
// written once a minute at most, so that a busy desk does not write with every read.
const RESOLVE = {
  name: 'staff.resolve_session',
  text: `
  WITH RECURSIVE live AS MATERIALIZED (
    SELECT s.token_hash, s.last_seen_at, u.id, u.name, u.demo,
      EXISTS (SELECT 1 FROM staff_second_factor f WHERE f.staff_user_id = u.id AND f.confirmed_at IS NOT NULL) AS enrolled
    FROM staff_session s JOIN staff_user u ON u.id = s.staff_user_id
    WHERE s.token_hash = $1 AND ${SESSION_ENDS} > app_now() AND u.active AND NOT (u.demo AND $2)
  ), slid AS (
    UPDATE staff_session s SET last_seen_at = app_now()
    FROM live WHERE s.token_hash = live.token_hash AND live.last_seen_at < app_now() - interval '60 seconds'
  ), reach (grant_id, organisation_id) AS (
    SELECT g.id, g.scope_id FROM live_grant g JOIN live ON live.id = g.staff_user_id WHERE g.scope_kind = 'organisation'
    UNION
    SELECT reach.grant_id, o.id FROM organisation o JOIN reach ON o.parent_id = reach.organisation_id
  ), granted AS (
    SELECT g.role, COALESCE(array_agg(DISTINCT site.id ORDER BY site.id) FILTER (WHERE site.id IS NOT NULL), '{}') AS site_ids,
      bool_or(g.scope_kind = 'region') AS everywhere
    FROM live JOIN live_grant g ON g.staff_user_id = live.id
    LEFT JOIN site ON CASE g.scope_kind
      WHEN 'region' THEN true
      WHEN 'place' THEN site.place_id = g.scope_id
      WHEN 'organisation' THEN (g.id, site.organisation_id) IN (SELECT grant_id, organisation_id FROM reach)
      ELSE site.id = g.scope_id
    END
    GROUP BY g.role
  )
  SELECT live.id AS "userId", live.name, live.enrolled, live.demo,
    (SELECT coalesce(json_agg(json_build_object('role', role, 'siteIds', site_ids, 'everywhere', everywhere)), '[]') FROM granted) AS grants
  FROM live`,
};

/** Staff sessions. Only the hash of a token is kept. */
@Injectable()
export class SessionsStore {
  /** The user's own sessions that have ended go at the same time. */
  async open(tx: Tx, tokenHash: Buffer, userId: number): Promise<void> {
    await tx.query(`DELETE FROM staff_session s WHERE s.staff_user_id = $1 AND ${SESSION_ENDS} <= app_now()`, [userId]);
    await tx.query(
      'INSERT INTO staff_session (token_hash, staff_user_id, created_at, last_seen_at) VALUES ($1, $2, app_now(), app_now())',
      [tokenHash, userId],
    );
  }

  async close(tx: Tx, tokenHash: Buffer): Promise<void> {
    await tx.query('DELETE FROM staff_session WHERE token_hash = $1', [tokenHash]);
  }

  async resolve(tx: Tx, tokenHash: Buffer, refuseDemo: boolean): Promise<LiveSession | null> {
    const [live] = await prepared<LiveSession & Record<string, unknown>>(tx, RESOLVE, [tokenHash, refuseDemo]);
    return live ?? null;
  }
}
