import { checkClinicShape, isLocalDate } from '@fairslot/domain';
import type { FieldFault } from '@fairslot/ui';
import { texts } from '../../ui/texts';
import { datesOf, type ClinicDraft } from './clinic-draft';

const words = texts.wizard.faults;

export const wizardSteps = ['dates', 'times', 'people', 'services', 'options', 'check'] as const;
export type WizardStep = (typeof wizardSteps)[number];
export const isWizardStep = (text: string | undefined): text is WizardStep => wizardSteps.some((step) => step === text);

const isWithin = (n: number, most: number): boolean => Number.isInteger(n) && n >= 1 && n <= most;

/** What is wrong with one page of a draft, judged here at once; the API judges all of it again. */
export function judgeStep(step: WizardStep, d: ClinicDraft, today: string): FieldFault[] {
  const fault = (isWrong: boolean, field: string, says: string): FieldFault[] =>
    isWrong ? [{ field, words: says }] : [];
  switch (step) {
    case 'dates':
      if (d.kind === 'one') return fault(!isLocalDate(d.date) || d.date < today, 'date', words.date);
      return [
        ...fault(!isLocalDate(d.startsOn) || d.startsOn < today, 'startsOn', words.startsOn),
        ...fault(!isLocalDate(d.endsOn) || d.endsOn < d.startsOn, 'endsOn', words.endsOn),
        ...fault(d.weekdays.length === 0, 'weekdays', words.weekdays),
        ...fault(d.weekdays.length > 0 && isLocalDate(d.endsOn) && datesOf(d).length === 0, 'weekdays', words.noDates),
      ];
    case 'times': {
      const found = checkClinicShape({ ...d, slotMinutes: 1, capacity: 1 });
      return [
        ...fault(!d.from, 'from', words.from),
        ...fault(!d.until || d.until <= d.from, 'until', words.until),
        ...fault(d.until > d.from && found.length > 0, 'break-0-from', words.breaks),
      ];
    }
    case 'people':
      return [
        ...fault(!isWithin(d.capacity, 99), 'capacity', words.capacity),
        ...fault(!isWithin(d.slotMinutes, 60), 'slotMinutes', words.slotMinutes),
      ];
    case 'services':
      return fault(d.serviceIds.length === 0, 'serviceIds', words.services);
    case 'options':
      return [
        ...fault(Number(d.heldPercent) < 0 || Number(d.heldPercent) > 100, 'heldPercent', words.heldPercent),
        ...fault(d.isMobile && !d.standsAt.trim(), 'standsAt', words.standsAt),
        ...fault(d.isMobile && !d.address.trim(), 'address', words.address),
        ...fault(d.isMobile && !d.postcode.trim(), 'postcode', words.postcode),
      ];
    case 'check':
      return [];
  }
}
