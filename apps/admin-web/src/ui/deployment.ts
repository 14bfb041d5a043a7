/** What differs between deployments; the API will tell it when it serves its public configuration. */
export const deployment = {
  timeZone: 'Europe/London',
  locale: 'en-GB',
  language: 'en',
} as const;
