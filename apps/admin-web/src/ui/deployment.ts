import type { HolidayCalendar } from '@fairslot/domain';

interface Deployment {
  timeZone: string;
  /** Do people have NHS numbers here? */
  nhsNumber: boolean;
  holidays: HolidayCalendar;
}

/** What differs between deployments. The API says it with whoever is signed in; until then these stand. */
export const deployment: Deployment & { locale: string; language: string } = {
  timeZone: 'Europe/London',
  locale: 'en-GB',
  language: 'en',
  nhsNumber: true,
  holidays: 'none',
};

/** Heard before anything is drawn that tells a time. */
export function setDeployment({ timeZone, nhsNumber, holidays }: Deployment): void {
  deployment.timeZone = timeZone;
  deployment.nhsNumber = nhsNumber;
  deployment.holidays = holidays;
}

/** Of words that name the NHS number, those for where there is none. */
export const byNumber = (words: { withNumber: string; without: string }): string =>
  deployment.nhsNumber ? words.withNumber : words.without;
