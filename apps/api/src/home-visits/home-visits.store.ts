import { Injectable } from '@nestjs/common';
import type { BestTime, HomeVisitReason, HomeVisitState } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

export interface NewHomeVisit {
  rowKey: string;
  placeId: number | null;
  serviceId: number;
  person: Buffer;
  details: Buffer;
  language: string;
  bestTime: BestTime;
}

export interface Step {
  id: number;
  state: HomeVisitState;
  reason?: HomeVisitReason | undefined;
  note?: string | undefined;
  version: number;
  user: number;
  requestId: string;
}

const SCOPE = 'home_visit';

/** Wishes for a visit at home, and what was done about each. */
@Injectable()
export class HomeVisitsStore {
  /** False where the key was used before. */
  async begin(tx: Tx, key: string, requestHash: Buffer, response: object): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
       VALUES ('${SCOPE}', $1, $2, 201, $3, app_now()) ON CONFLICT DO NOTHING RETURNING 1`,
      [key, requestHash, JSON.stringify(response)],
    );
    return rows.length === 1;
  }

  async known(tx: Tx, key: string): Promise<{ hash: Buffer; response: { on: string } }> {
    const [row] = await tx.query<[{ hash: Buffer; response: { on: string } }]>(
      `SELECT request_hash AS hash, response FROM idempotency WHERE scope = '${SCOPE}' AND key = $1`,
      [key],
    );
    return row;
  }

  async add(tx: Tx, visit: NewHomeVisit): Promise<void> {
    const { rowKey, placeId, serviceId, person, details, language, bestTime } = visit;
    await tx.query(
      `INSERT INTO home_visit (row_key, place_id, service_id, person_bi, details_ct, language, best_time, created_at, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, app_now(), app_now())`,
      [rowKey, placeId, serviceId, person, details, language, bestTime],
    );
  }

  async isThere(tx: Tx, id: number): Promise<boolean> {
    return (await tx.query<object[]>('SELECT 1 FROM home_visit WHERE id = $1', [id])).length > 0;
  }

  /** Writes down what was done, with its audit; false where somebody else has changed it since the caller saw it. */
  async step(tx: Tx, step: Step): Promise<boolean> {
    const [row] = await tx.query<[{ done: boolean }]>('SELECT step_home_visit($1) AS done', [step]);
    return row.done;
  }
}
