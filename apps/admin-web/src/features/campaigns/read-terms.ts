import type { BodyInput, Campaign, createCampaign } from '@fairslot/contract';
import {
  faultsOfWords,
  isLocalDate,
  KILOMETRES_PER_MILE,
  OPEN_HOURS,
  USUAL_HOURS,
  type CampaignWords,
  type WordValues,
} from '@fairslot/domain';
import type { FieldFault } from '@fairslot/ui';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { languageName } from '../../ui/language-name';

const words = coordinatorTexts.campaigns;

/** What stands in the boxes. */
export interface Terms {
  name: string;
  serviceId: string;
  cohortId: string;
  cohortVersion: string;
  startsOn: string;
  endsOn: string;
  mode: Campaign['mode'];
  perDay: string;
  expectedPercent: string;
  withinMiles: string;
  secondAfterDays: string;
  hours: Campaign['hours'];
  words: CampaignWords[];
}
/** Boxes that hold text. */
export type TextTerm = Exclude<keyof Terms, 'words' | 'hours'>;

export const taskNames = ['what', 'who', 'words', 'waves', 'when'] as const;
export type TaskName = (typeof taskNames)[number];

export const newTerms: Terms = {
  name: '',
  serviceId: '',
  cohortId: '',
  cohortVersion: '',
  startsOn: '',
  endsOn: '',
  mode: 'drip',
  perDay: '500',
  expectedPercent: '60',
  withinMiles: '5',
  secondAfterDays: '3',
  hours: USUAL_HOURS,
  words: [],
};

/** Whole miles: of those typed here, the same again. */
export const milesOf = (kilometres: number): number => Math.round(kilometres / KILOMETRES_PER_MILE);

export function termsOf(campaign: Campaign): Terms {
  const { name, startsOn, endsOn, mode, service, cohort } = campaign;
  return {
    name,
    startsOn,
    endsOn,
    mode,
    serviceId: service.id,
    cohortId: cohort.id,
    cohortVersion: String(cohort.version),
    perDay: String(campaign.perDay),
    expectedPercent: String(campaign.expectedPercent),
    withinMiles: String(milesOf(campaign.withinKm)),
    secondAfterDays: String(campaign.secondAfterDays),
    hours: campaign.hours,
    words: campaign.words,
  };
}

/** A whole number as people type it: '1,000'. */
const numberOf = (text: string): number => (/^[\d,\s]+$/.test(text.trim()) ? Number(text.replace(/[,\s]/g, '')) : NaN);

/** What is wrong with one task; nothing when it is completed. */
export function faultsOfTask(task: TaskName, terms: Terms, longest?: WordValues): FieldFault[] {
  const fault = (isWrong: boolean, field: keyof Terms, said: string) => (isWrong ? [{ field, words: said }] : []);
  const outside = (field: TextTerm, from: number, to: number) => {
    const n = numberOf(terms[field]);
    return !(n >= from && n <= to);
  };
  const { startsOn, endsOn } = terms;
  switch (task) {
    case 'what':
      return [
        ...fault(terms.name.trim() === '', 'name', words.nameMissing),
        ...fault(terms.serviceId === '', 'serviceId', words.serviceMissing),
        ...fault(!isLocalDate(startsOn), 'startsOn', words.dateMissing),
        ...fault(!isLocalDate(endsOn), 'endsOn', words.dateMissing),
        ...fault(isLocalDate(startsOn) && isLocalDate(endsOn) && startsOn > endsOn, 'endsOn', words.datesOrder),
      ];
    case 'who':
      return fault(terms.cohortId === '', 'cohortId', words.cohortMissing);
    case 'waves':
      return [
        ...fault(outside('perDay', 1, 500_000), 'perDay', words.perDayWrong),
        ...fault(outside('expectedPercent', 1, 100), 'expectedPercent', words.percentWrong),
        ...fault(outside('withinMiles', 1, 31), 'withinMiles', words.milesWrong),
      ];
    case 'when':
      return [
        ...faultsOfHours(terms.hours),
        ...fault(outside('secondAfterDays', 0, 60), 'secondAfterDays', words.daysWrong),
      ];
    case 'words':
      return longest ? terms.words.flatMap((one) => faultsOfMessage(one, longest)) : [];
  }
}

function faultsOfHours({ from, until, days }: Terms['hours']): FieldFault[] {
  const { timeWrong, order, daysMissing } = words.hours;
  const isWrong = (time: string) => !(time >= OPEN_HOURS.from && time <= OPEN_HOURS.until);
  return [
    ...(isWrong(from) ? [{ field: 'hours.from', words: timeWrong }] : []),
    ...(isWrong(until) ? [{ field: 'hours.until', words: timeWrong }] : []),
    ...(!isWrong(from) && !isWrong(until) && from >= until ? [{ field: 'hours.until', words: order }] : []),
    ...(days.length === 0 ? [{ field: 'hours.days', words: daysMissing }] : []),
  ];
}

/** What is wrong with one message; each fault says of which. */
function faultsOfMessage(message: CampaignWords, longest: WordValues): FieldFault[] {
  const { inLanguage, kinds, fault } = words.words;
  const { kind, language } = message;
  return faultsOfWords(message, longest).map(({ field, code, found = '' }) => ({
    field: `words-${field}`,
    words: inLanguage(kinds[kind], languageName(language), fault[code](found)),
  }));
}

/** As the API takes it; every task is completed. */
export function bodyOf(terms: Terms): BodyInput<typeof createCampaign> {
  const { name, serviceId, cohortId, startsOn, endsOn, mode, cohortVersion } = terms;
  return {
    name: name.trim(),
    serviceId,
    cohortId,
    startsOn,
    endsOn,
    mode,
    ...(cohortVersion !== '' && { cohortVersion: Number(cohortVersion) }),
    perDay: numberOf(terms.perDay),
    expectedPercent: numberOf(terms.expectedPercent),
    withinKm: Math.round(numberOf(terms.withinMiles) * KILOMETRES_PER_MILE),
    secondAfterDays: numberOf(terms.secondAfterDays),
    hours: terms.hours,
    words: terms.words,
  };
}
