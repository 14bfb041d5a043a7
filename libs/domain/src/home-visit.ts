import type { LocalDate } from './local-date';
import { foldName, personKeyText } from './person-key';

/** How far the wish for a visit at home has come; a slip is put right by going back. */
export const HOME_VISIT_STATES = ['new', 'called', 'arranged', 'closed'] as const;
export type HomeVisitState = (typeof HOME_VISIT_STATES)[number];

/** Why nothing more is to be done. */
export const HOME_VISIT_REASONS = ['visited', 'comes_to_site', 'not_wanted', 'not_reached', 'not_offered'] as const;
export type HomeVisitReason = (typeof HOME_VISIT_REASONS)[number];

/** When somebody likes to be called. */
export const BEST_TIMES = ['any', 'morning', 'afternoon', 'evening'] as const;
export type BestTime = (typeof BEST_TIMES)[number];

export interface HomeVisitPerson {
  firstName: string;
  lastName: string;
  dateOfBirth: LocalDate;
  postcode?: string;
}

/**
 * The text that is hashed (with a key, elsewhere) to find the wishes of one person again. The whole first name counts: what is
 * written out or erased for somebody must not be their twin's.
 */
export const homeVisitKeyText = (person: HomeVisitPerson): string =>
  `${foldName(person.firstName)}|${personKeyText(person)}`;
