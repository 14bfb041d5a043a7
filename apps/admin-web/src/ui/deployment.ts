/** What differs between deployments. The API says it with whoever is signed in; until then these stand. */
export const deployment = {
  timeZone: 'Europe/London',
  locale: 'en-GB',
  language: 'en',
};

/** Heard before anything is drawn that tells a time. */
export function setDeployment({ timeZone }: { timeZone: string }): void {
  deployment.timeZone = timeZone;
}
