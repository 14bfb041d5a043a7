import { Inject, Injectable } from '@nestjs/common';
import type { CohortRules, ResponseOf, seeExamples } from '@fairslot/contract';
import { localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { ScopedPlace } from '../sites/place-scope.queries';
import { ageBand } from './age-band';
import { CohortSql, Values, WAY } from './cohort-sql.queries';

type Example = ResponseOf<typeof seeExamples>['items'][number];

const EXAMPLES = 10;

/** A few of the people a cohort selects, by no more than the groups they belong to. */
@Injectable()
export class CohortExamplesQueries {
  constructor(
    private readonly database: Database,
    private readonly sql: CohortSql,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(rules: CohortRules, places: readonly ScopedPlace[]): Promise<Example[]> {
    const values = new Values();
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const holds = this.sql.conditions(rules, places, today, values).map((condition) => condition.holds);
    const scope = values.at(
      places.map(({ id }) => id),
      'smallint[]',
    );
    const on = values.at(today, 'date');
    return this.database.tx(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 30000');
      // A keyed hash stands in no order that anybody knows.
      return tx.query<Example[]>(
        `SELECT ${ageBand(on)} AS age, CASE p.sex WHEN 'f' THEN 'female' WHEN 'm' THEN 'male' END AS sex, pl.name AS place,
           p.deprivation_fifth AS deprivation, p.language, ${WAY} AS contact
         FROM person_profile p JOIN place pl ON pl.id = p.place_id
         WHERE p.place_id = ANY (${scope}) AND p.deceased_on IS NULL AND ${holds.join(' AND ') || 'true'}
         ORDER BY p.person_key LIMIT ${EXAMPLES}`,
        values.list,
      );
    });
  }
}
