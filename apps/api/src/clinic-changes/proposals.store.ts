import { Injectable } from '@nestjs/common';
import type { ChangeFigures, Proposal, ProposedChange } from '@fairslot/contract';
import type { Tx } from '../platform/database/database';

export interface ProposalRow {
  id: number;
  siteId: number;
  change: ProposedChange;
  figures: ChangeFigures;
  reason: string;
  requestedBy: number;
  requestedByName: string;
  requestedAt: Date;
  expiresAt: Date;
  decidedByName: string | null;
  refusal: string | null;
  state: Proposal['state'];
}

interface NewProposal extends Pick<ProposalRow, 'siteId' | 'change' | 'figures' | 'reason' | 'requestedBy'> {
  minutes: number;
}

const COLUMNS = `id, site_id AS "siteId", change, figures, reason, requested_by AS "requestedBy", staff_name(requested_by) AS "requestedByName",
  requested_at AS "requestedAt", expires_at AS "expiresAt", staff_name(decided_by) AS "decidedByName", refusal,
  coalesce(decision, CASE WHEN expires_at > app_now() THEN 'waiting' ELSE 'expired' END) AS state`;

/** Changes that wait for a second person. */
@Injectable()
export class ProposalsStore {
  async insert(tx: Tx, { siteId, change, figures, reason, requestedBy, minutes }: NewProposal): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>(
      `INSERT INTO change_proposal (site_id, change, figures, reason, requested_by, requested_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, app_now(), app_now() + make_interval(mins => $6)) RETURNING id`,
      [siteId, JSON.stringify(change), JSON.stringify(figures), reason, requestedBy, minutes],
    );
    return row.id;
  }

  async find(tx: Tx, siteId: number, id: number): Promise<ProposalRow | null> {
    const [row] = await tx.query<ProposalRow[]>(
      `SELECT ${COLUMNS} FROM change_proposal WHERE site_id = $1 AND id = $2`,
      [siteId, id],
    );
    return row ?? null;
  }

  /** Those that wait, and those of the last day. */
  recent(tx: Tx): Promise<ProposalRow[]> {
    return tx.query<ProposalRow[]>(
      `SELECT ${COLUMNS} FROM change_proposal WHERE requested_at > app_now() - interval '1 day' ORDER BY requested_at DESC, id DESC LIMIT 100`,
    );
  }

  /** False where it waits no more, or where the wrong person decides. */
  async decide(
    tx: Tx,
    id: number,
    {
      by,
      decision,
      refusal = null,
    }: { by: number; decision: 'approved' | 'refused' | 'withdrawn'; refusal?: string | null },
  ): Promise<boolean> {
    const [, decided] = await tx.query<[unknown[], number]>(
      `UPDATE change_proposal SET decision = $3, decided_by = $2, decided_at = app_now(), refusal = $4
       WHERE id = $1 AND decision IS NULL AND expires_at > app_now() AND (requested_by = $2) = ($3 = 'withdrawn')`,
      [id, by, decision, refusal],
    );
    return decided > 0;
  }
}
