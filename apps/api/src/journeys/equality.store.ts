import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

export interface EqualityAnswer {
  serviceId: number;
  placeId: number;
  ethnicGroup: string | null;
  disability: string | null;
}

@Injectable()
export class EqualityStore {
  async add(tx: Tx, answer: EqualityAnswer, zone: string): Promise<void> {
    const { serviceId, placeId, ethnicGroup, disability } = answer;
    await tx.query(
      `INSERT INTO equality_answer (week, service_id, place_id, ethnic_group, disability)
       VALUES (date_trunc('week', app_now() AT TIME ZONE $5)::date, $1, $2, $3, $4)`,
      [serviceId, placeId, ethnicGroup, disability, zone],
    );
  }
}
