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

/** Wishes for a visit at home, and what was done about each. */
@Injectable()
export class HomeVisitsStore {
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
