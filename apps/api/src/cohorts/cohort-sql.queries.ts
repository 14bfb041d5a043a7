import { Inject, Injectable } from '@nestjs/common';
import type { CohortRule, CohortRules } from '@fairslot/contract';
import { addDays, flagBits, localDateFrom, type LocalDate } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
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

export const NUMBER_LIST_ID = 'number_list';
/** As campaigns name themselves. */
const CAMPAIGN_ID = 'campaign';

/** No table has so many pages. */
export const LAST_PAGE = 4_294_967_294;

/** How a person of a list can be reached first, in SQL over person_profile p. */
export const WAY = `CASE WHEN p.has_mobile THEN 'mobile' WHEN p.has_email THEN 'email' WHEN p.has_address THEN 'letter' ELSE 'none' END`;

/** How rows of other tables are found: read once as a set where millions are looked through, or looked up for each person where few are. */
export type Found = 'as a set' | 'one by one';

/** Whether a column of the person is among the keys of a table. OFFSET 0 keeps a look-up what it is, however many rows are expected. */
const among = (found: Found, column: string, key: string, from: string, where: string): string =>
  found === 'as a set'
    ? `${column} IN (SELECT ${key} FROM ${from} WHERE ${where} AND ${key} IS NOT NULL)`
    : `EXISTS (SELECT FROM ${from} WHERE ${where} AND ${key} = ${column} OFFSET 0)`;

/** Of this service, as what is asked of a booking; a booking may know the person, the number, or the name alone. */
export const ofPerson = (condition: string, found: Found = 'as a set'): string =>
  `(${among(found, 'p.person_id', 'b.person_id', 'booking b', condition)}
    OR ${among(found, 'p.person_key', 'b.person_key', 'booking b', condition)}
    OR ${among(found, 'p.name_key', 'b.person_key', 'booking b', condition)})`;

/** As what lists say that somebody else gave. */
export const hadElsewhere = (condition: string, found: Found = 'as a set'): string =>
  among(found, 'p.person_id', 'd.person_id', 'dose_elsewhere d', condition);

/** As what is asked of an invitation. */
export const wasInvited = (condition: string, found: Found = 'as a set'): string =>
  among(found, 'p.person_id', 'i.person_id', 'invitation i', condition);

/** Whoever said STOP to texts or e-mails to the address that lists name. */
export const saidStop = (channel: 'sms' | 'email'): string =>
  among(
    'as a set',
    'p.person_id',
    'c.person_id',
    `person_contact c JOIN opt_out o ON o.recipient_bi = c.${channel === 'sms' ? 'mobile_bi' : 'email_bi'}`,
    `o.channel = '${channel}'`,
  );

/** Whose number is on one of these lists, or was before another replaced it. */
const onList = (lists: string, found: Found): string =>
  `(${among(found, 'p.nhs_number_bi', 'e.nhs_number_bi', 'number_list_entry e', `e.list_id = ANY (${lists})`)}
    OR ${among(found, 'p.person_id', 's.person_id', 'superseded_number s JOIN number_list_entry e USING (nhs_number_bi)', `e.list_id = ANY (${lists})`)})`;

/** What is asked of the days on which somebody had a service, each day once: `given` is asked of a booking, `elsewhere` of a dose on a list. */
function dosesWere(asked: string, given: string, elsewhere: string, zone: string, found: Found): string {
  const day = `(b.starts_at AT TIME ZONE ${zone})::date AS day`;
  const booked = (key: string, column: string): string =>
    found === 'as a set'
      ? `SELECT q.person_id, ${day} FROM booking b JOIN person_profile q ON q.${key} = b.${column} WHERE ${given}`
      : `SELECT p.person_id, ${day} FROM booking b WHERE ${given} AND b.${column} = p.${key}`;
  const days = [
    booked('person_id', 'person_id'),
    booked('person_key', 'person_key'),
    booked('name_key', 'person_key'),
    `SELECT d.person_id, d.given_on FROM dose_elsewhere d WHERE ${elsewhere}${found === 'as a set' ? '' : ' AND d.person_id = p.person_id'}`,
  ].join(' UNION ');
  return found === 'as a set'
    ? `p.person_id IN (SELECT g.person_id FROM (${days}) g GROUP BY g.person_id HAVING ${asked})`
    : `EXISTS (SELECT FROM (${days}) g HAVING ${asked} OFFSET 0)`;
}

/** The conditions that rules put on a row of person_profile, called p. */
@Injectable()
export class CohortSql {
  constructor(
    private readonly services: ServiceCatalogue,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Conditions in the order of the rules; throws `invalid` for a Place or service that is not there. */
  conditions(
    { include, leaveOut, doNotContact }: CohortRules,
    places: readonly ScopedPlace[],
    today: LocalDate,
    values: Values,
    found: Found = 'as a set',
  ): { part: keyof CohortRules; index: number; holds: string }[] {
    const of = (part: keyof CohortRules, rules: readonly CohortRule[]) =>
      rules.map((rule, index) => {
        const condition = this.condition(rule, `rules.${part}.${index}`, places, { today, values, found });
        return { part, index, holds: part === 'include' ? `(${condition}) IS TRUE` : `(${condition}) IS NOT TRUE` };
      });
    return [...of('include', include), ...of('leaveOut', leaveOut), ...of('doNotContact', doNotContact)];
  }

  private condition(
    rule: CohortRule,
    path: string,
    places: readonly ScopedPlace[],
    { today, values, found }: { today: LocalDate; values: Values; found: Found },
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
      case 'outcode':
        return `p.outcode = ANY (${values.at(rule.outcodes, 'text[]')})`;
      case 'practice':
        return `p.practice = ANY (${values.at(rule.practices, 'text[]')})`;
      case 'flag':
        return `p.flags & ${values.at(flagBits(rule.flags), 'integer')} <> 0`;
      case 'contact':
        return `${WAY} = ANY (${values.at(rule.ways, 'text[]')})`;
      case 'optedOut':
        return `(${rule.channels.map((channel) => saidStop(channel)).join(' OR ')})`;
      case 'list':
        return onList(values.at(this.plain(NUMBER_LIST_ID, rule.lists, `${path}.lists`), 'integer[]'), found);
      case 'due':
        return this.due(rule, path, { today, values, found });
      case 'notResponded': {
        const [id] = this.plain(CAMPAIGN_ID, [rule.campaign], `${path}.campaign`);
        const campaign = values.at(id, 'integer');
        const of = (column: string): string => `(SELECT c.${column} FROM campaign c WHERE c.id = ${campaign})`;
        const live = `b.service_id = ${of('service_id')} AND b.status IN ('booked', 'checked_in', 'completed') AND b.starts_at >= ${of('starts_on')}`;
        return `(${wasInvited(`i.audience_id = ${of('audience_id')} AND i.declined_at IS NULL`, found)} AND NOT ${ofPerson(live, found)}
          AND NOT ${hadElsewhere(`d.service_id = ${of('service_id')} AND d.given_on >= ${of('starts_on')}`, found)})`;
      }
      case 'had': {
        const service = values.at(this.service(rule.service, path), 'integer');
        const day = rule.since && values.at(rule.since, 'date');
        const since = (column: string): string => (day ? ` AND ${column} >= ${day}` : '');
        return `(${ofPerson(`b.service_id = ${service} AND b.status = 'completed' AND b.outcome = 'given'${since('b.starts_at')}`, found)}
          OR ${hadElsewhere(`d.service_id = ${service}${since('d.given_on')}`, found)})`;
      }
      case 'booked': {
        const service = values.at(this.service(rule.service, path), 'integer');
        return ofPerson(
          `b.service_id = ${service} AND b.status IN ('booked', 'checked_in') AND b.starts_at > (SELECT app_now())`,
          found,
        );
      }
      case 'invited':
      case 'silent':
      case 'missed': {
        const service = values.at(this.service(rule.service, path), 'integer');
        const from = `((SELECT app_now()) - make_interval(days => ${values.at(rule.withinDays, 'integer')}))`;
        if (rule.kind === 'missed')
          return ofPerson(`b.service_id = ${service} AND b.status = 'did_not_attend' AND b.starts_at > ${from}`, found);
        const invited = `i.service_id = ${service} AND i.created_at > ${from}`;
        if (rule.kind === 'invited') return wasInvited(invited, found);
        const live = `b.service_id = ${service} AND b.status IN ('booked', 'checked_in', 'completed') AND b.starts_at > ${from}`;
        return `(${wasInvited(`${invited} AND i.declined_at IS NULL`, found)} AND NOT ${ofPerson(live, found)}
          AND NOT ${hadElsewhere(`d.service_id = ${service} AND d.given_on > ${from}::date`, found)})`;
      }
    }
  }

  /** Old enough, so many doses before, and the last of them within what the service asks. */
  private due(
    { service: slug, dose }: Extract<CohortRule, { kind: 'due' }>,
    path: string,
    { today, values, found }: { today: LocalDate; values: Values; found: Found },
  ): string {
    const id = this.service(slug, path);
    const terms = this.services.get(id).doses.find((one) => one.dose === dose);
    if (!terms && dose > 1) throw new AppError('invalid', { errors: [{ path: `${path}.dose`, code: 'dose_unknown' }] });
    const service = values.at(id, 'integer');
    const given = `b.service_id = ${service} AND b.status = 'completed' AND b.outcome = 'given'`;
    const elsewhere = `d.service_id = ${service}`;
    const day = (daysAgo: number): string => values.at(addDays(today, -daysAgo), 'date');
    const { afterPrevious, withinPrevious, minimumAge } = terms ?? {};
    const old = minimumAge
      ? `p.date_of_birth + make_interval(months => ${values.at(minimumAge.months, 'integer')}) <= ${day(0)}`
      : 'true';
    if (dose === 1) return `(${old} AND NOT (${ofPerson(given, found)} OR ${hadElsewhere(elsewhere, found)}))`;
    const last = [
      `count(*) = ${values.at(dose - 1, 'integer')}`,
      `max(g.day) <= ${day(afterPrevious?.days ?? 1)}`,
      ...(withinPrevious ? [`max(g.day) >= ${day(withinPrevious.days)}`] : []),
    ].join(' AND ');
    const zone = values.at(this.config.TIME_ZONE, 'text');
    return `(${old} AND ${dosesWere(last, given, elsewhere, zone, found)})`;
  }

  private plain(kind: string, opaque: readonly string[], path: string): number[] {
    return opaque.map((one) => {
      const id = this.ids.plain(kind, one);
      if (id === null) throw new AppError('invalid', { errors: [{ path, code: 'unknown_value' }] });
      return id;
    });
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
