import type { CohortRule, CohortRules } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatShortDate } from '../../ui/formats';
import { languageName } from '../../ui/language-name';

const words = coordinatorTexts.cohorts;
const says = words.sentence;

export type Part = keyof CohortRules;
export const parts: readonly Part[] = ['include', 'leaveOut', 'doNotContact'];

/** Names of what rules refer to. */
export interface Known {
  services: readonly { id: string; name: string; doses?: readonly { dose: number }[] }[];
  places: readonly { key: string; name: string }[];
  /** Codes that occur in the lists. */
  languages: readonly string[];
  lists: readonly { id: string; name: string; people: number }[];
  campaigns: readonly { id: string; name: string }[];
}

const either = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${words.or} ${names.at(-1)}`;

/** The end of a sentence that begins with "who": 'are aged 65 and over'. */
export function sentenceOf(rule: CohortRule, known: Known): string {
  const service = (id: string) => known.services.find((one) => one.id === id)?.name ?? id;
  switch (rule.kind) {
    case 'age':
      return ages(rule) + (rule.on ? says.on(formatShortDate(rule.on)) : '');
    case 'place':
      return says.place(either(rule.places.map((slug) => known.places.find(({ key }) => key === slug)?.name ?? slug)));
    case 'deprivation':
      return says.deprivation(either(rule.fifths.map((fifth) => words.fifth[fifth - 1] ?? String(fifth))));
    case 'sex':
      return says.sex(either(rule.sexes.map((sex) => words.sex[sex])));
    case 'ethnicity':
      return says.ethnicity(either(rule.groups.map((group) => words.ethnicity[group] ?? group)));
    case 'language':
      return says.language(either(rule.languages.map(languageName)));
    case 'outcode':
      return says.outcode(either(rule.outcodes));
    case 'practice':
      return says.practice(either(rule.practices));
    case 'flag':
      return either(rule.flags.map((flag) => words.flagIs[flag]));
    case 'contact':
      return says.contact(either(rule.ways.map((way) => words.contact[way])));
    case 'optedOut':
      return says.optedOut(either(rule.channels.map((channel) => words.channel[channel].toLowerCase())));
    case 'list':
      return says.list(either(rule.lists.map((id) => known.lists.find((one) => one.id === id)?.name ?? id)));
    case 'due':
      return says.due(service(rule.service), rule.dose);
    case 'notResponded':
      return says.notResponded(known.campaigns.find(({ id }) => id === rule.campaign)?.name ?? rule.campaign);
    case 'had':
      return says.had(service(rule.service)) + (rule.since ? says.since(formatShortDate(rule.since)) : '');
    case 'booked':
      return says.booked(service(rule.service));
    case 'invited':
      return says.invited(service(rule.service), rule.withinDays);
    case 'silent':
      return says.silent(service(rule.service), rule.withinDays);
    case 'missed':
      return says.missed(service(rule.service), rule.withinDays);
  }
}

function ages({ from, below }: { from?: number | undefined; below?: number | undefined }): string {
  if (from !== undefined && below !== undefined) return says.ageBetween(from, below - 1);
  return from === undefined ? says.ageBelow(below ?? 0) : says.ageFrom(from);
}

export interface RuleChange {
  part: Part;
  rule: CohortRule;
  is: 'added' | 'removed';
}

/** What was done to get from one version to the next. */
export function changesOf(before: CohortRules, after: CohortRules): RuleChange[] {
  const missingFrom = (rules: readonly CohortRule[], there: readonly CohortRule[]) => {
    const known = new Set(there.map((rule) => JSON.stringify(rule)));
    return rules.filter((rule) => !known.has(JSON.stringify(rule)));
  };
  return parts.flatMap((part) => [
    ...missingFrom(after[part], before[part]).map((rule) => ({ part, rule, is: 'added' as const })),
    ...missingFrom(before[part], after[part]).map((rule) => ({ part, rule, is: 'removed' as const })),
  ]);
}

/** Rules that are the same in the same order. */
export const isSame = (one: CohortRules, other: CohortRules): boolean => JSON.stringify(one) === JSON.stringify(other);

export const noRules: CohortRules = { include: [], leaveOut: [], doNotContact: [] };
