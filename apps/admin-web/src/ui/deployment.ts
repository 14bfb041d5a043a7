/** What differs between deployments. The API says it with whoever is signed in; until then these stand. */
export const deployment = {
  timeZone: 'Europe/London',
  locale: 'en-GB',
  language: 'en',
  /** Do people have NHS numbers here? */
  nhsNumber: true,
};

/** Heard before anything is drawn that tells a time. */
export function setDeployment({ timeZone, nhsNumber }: { timeZone: string; nhsNumber: boolean }): void {
  deployment.timeZone = timeZone;
  deployment.nhsNumber = nhsNumber;
}

/** Of words that name the NHS number, those for where there is none. */
export const byNumber = (words: { withNumber: string; without: string }): string =>
  deployment.nhsNumber ? words.withNumber : words.without;
