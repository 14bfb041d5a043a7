import { Injectable } from '@nestjs/common';
import { Database, SOMEBODY_WAITS, sqlState } from '../platform/database/database';

export interface JourneyRow {
  id: number;
  idHash: Buffer;
  rowKey: string;
  draft: Buffer;
  expiresAt: Date;
  /** Of the link of somebody who helps; null where there is none. */
  linkVersion: number | null;
  linkUntil: Date | null;
  /** By the database clock. */
  linkWorks: boolean;
}

const LASTS = `interval '20 hours'`;
const COLUMNS = `id, id_hash AS "idHash", row_key AS "rowKey", draft_ct AS draft, expires_at AS "expiresAt",
  CASE WHEN helper_token_hash IS NOT NULL THEN helper_token_version END AS "linkVersion", helper_until AS "linkUntil",
  COALESCE(helper_until > app_now(), false) AS "linkWorks"`;

const CREATE = {
  name: 'journeys.create',
  text: `INSERT INTO journey (id_hash, row_key, draft_ct, created_at, expires_at)
    VALUES ($1, $2, $3, app_now(), app_now() + ${LASTS}) RETURNING ${COLUMNS}`,
};
const FIND = {
  name: 'journeys.find',
  text: `SELECT ${COLUMNS} FROM journey WHERE id_hash = $1 AND expires_at > app_now()`,
};
const FIND_BY_LINK = {
  name: 'journeys.find_by_link',
  text: `SELECT ${COLUMNS} FROM journey WHERE helper_token_hash = $1 AND expires_at > app_now()`,
};
// Nothing changes where there is a link that works, or somebody else made one in between.
const MAKE_LINK = {
  name: 'journeys.make_link',
  text: `WITH made AS (
      UPDATE journey SET helper_token_hash = $3, helper_token_version = $2, helper_until = app_now() + interval '24 hours',
        expires_at = GREATEST(expires_at, app_now() + interval '24 hours')
      WHERE id = $1 AND helper_token_version = $2 - 1 AND (helper_until IS NULL OR helper_until <= app_now()) RETURNING id
    ) SELECT note_audit('resident', 'draft.helper_link_made', NULL, NULL, $4, jsonb_build_object('journey', id)) FROM made`,
};
const END_LINK = {
  name: 'journeys.end_link',
  text: `WITH ended AS (UPDATE journey SET helper_token_hash = NULL, helper_until = NULL WHERE id = $1 AND helper_token_hash IS NOT NULL RETURNING id)
    SELECT note_audit('resident', 'draft.helper_link_ended', NULL, NULL, $2, jsonb_build_object('journey', id)) FROM ended`,
};
const NEXT_VERSION = {
  name: 'journeys.next_link',
  text: `SELECT helper_token_version + 1 AS version FROM journey WHERE id = $1 AND (helper_until IS NULL OR helper_until <= app_now())`,
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

  /** Whose link it is or was, even where it has ended by its time. */
  async findByLink(tokenHash: Buffer): Promise<JourneyRow | undefined> {
    return (await this.database.once<JourneyRow>(FIND_BY_LINK, [tokenHash]))[0];
  }

  /** The version that a new link would have; undefined where one works. */
  async nextLink(id: number): Promise<number | undefined> {
    return (await this.database.once<{ version: number }>(NEXT_VERSION, [id]))[0]?.version;
  }

  async makeLink(id: number, version: number, tokenHash: Buffer, requestId: string): Promise<void> {
    await this.database.once(MAKE_LINK, [id, version, tokenHash, requestId]);
  }

  async endLink(id: number, requestId: string): Promise<void> {
    await this.database.once(END_LINK, [id, requestId]);
  }

  /**
   * Reads, changes and writes under a row lock, so that two tabs do not lose each other's answers. A draft whose link works
   * lasts as long as the link, which a booking ends.
   */
  async change(
    idHash: Buffer,
    isBooked: boolean,
    change: (row: JourneyRow) => Buffer,
  ): Promise<JourneyRow | undefined> {
    return this.database.tx(async (tx) => {
      const [row] = await tx.query<JourneyRow[]>(`${FIND.text} FOR UPDATE`, [idHash]);
      if (!row) return undefined;
      const draft = change(row);
      const [rows] = await tx.query<[JourneyRow[], number]>(
        `UPDATE journey SET draft_ct = $2, expires_at = GREATEST(app_now() + ${LASTS}, helper_until),
           helper_until = CASE WHEN $3 AND helper_until > app_now() THEN app_now() ELSE helper_until END
         WHERE id = $1 RETURNING ${COLUMNS}`,
        [row.id, draft, isBooked],
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
