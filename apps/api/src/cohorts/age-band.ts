import { ageBands } from '@fairslot/domain';

/** The age band of person_profile p on a date, in SQL: the same for the count of a cohort and the progress of a campaign. */
export const ageBand = (on: string): string =>
  `CASE ${ageBands.map(([name, below]) => `WHEN date_part('year', age(${on}, p.date_of_birth)) < ${below} THEN '${name}'`).join(' ')} END`;
