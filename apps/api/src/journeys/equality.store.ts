import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface EqualityAnswer {
  serviceId: number;
  placeId: number;
  ethnicGroup: string | null;
  disability: string | null;
}

/** Only the first time with a key adds anything. */
const ADD = {
  name: 'equality.add',
  text: `WITH once AS (
      INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
      VALUES ('equality', $1, $2, 204, '{}', app_now()) ON CONFLICT DO NOTHING RETURNING 1
    )
    INSERT INTO equality_answer (week, service_id, place_id, ethnic_group, disability)
    SELECT date_trunc('week', app_now() AT TIME ZONE $7)::date, $3::integer, $4::smallint, $5::text, $6::text FROM once`,
};
const KNOWN = {
  name: 'equality.known',
  text: `SELECT request_hash AS hash FROM idempotency WHERE scope = 'equality' AND key = $1`,
};

@Injectable()
export class EqualityStore {
  constructor(private readonly database: Database) {}

  async add(key: string, hash: Buffer, answer: EqualityAnswer, zone: string): Promise<void> {
    const { serviceId, placeId, ethnicGroup, disability } = answer;
    await this.database.once(ADD, [key, hash, serviceId, placeId, ethnicGroup, disability, zone]);
  }

  /** What was sent with a key. */
  async known(key: string): Promise<Buffer | undefined> {
    return (await this.database.once<{ hash: Buffer }>(KNOWN, [key]))[0]?.hash;
  }
}
