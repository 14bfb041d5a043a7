import { Inject, Injectable } from '@nestjs/common';
import type { CohortCount, CohortRules } from '@fairslot/contract';
import { ageBands, localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import type { ScopedPlace } from '../sites/place-scope.queries';
import { CohortSql, latestBirth, Values, WAY } from './cohort-sql.queries';

interface Row {
  step: number;
  what: 'step' | 'place' | 'fifth' | 'language' | 'age' | 'way';
  key: string | null;
  people: number;
}

/** Counts people by the rules of a cohort in one pass over their narrow rows. */
@Injectable()
export class CohortQueries {
  constructor(
    private readonly database: Database,
    private readonly sql: CohortSql,
    private readonly keys: Keys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async count(rules: CohortRules, places: readonly ScopedPlace[]): Promise<CohortCount> {
    const values = new Values();
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const conditions = this.sql.conditions(rules, places, today, values);
    const last = conditions.length;
    const scope = values.at(
      places.map(({ id }) => id),
      'smallint[]',
    );
    // By birthdays, because reckoning the age of every row takes longer than all the rest.
    const bands = ageBands.map(
      ([name, below]) => `WHEN p.date_of_birth > ${values.at(latestBirth(today, below), 'date')} THEN '${name}'`,
    );
    const band = `CASE ${bands.join(' ')} END`;
    const kept = `CASE WHEN step = ${last} THEN`;
    const rows = await this.database.tx(async (tx) => {
      // Millions of rows take longer than a booking may.
      await tx.query('SET LOCAL statement_timeout = 30000');
      return tx.query<Row[]>(
        `WITH counted AS (
           SELECT step, ${kept} place_id END AS place, ${kept} deprivation_fifth END AS fifth, ${kept} language END AS language,
             ${kept} ${band} END AS age, ${kept} ${WAY} END AS way, count(*)::integer AS people
           FROM (SELECT p.place_id, p.deprivation_fifth, p.language, p.date_of_birth, p.has_mobile, p.has_email, p.has_address, ${stepOf(conditions)} AS step
             FROM person_profile p WHERE p.place_id = ANY (${scope}) AND p.deceased_on IS NULL AND p.superseded_by IS NULL OFFSET 0) AS p
           GROUP BY 1, 2, 3, 4, 5, 6
         )
         SELECT step, 'step' AS what, NULL AS key, sum(people)::integer AS people FROM counted GROUP BY step
         UNION ALL SELECT step, 'place', place::text, sum(people)::integer FROM counted WHERE step = ${last} GROUP BY step, place
         UNION ALL SELECT step, 'fifth', fifth::text, sum(people)::integer FROM counted WHERE step = ${last} GROUP BY step, fifth
         UNION ALL SELECT step, 'language', language, sum(people)::integer FROM counted WHERE step = ${last} GROUP BY step, language
         UNION ALL SELECT step, 'age', age, sum(people)::integer FROM counted WHERE step = ${last} GROUP BY step, age
         UNION ALL SELECT step, 'way', way, sum(people)::integer FROM counted WHERE step = ${last} GROUP BY step, way`,
        values.list,
      );
    });
    return this.shown(rows, conditions, places);
  }

  /** How far one person comes through the rules; undefined for somebody whom no list in scope knows. */
  async stepOf(rules: CohortRules, places: readonly ScopedPlace[], nhsNumber: string) {
    const values = new Values();
    const conditions = this.sql.conditions(rules, places, localDateOf(this.clock.now(), this.config.TIME_ZONE), values);
    const person = values.at(this.keys.blindIndex('nhs_number', nhsNumber), 'bytea');
    const scope = values.at(
      places.map(({ id }) => id),
      'smallint[]',
    );
    const [row] = await this.database.tx((tx) =>
      tx.query<{ step: number }[]>(
        `SELECT ${stepOf(conditions)} AS step FROM person_profile p WHERE p.nhs_number_bi = ${person} AND p.place_id = ANY (${scope})`,
        values.list,
      ),
    );
    if (!row) return { isKnown: false, isIn: false, decidedBy: null };
    const failed = conditions[row.step];
    return {
      isKnown: true,
      isIn: failed === undefined,
      decidedBy: failed ? { part: failed.part, index: failed.index } : null,
    };
  }

  private shown(
    rows: readonly Row[],
    conditions: readonly Pick<CohortCount['steps'][number], 'part' | 'index'>[],
    places: readonly ScopedPlace[],
  ): CohortCount {
    const at = (step: number): number => rows.find((row) => row.what === 'step' && row.step === step)?.people ?? 0;
    const region = rows.filter(({ what }) => what === 'step').reduce((sum, { people }) => sum + people, 0);
    let left = region;
    const steps = conditions.map(({ part, index }, step) => {
      const taken = at(step);
      left -= taken;
      return { part, index, taken, left };
    });
    const split = (what: Row['what'], nameOf: (key: string) => string) =>
      rows
        .filter((row) => row.what === what)
        .map(({ key, people }) => ({ key: key ?? 'unknown', name: key === null ? 'Not known' : nameOf(key), people }))
        .sort((a, b) => a.name.localeCompare(b.name));
    const way = (key: string): number => rows.find((row) => row.what === 'way' && row.key === key)?.people ?? 0;
    return {
      region,
      steps,
      total: left,
      contact: { mobile: way('mobile'), email: way('email'), letter: way('letter'), none: way('none') },
      byPlace: split('place', (key) => places.find(({ id }) => String(id) === key)?.name ?? key).map((one) => ({
        ...one,
        key: places.find(({ id }) => String(id) === one.key)?.slug ?? one.key,
      })),
      byDeprivation: split('fifth', (key) => key),
      byLanguage: split('language', (key) => key),
      byAge: split('age', (key) => key),
    };
  }
}

/** The first condition that does not hold; their number where all do. */
export function stepOf(conditions: readonly { holds: string }[]): string {
  if (conditions.length === 0) return '0';
  return `CASE ${conditions.map(({ holds }, step) => `WHEN NOT (${holds}) THEN ${step}`).join(' ')} ELSE ${conditions.length} END`;
}
