import type { JourneyDraft, Service } from '@fairslot/contract';
import { addDays, isLocalDate, type LocalDate } from '@fairslot/domain';
import type { SiteView } from './site-context';

/** The answer that tells the dose before: its date, or one of these. */
export const LAST_DOSE = 'last_dose';
export const withoutDate = ['none', 'all', 'unsure'] as const;

type Answered = Pick<JourneyDraft, 'answers'>;

/** Whoever comes for one of several doses is asked when the last one was. */
export const asksLastDose = (service: Service | undefined): boolean => (service?.doses?.length ?? 0) > 1;
export const saidLastDose = ({ answers }: Answered): boolean => answers?.[LAST_DOSE] !== undefined;

/** The date of the last dose, where it is known. */
export function lastDoseOf({ answers }: Answered): LocalDate | undefined {
  const said = answers?.[LAST_DOSE];
  return typeof said === 'string' && isLocalDate(said) ? said : undefined;
}

export function lastDoseWords(of: Answered, { texts, when }: SiteView): string {
  const date = lastDoseOf(of);
  const said = withoutDate.find((one) => one === of.answers?.[LAST_DOSE]) ?? 'unsure';
  return date ? when.plainDate(date) : texts.lastDose[said];
}

/** Which dose is booked: the second after one with a date. Where nobody is sure it is the first, and the clinic finds out. */
export const doseOf = (of: Answered): number => (lastDoseOf(of) ? 2 : 1);

/** On which local dates the dose after the held one may be; undefined where there is none after it. */
export function nextDoseDates(service: Service | undefined, draft: JourneyDraft, heldOn: LocalDate) {
  const terms = service?.doses?.find(({ dose }) => dose === doseOf(draft) + 1);
  if (!terms) return undefined;
  const { dose, afterDays, withinDays } = terms;
  return { dose, from: addDays(heldOn, afterDays), ...(withinDays && { to: addDays(heldOn, withinDays) }) };
}
