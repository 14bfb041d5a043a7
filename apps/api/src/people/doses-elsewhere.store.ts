import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';

/** A row of a list, sealed: whose dose it may be. */
export interface SoughtDose {
  nhsNumberBi: Buffer | null;
  nameKey: Buffer | null;
  serviceId: number;
  givenOn: string;
  product: string;
  givenAt: string;
}

/** Who a row means. */
export interface FoundPerson {
  at: number;
  /** Null where nobody, several, or only somebody out of reach fits. */
  personId: string | null;
  several: boolean;
  dateOfBirth: string | null;
}

// By number: as listed now, as it was before, or of somebody who booked and is on no list. Without one: by name, date of birth and
// postcode, on the lists or with a booking to come; two of them are nobody.
const FIND = `
  WITH r AS (SELECT * FROM unnest($1::bytea[], $2::bytea[]) WITH ORDINALITY AS t (nhs, name_key, at)),
  named AS MATERIALIZED (
    SELECT p.name_key, p.person_id, p.place_id FROM person_profile p
    WHERE p.superseded_by IS NULL AND p.name_key = ANY (ARRAY(SELECT name_key FROM r WHERE nhs IS NULL)::bytea[])
  ), found AS (
    SELECT r.at, p.person_id, 1 AS how, p.place_id FROM r JOIN person_profile p ON p.nhs_number_bi = r.nhs
    UNION ALL SELECT r.at, s.person_id, 2, p.place_id FROM r JOIN superseded_number s ON s.nhs_number_bi = r.nhs JOIN person_profile p USING (person_id)
    UNION ALL SELECT r.at, max(n.id), 3, NULL FROM r JOIN person n ON n.nhs_number_bi = r.nhs GROUP BY r.at
    UNION ALL SELECT r.at, named.person_id, 4, named.place_id FROM r JOIN named USING (name_key) WHERE r.nhs IS NULL
    UNION ALL SELECT r.at, max(b.person_id), 5, NULL FROM r JOIN booking b ON b.person_key = r.name_key AND b.status IN ('booked', 'checked_in')
      WHERE r.nhs IS NULL GROUP BY r.at
  ), best AS (
    SELECT at, min(how) AS how FROM found WHERE $3 OR place_id = ANY ($4::smallint[]) GROUP BY at
  )
  SELECT r.at::integer - 1 AS at, min(f.person_id)::text AS "personId", count(DISTINCT f.person_id) > 1 AS several, min(n.date_of_birth)::text AS "dateOfBirth"
  FROM r LEFT JOIN best USING (at) LEFT JOIN found f ON f.at = r.at AND f.how = best.how LEFT JOIN person n ON n.id = f.person_id GROUP BY r.at`;

// What we gave ourselves comes back in national lists: it is known already, and nobody is asked about it.
const ADD = `
  WITH r AS (SELECT * FROM unnest($2::bigint[], $3::integer[], $4::date[], $5::text[], $6::text[]) AS t (person_id, service_id, given_on, product, given_at)),
  made AS (
    INSERT INTO dose_elsewhere (person_id, person_key, name_key, service_id, given_on, product, given_at, import_id)
    SELECT r.person_id, COALESCE(p.person_key, n.person_key), COALESCE(p.name_key, n.person_key), r.service_id, r.given_on, r.product, r.given_at, $1
    FROM r JOIN person n ON n.id = r.person_id LEFT JOIN person_profile p ON p.person_id = r.person_id
    WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.person_id = r.person_id AND b.service_id = r.service_id AND b.status = 'completed' AND b.outcome = 'given'
        AND (b.starts_at AT TIME ZONE $7)::date = r.given_on)
      AND NOT EXISTS (SELECT 1 FROM dose d WHERE d.person_id = r.person_id AND d.service_id = r.service_id AND d.undone_at IS NULL
        AND (d.given_at AT TIME ZONE $7)::date = r.given_on)
    ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT count(*)::integer AS added FROM made`;

/** Doses that somebody else gave, and the lists they came in. */
@Injectable()
export class DosesElsewhereStore {
  constructor(private readonly database: Database) {}

  /** For each row who it means; `everywhere` reaches people on no list too. */
  find(
    tx: Tx,
    doses: readonly SoughtDose[],
    reach: { everywhere: boolean; placeIds: readonly number[] },
  ): Promise<FoundPerson[]> {
    return tx.query<FoundPerson[]>(FIND, [
      doses.map(({ nhsNumberBi }) => nhsNumberBi),
      doses.map(({ nameKey }) => nameKey),
      reach.everywhere,
      reach.placeIds,
    ]);
  }

  /** How many of them were not known. */
  async add(
    tx: Tx,
    importId: number,
    doses: readonly (SoughtDose & { personId: string })[],
    zone: string,
  ): Promise<number> {
    const [row] = await tx.query<[{ added: number }]>(ADD, [
      importId,
      doses.map(({ personId }) => personId),
      doses.map(({ serviceId }) => serviceId),
      doses.map(({ givenOn }) => givenOn),
      doses.map(({ product }) => product),
      doses.map(({ givenAt }) => givenAt),
      zone,
    ]);
    return row.added;
  }

  /** How many doses went; null where it is too late. */
  async undo(tx: Tx, id: number): Promise<number | null> {
    const [row] = await tx.query<[{ removed: number | null }]>('SELECT undo_dose_import($1) AS removed', [id]);
    return row.removed;
  }

  /** What came of bookings that lists made useless, in the last 30 days. */
  async outcomes(): Promise<Record<'asked' | 'open' | 'kept' | 'freed' | 'freedUnanswered' | 'deceased', number>> {
    const [row] = await this.database.once<
      Record<'asked' | 'open' | 'kept' | 'freed' | 'freedUnanswered' | 'deceased', number>
    >(
      {
        name: 'doses_elsewhere.outcomes',
        text: `SELECT count(*)::integer AS asked, (count(*) FILTER (WHERE answer IS NULL))::integer AS open, (count(*) FILTER (WHERE answer = 'keep'))::integer AS kept,
            (count(*) FILTER (WHERE answer = 'free'))::integer AS freed, (count(*) FILTER (WHERE answer = 'no_answer'))::integer AS "freedUnanswered",
            (SELECT count(*)::integer FROM booking b WHERE b.status = 'cancelled' AND b.cancel_reason = 'deceased'
              AND b.starts_at > app_now() - interval '30 days') AS deceased
          FROM dose_question WHERE asked_at > app_now() - interval '30 days'`,
      },
      [],
    );
    return row as NonNullable<typeof row>;
  }
}
