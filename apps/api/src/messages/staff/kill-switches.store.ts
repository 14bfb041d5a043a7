import { Injectable } from '@nestjs/common';
import { STOPS } from '@fairslot/contract';
import type { Tx } from '../../platform/database/database';

export interface KillSwitchRow {
  id: number;
  what: (typeof STOPS)[number];
  value: string;
  reason: string;
  setBy: string;
  setAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
}

const ROWS = `SELECT k.id, k.what, k.value, k.reason, k.set_at AS "setAt", k.ended_at AS "endedAt", s.name AS "setBy", e.name AS "endedBy"
  FROM kill_switch k JOIN staff_user s ON s.id = k.set_by LEFT JOIN staff_user e ON e.id = k.ended_by`;

/** What holds messages back; read by every claim. */
@Injectable()
export class KillSwitchesStore {
  list(tx: Tx): Promise<KillSwitchRow[]> {
    return tx.query<KillSwitchRow[]>(
      `${ROWS} WHERE k.ended_at IS NULL OR k.ended_at > app_now() - interval '30 days' ORDER BY k.ended_at IS NOT NULL, k.set_at DESC, k.id LIMIT 200`,
    );
  }

  async find(tx: Tx, id: number): Promise<KillSwitchRow | undefined> {
    return (await tx.query<KillSwitchRow[]>(`${ROWS} WHERE k.id = $1`, [id]))[0];
  }

  /** Sets it, or finds the one that is in force for the same. */
  async set(
    tx: Tx,
    { what, value, reason, userId }: { what: string; value: string; reason: string; userId: number },
  ): Promise<number> {
    const [made] = await tx.query<{ id: number }[]>(
      `INSERT INTO kill_switch (what, value, reason, set_by, set_at) VALUES ($1, $2, $3, $4, app_now())
       ON CONFLICT (what, value) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
      [what, value, reason, userId],
    );
    if (made) return made.id;
    const [known] = await tx.query<[{ id: number }]>(
      'SELECT id FROM kill_switch WHERE what = $1 AND value = $2 AND ended_at IS NULL',
      [what, value],
    );
    return known.id;
  }

  async end(tx: Tx, id: number, userId: number): Promise<void> {
    await tx.query('UPDATE kill_switch SET ended_at = app_now(), ended_by = $2 WHERE id = $1 AND ended_at IS NULL', [
      id,
      userId,
    ]);
  }
}
