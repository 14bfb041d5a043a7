import { Injectable } from '@nestjs/common';
import { Database, SOMEBODY_WAITS, sqlState } from '../platform/database/database';

export interface JourneyRow {
  id: number;
  rowKey: string;
  draft: Buffer;
  expiresAt: Date;
}

const LASTS = `interval '20 hours'`;
const COLUMNS = `id, row_key AS "rowKey", draft_ct AS draft, expires_at AS "expiresAt"`;

const CREATE = {
  name: 'journeys.create',
  text: `INSERT INTO journey (id_hash, row_key, draft_ct, created_at, expires_at)
    VALUES ($1, $2, $3, app_now(), app_now() + ${LASTS}) RETURNING ${COLUMNS}`,
};
const FIND = {
  name: 'journeys.find',
  text: `SELECT ${COLUMNS} FROM journey WHERE id_hash = $1 AND expires_at > app_now()`,
};
const DELETE = { name: 'journeys.delete', text: 'DELETE FROM journey WHERE id = $1' };
const FREE = { name: 'journeys.free_hold', text: 'SELECT release_journey_hold($1) AS freed' };
const EXPIRE = {
  name: 'journeys.expire',
  text: `DELETE FROM journey j WHERE expires_at < app_now()
    AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.journey_id = j.id AND b.status = 'held')`,
};

@Injectable()
export class JourneysStore {
  constructor(private readonly database: Database) {}

  async create(idHash: Buffer, rowKey: string, draft: Buffer): Promise<JourneyRow> {
    return (await this.database.once<JourneyRow>(CREATE, [idHash, rowKey, draft]))[0] as JourneyRow;
  }

  async find(idHash: Buffer): Promise<JourneyRow | undefined> {
    return (await this.database.once<JourneyRow>(FIND, [idHash]))[0];
  }

  /** Reads, changes and writes under a row lock, so that two tabs do not lose each other's answers. */
  async change(idHash: Buffer, change: (row: JourneyRow) => Buffer): Promise<JourneyRow | undefined> {
    return this.database.tx(async (tx) => {
      const [row] = await tx.query<JourneyRow[]>(`${FIND.text} FOR UPDATE`, [idHash]);
      if (!row) return undefined;
      const draft = change(row);
      const [rows] = await tx.query<[JourneyRow[], number]>(
        `UPDATE journey SET draft_ct = $2, expires_at = app_now() + ${LASTS} WHERE id = $1 RETURNING ${COLUMNS}`,
        [row.id, draft],
      );
      return rows[0];
    });
  }

  /** Frees what the journey still holds, then forgets its answers. A place somebody stranded waits for is given back by the sweep. */
  async remove(id: number): Promise<void> {
    await this.database.once(FREE, [id]).catch((error: unknown) => {
      if (sqlState(error) !== SOMEBODY_WAITS) throw error;
    });
    await this.database.once(DELETE, [id]);
  }

  async expire(): Promise<void> {
    await this.database.once(EXPIRE, []);
  }
}
