import { doseOf, LAST_DOSE, lastDoseOf, withoutDate, type JourneyDraft, type Service } from '@fairslot/contract';
import { addDays, type LocalDate } from '@fairslot/domain';
import type { SiteView } from './site-context';

type Answered = Pick<JourneyDraft, 'answers'>;

/** Whoever comes for one of several doses is asked when the last one was. */
export const asksLastDose = (service: Service | undefined): boolean => (service?.doses?.length ?? 0) > 1;
export const saidLastDose = ({ answers }: Answered): boolean => answers?.[LAST_DOSE] !== undefined;

export function lastDoseWords(of: Answered, { texts, when }: SiteView): string {
  const date = lastDoseOf(of);
  const said = withoutDate.find((one) => one === of.answers?.[LAST_DOSE]) ?? 'unsure';
  return date ? when.plainDate(date) : texts.lastDose[said];
}

/** On which local dates the dose after the held one may be; undefined where there is none after it. */
export function nextDoseDates(service: Service | undefined, draft: JourneyDraft, heldOn: LocalDate) {
  const terms = service?.doses?.find(({ dose }) => dose === doseOf(draft) + 1);
  if (!terms) return undefined;
  const { dose, afterDays, withinDays } = terms;
  return { dose, from: addDays(heldOn, afterDays), ...(withinDays && { to: addDays(heldOn, withinDays) }) };
}
