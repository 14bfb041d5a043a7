import type { LocalDate } from '../local-date';

export interface DoseFact {
  vaccine: string;
  date: LocalDate;
}

/** What is known about a person. A key left out, or a flag left out of `flags`, is not known: it is asked, it never refuses. */
export interface EligibilityFacts {
  dateOfBirth?: LocalDate;
  sex?: 'male' | 'female';
  flags?: Readonly<Record<string, boolean>>;
  /** Where the person lives: 'home', 'care_home_older_adults', … */
  setting?: string;
  /** Empty means: none of those asked about. */
  occupation?: readonly string[];
  /** Name of the Place. */
  place?: string;
  /** false = not pregnant; true = pregnant, due date not known. */
  pregnant?: boolean | { dueDate: LocalDate };
  /** Ids of the campaigns that invited this person. */
  invited?: readonly string[];
  /** Doses had, in any order. Left out means no record: no dose is presumed where that lets a person in, else it is asked. */
  doses?: readonly DoseFact[];
}
