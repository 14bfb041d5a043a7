import type { CohortRule } from '@fairslot/contract';
import { isLocalDate, type ContactWay, type PersonFlag } from '@fairslot/domain';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { numberOf, readAges } from '../../ui/read-ages';

const words = coordinatorTexts.cohorts;

export type RuleKind = CohortRule['kind'];
/** What stands in the form of a rule. */
export interface RuleFields {
  from: string;
  below: string;
  on: string;
  picked: readonly string[];
  practices: string;
  outcodes: string;
  dose: string;
  campaign: string;
  service: string;
  since: string;
  withinDays: string;
}

export const emptyFields: RuleFields = {
  from: '',
  below: '',
  on: '',
  picked: [],
  practices: '',
  outcodes: '',
  dose: '',
  campaign: '',
  service: '',
  since: '',
  withinDays: '90',
};

/** The form of a rule that is there already. */
export function fieldsOf(rule: CohortRule): RuleFields {
  const text = (n: number | undefined): string => (n === undefined ? '' : String(n));
  switch (rule.kind) {
    case 'age':
      return { ...emptyFields, from: text(rule.from), below: text(rule.below), on: rule.on ?? '' };
    case 'practice':
      return { ...emptyFields, practices: rule.practices.join(', ') };
    case 'outcode':
      return { ...emptyFields, outcodes: rule.outcodes.join(', ') };
    case 'optedOut':
      return { ...emptyFields, picked: rule.channels };
    case 'list':
      return { ...emptyFields, picked: rule.lists };
    case 'due':
      return { ...emptyFields, service: rule.service, dose: text(rule.dose) };
    case 'notResponded':
      return { ...emptyFields, campaign: rule.campaign };
    case 'had':
      return { ...emptyFields, service: rule.service, since: rule.since ?? '' };
    case 'booked':
      return { ...emptyFields, service: rule.service };
    case 'invited':
    case 'silent':
    case 'missed':
      return { ...emptyFields, service: rule.service, withinDays: text(rule.withinDays) };
    case 'place':
      return { ...emptyFields, picked: rule.places };
    case 'deprivation':
      return { ...emptyFields, picked: rule.fifths.map(String) };
    case 'sex':
      return { ...emptyFields, picked: rule.sexes };
    case 'ethnicity':
      return { ...emptyFields, picked: rule.groups };
    case 'language':
      return { ...emptyFields, picked: rule.languages };
    case 'flag':
      return { ...emptyFields, picked: rule.flags };
    case 'contact':
      return { ...emptyFields, picked: rule.ways };
  }
}

export type RuleRead = { ok: true; rule: CohortRule } | { ok: false; field: string; words: string };

const wrong = (field: string, says: string): RuleRead => ({ ok: false, field: `rule-${field}`, words: says });

/** A rule from its form, or what is wrong with it. */
export function readRule(kind: RuleKind, fields: RuleFields): RuleRead {
  const { picked, service } = fields;
  switch (kind) {
    case 'age':
      return readAge(fields);
    case 'practice': {
      const practices = codesOf(fields.practices, /^[A-Z0-9]{3,8}$/);
      return practices ? { ok: true, rule: { kind, practices } } : wrong('practices', words.practicesWrong);
    }
    case 'outcode': {
      const outcodes = codesOf(fields.outcodes, /^[A-Z]{1,2}\d[A-Z\d]?$/);
      return outcodes ? { ok: true, rule: { kind, outcodes } } : wrong('outcodes', words.outcodesWrong);
    }
    case 'due': {
      if (service === '') return wrong('service', words.serviceMissing);
      const dose = numberOf(fields.dose, 1, 10);
      return dose === undefined ? wrong('dose', words.doseMissing) : { ok: true, rule: { kind, service, dose } };
    }
    case 'notResponded':
      if (fields.campaign === '') return wrong('campaign', words.campaignMissing);
      return { ok: true, rule: { kind, campaign: fields.campaign } };
    case 'had':
    case 'booked':
    case 'invited':
    case 'silent':
    case 'missed':
      if (service === '') return wrong('service', words.serviceMissing);
      return readService(kind, fields);
    default:
      if (picked.length === 0) return wrong('picked', kind === 'list' ? words.lists.choose : words.chooseSome);
      return { ok: true, rule: pickedRule(kind, picked) };
  }
}

/** Codes apart by spaces, commas or semicolons; undefined where there is none, or one that is no such code. */
function codesOf(typed: string, isCode: RegExp): string[] | undefined {
  const codes = typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  return codes.length > 0 && codes.every((code) => isCode.test(code)) ? codes : undefined;
}

function readAge({ on, ...typed }: RuleFields): RuleRead {
  const read = readAges(typed);
  if (!read.ok) return wrong(read.field, read.words);
  return { ok: true, rule: { kind: 'age', ...read.ages, ...(isLocalDate(on) && { on }) } };
}

function readService(
  kind: 'had' | 'booked' | 'invited' | 'silent' | 'missed',
  { service, since, withinDays }: RuleFields,
): RuleRead {
  if (kind === 'booked') return { ok: true, rule: { kind, service } };
  if (kind === 'had') return { ok: true, rule: { kind, service, ...(isLocalDate(since) && { since }) } };
  const days = numberOf(withinDays, 1, 3650);
  if (days === undefined) return wrong('withinDays', words.daysWrong);
  return { ok: true, rule: { kind, service, withinDays: days } };
}

type PickedKind = 'place' | 'deprivation' | 'sex' | 'ethnicity' | 'language' | 'flag' | 'contact' | 'optedOut' | 'list';

function pickedRule(kind: PickedKind, picked: readonly string[]): CohortRule {
  switch (kind) {
    case 'place':
      return { kind, places: [...picked] };
    case 'deprivation':
      return { kind, fifths: picked.map(Number) };
    case 'sex':
      return { kind, sexes: picked as ('female' | 'male')[] };
    case 'ethnicity':
      return { kind, groups: [...picked] };
    case 'language':
      return { kind, languages: [...picked] };
    case 'flag':
      return { kind, flags: picked as PersonFlag[] };
    case 'optedOut':
      return { kind, channels: picked as ('sms' | 'email')[] };
    case 'list':
      return { kind, lists: [...picked] };
    case 'contact':
      return { kind, ways: picked as ContactWay[] };
  }
}
