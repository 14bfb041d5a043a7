import { Injectable } from '@nestjs/common';
import type { CohortRule, CohortRules } from '@fairslot/contract';
import { flagBits, localDateFrom, type LocalDate } from '@fairslot/domain';
import { AppError } from '../platform/http/app-error';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ScopedPlace } from '../sites/place-scope.queries';

/** Values of a statement that is put together; `at` answers the parameter that stands for one. */
export class Values {
  readonly list: unknown[] = [];

  at(value: unknown, type: string): string {
    this.list.push(value);
    return `$${this.list.length}::${type}`;
  }
}

/** How a person of a list can be reached first, in SQL over person_profile p. */
export const WAY = `CASE WHEN p.has_mobile THEN 'mobile' WHEN p.has_email THEN 'email' WHEN p.has_address THEN 'letter' ELSE 'none' END`;

/** Of this service, as what is asked of a booking; a booking may know the person, the number, or the name alone. */
export const ofPerson = (condition: string): string =>
  `(p.person_id IN (SELECT b.person_id FROM booking b WHERE ${condition} AND b.person_id IS NOT NULL)
    OR p.person_key IN (SELECT b.person_key FROM booking b WHERE ${condition} AND b.person_key IS NOT NULL)
    OR p.name_key IN (SELECT b.person_key FROM booking b WHERE ${condition} AND b.person_key IS NOT NULL))`;

/** As what lists say that somebody else gave. */
export const hadElsewhere = (condition: string): string =>
  `p.person_id IN (SELECT d.person_id FROM dose_elsewhere d WHERE ${condition})`;

/** The conditions that rules put on a row of person_profile, called p. */
@Injectable()
export class CohortSql {
  constructor(private readonly services: ServiceCatalogue) {}

  /** Conditions in the order of the rules; throws `invalid` for a Place or service that is not there. */
  conditions(
    { include, leaveOut, doNotContact }: CohortRules,
    places: readonly ScopedPlace[],
    today: LocalDate,
    values: Values,
  ): { part: keyof CohortRules; index: number; holds: string }[] {
    const of = (part: keyof CohortRules, rules: readonly CohortRule[]) =>
      rules.map((rule, index) => {
        const condition = this.condition(rule, `rules.${part}.${index}`, places, today, values);
        return { part, index, holds: part === 'include' ? `(${condition}) IS TRUE` : `(${condition}) IS NOT TRUE` };
      });
    return [...of('include', include), ...of('leaveOut', leaveOut), ...of('doNotContact', doNotContact)];
  }

  private condition(
    rule: CohortRule,
    path: string,
    places: readonly ScopedPlace[],
    today: LocalDate,
    values: Values,
  ): string {
    switch (rule.kind) {
      case 'age': {
        const on = rule.on ?? today;
        const bornBy = (years: number): string => values.at(latestBirth(on, years), 'date');
        const parts = [
          ...(rule.from === undefined ? [] : [`p.date_of_birth <= ${bornBy(rule.from)}`]),
          ...(rule.below === undefined ? [] : [`p.date_of_birth > ${bornBy(rule.below)}`]),
        ];
        return parts.join(' AND ');
      }
      case 'place': {
        const ids = rule.places.map((slug) => {
          const place = places.find((one) => one.slug === slug);
          if (!place) throw new AppError('invalid', { errors: [{ path: `${path}.places`, code: 'unknown_place' }] });
          return place.id;
        });
        return `p.place_id = ANY (${values.at(ids, 'smallint[]')})`;
      }
      case 'deprivation':
        return `p.deprivation_fifth = ANY (${values.at(rule.fifths, 'smallint[]')})`;
      case 'sex':
        return `p.sex = ANY (${values.at(
          rule.sexes.map((sex) => sex.slice(0, 1)),
          '"char"[]',
        )})`;
      case 'ethnicity':
        return `p.ethnicity = ANY (${values.at(rule.groups, '"char"[]')})`;
      case 'language':
        return `p.language = ANY (${values.at(rule.languages, 'text[]')})`;
      case 'practice':
        return `p.practice = ANY (${values.at(rule.practices, 'text[]')})`;
      case 'flag':
        return `p.flags & ${values.at(flagBits(rule.flags), 'integer')} <> 0`;
      case 'contact':
        return `${WAY} = ANY (${values.at(rule.ways, 'text[]')})`;
      case 'had': {
        const service = values.at(this.service(rule.service, path), 'integer');
        const since = rule.since ? ` AND b.starts_at >= ${values.at(rule.since, 'date')}` : '';
        return `(${ofPerson(`b.service_id = ${service} AND b.status = 'completed' AND b.outcome = 'given'${since}`)}
          OR ${hadElsewhere(`d.service_id = ${service}${since.replace('b.starts_at', 'd.given_on')}`)})`;
      }
      case 'booked': {
        const service = values.at(this.service(rule.service, path), 'integer');
        return ofPerson(
          `b.service_id = ${service} AND b.status IN ('booked', 'checked_in') AND b.starts_at > (SELECT app_now())`,
        );
      }
      case 'invited':
        return `p.person_id IN (SELECT i.person_id FROM invitation i WHERE i.service_id = ${values.at(this.service(rule.service, path), 'integer')}
          AND i.created_at > (SELECT app_now()) - make_interval(days => ${values.at(rule.withinDays, 'integer')}))`;
    }
  }

  private service(slug: string, path: string): number {
    const service = this.services.find(slug);
    if (!service) throw new AppError('invalid', { errors: [{ path: `${path}.service`, code: 'unknown_service' }] });
    return service.id;
  }
}

/** The latest date of birth of people who are so many years old on the day; born on 29 February, an age is reached on 1 March. */
export function latestBirth(on: LocalDate, years: number): LocalDate {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  return localDateFrom(year - years, month, day) ?? (localDateFrom(year - years, month, day - 1) as LocalDate);
}
