import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';

export interface NumberListRow {
  id: number;
  name: string;
  people: number;
  by: string;
  at: Date;
}

const LISTS = `SELECT l.id, l.name, l.people, staff_name(l.created_by) AS by, l.created_at AS at FROM number_list l`;

/** Lists of NHS numbers as keyed hashes; one that is kept never changes, but for people who are erased. */
@Injectable()
export class NumberListsStore {
  constructor(private readonly database: Database) {}

  /** The latest first. */
  all(): Promise<NumberListRow[]> {
    const text = `${LISTS} ORDER BY l.id DESC LIMIT 200`;
    return this.database.once<NumberListRow & Record<string, unknown>>({ name: 'number_lists.all', text }, []);
  }

  /** For each of these hashes that is of somebody alive in these Places, by a number of now or before: its position, and who it is. */
  known(tx: Tx, hashes: readonly Buffer[], placeIds: readonly number[]): Promise<{ at: number; personId: string }[]> {
    return tx.query(
      `SELECT n.at::integer - 1 AS at, p.person_id::text AS "personId" FROM unnest($1::bytea[]) WITH ORDINALITY AS n (bi, at)
         JOIN LATERAL (SELECT o.person_id FROM person_profile o WHERE o.nhs_number_bi = n.bi
           UNION ALL SELECT s.person_id FROM superseded_number s WHERE s.nhs_number_bi = n.bi) k ON true
         JOIN person_profile p ON p.person_id = k.person_id
       WHERE p.superseded_by IS NULL AND p.deceased_on IS NULL AND p.place_id = ANY ($2::smallint[])`,
      [hashes, placeIds],
    );
  }

  async keep(
    tx: Tx,
    list: { name: string; people: number; userId: number },
    hashes: readonly Buffer[],
  ): Promise<NumberListRow> {
    const [{ id }] = await tx.query<[{ id: number }]>(
      'INSERT INTO number_list (name, people, created_by, created_at) VALUES ($1, $2, $3, app_now()) RETURNING id',
      [list.name, list.people, list.userId],
    );
    await tx.query('INSERT INTO number_list_entry (list_id, nhs_number_bi) SELECT $1, unnest($2::bytea[])', [
      id,
      hashes,
    ]);
    const [row] = await tx.query<[NumberListRow]>(`${LISTS} WHERE l.id = $1`, [id]);
    return row;
  }
}
