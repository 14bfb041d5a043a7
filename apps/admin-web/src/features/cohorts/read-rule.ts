import type { CohortRule } from '@fairslot/contract';
import { isLocalDate, type ContactWay, type PersonFlag } from '@fairslot/domain';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const words = coordinatorTexts.cohorts;

export type RuleKind = CohortRule['kind'];
/** What stands in the form of a rule. */
export interface RuleFields {
  from: string;
  below: string;
  on: string;
  picked: readonly string[];
  practices: string;
  service: string;
  since: string;
  withinDays: string;
}

export type RuleRead = { ok: true; rule: CohortRule } | { ok: false; field: string; words: string };

const wrong = (field: string, says: string): RuleRead => ({ ok: false, field: `rule-${field}`, words: says });
const numberOf = (text: string, from: number, to: number): number | undefined => {
  const n = Number(text.trim());
  return /^\d+$/.test(text.trim()) && n >= from && n <= to ? n : undefined;
};

/** A rule from its form, or what is wrong with it. */
export function readRule(kind: RuleKind, fields: RuleFields): RuleRead {
  const { picked, service } = fields;
  switch (kind) {
    case 'age':
      return readAge(fields);
    case 'practice': {
      const practices = fields.practices
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean);
      if (practices.length === 0 || practices.some((code) => !/^[A-Z0-9]{3,8}$/.test(code)))
        return wrong('practices', words.practicesWrong);
      return { ok: true, rule: { kind, practices } };
    }
    case 'had':
    case 'booked':
    case 'invited':
      if (service === '') return wrong('service', words.serviceMissing);
      return readService(kind, fields);
    default:
      if (picked.length === 0) return wrong('picked', words.chooseSome);
      return { ok: true, rule: pickedRule(kind, picked) };
  }
}

function readAge({ from, below, on }: RuleFields): RuleRead {
  const [least, under] = [numberOf(from, 0, 130), numberOf(below, 0, 130)];
  const isWrong = (typed: string, read: number | undefined) => typed.trim() !== '' && read === undefined;
  if (isWrong(from, least) || (least === undefined && under === undefined)) return wrong('from', words.ageWrong);
  if (isWrong(below, under)) return wrong('below', words.ageWrong);
  if (least !== undefined && under !== undefined && least >= under) return wrong('below', words.ageOrder);
  return {
    ok: true,
    rule: {
      kind: 'age',
      ...(least !== undefined && { from: least }),
      ...(under !== undefined && { below: under }),
      ...(isLocalDate(on) && { on }),
    },
  };
}

function readService(kind: 'had' | 'booked' | 'invited', { service, since, withinDays }: RuleFields): RuleRead {
  if (kind === 'booked') return { ok: true, rule: { kind, service } };
  if (kind === 'had') return { ok: true, rule: { kind, service, ...(isLocalDate(since) && { since }) } };
  const days = numberOf(withinDays, 1, 3650);
  if (days === undefined) return wrong('withinDays', words.daysWrong);
  return { ok: true, rule: { kind, service, withinDays: days } };
}

type PickedKind = 'place' | 'deprivation' | 'sex' | 'ethnicity' | 'language' | 'flag' | 'contact';

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
    case 'contact':
      return { kind, ways: picked as ContactWay[] };
  }
}
