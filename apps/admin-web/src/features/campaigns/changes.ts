import type { Campaign } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { languageName } from '../../ui/language-name';
import { describeDates } from './describe-dates';
import { describeHours } from './describe-hours';
import { milesOf } from './read-terms';

const words = coordinatorTexts.campaigns;
type Terms = Omit<NonNullable<Campaign['lastApproved']>, 'at' | 'by'>;
export type Change = readonly [what: string, before: string, after: string];

/** What of a campaign differs from what was approved last, one row each; the messages by the part that reads otherwise, the standard words filled in. */
export function changesOf(before: Terms, after: Terms, standard: Terms['words']): Change[] {
  const [was, is] = [rowsOf(before), rowsOf(after)];
  const differing = (rows: Change[]) => rows.filter(([, one, other]) => one !== other);
  return [
    ...differing(is.map(([what, said], at) => [what, was[at]?.[1] ?? '', said])),
    ...differing(messageRows(before, after, standard)),
  ];
}

const rowsOf = ({ name, service, cohort, startsOn, endsOn, ...terms }: Terms): [string, string][] => [
  [words.name, name],
  [words.row.service, service.name],
  [words.row.cohort, words.version(cohort.name, cohort.version)],
  [words.row.dates, describeDates({ startsOn, endsOn })],
  [words.row.mode, `${words.modes[terms.mode].label}. ${words.perDayIs(terms.perDay)}`],
  [words.row.hours, describeHours(terms.hours)],
  [words.row.reach, `${words.expected(terms.expectedPercent)}. ${words.within(milesOf(terms.withinKm))}`],
  [words.row.second, words.second(terms.secondAfterDays)],
];

function messageRows(before: Terms, after: Terms, standard: Terms['words']): Change[] {
  const key = ({ kind, language }: Terms['words'][number]) => `${kind} ${language}`;
  const messages = new Map([...before.words, ...after.words].map((one) => [key(one), one]));
  return [...messages.values()].flatMap((message) => {
    const [was, is] = [before, after].map((terms) =>
      [...terms.words, ...standard].find((one) => key(one) === key(message)),
    );
    const which = words.plan.whichIs(words.words.kinds[message.kind], languageName(message.language));
    return (['sms', 'subject', 'body'] as const).map((part): Change => [
      words.changes.part(which, words.words[part]),
      was?.[part] ?? words.words.isStandard,
      is?.[part] ?? words.words.isStandard,
    ]);
  });
}
