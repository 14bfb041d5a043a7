/** What a clinic is besides its hours and services, in the order in which several are named, so that equal sets are equal. */
export const CLINIC_OPTIONS = ['quiet', 'women_only', 'longer'] as const;
export type ClinicOption = (typeof CLINIC_OPTIONS)[number];

export const NO_OPTIONS: readonly ClinicOption[] = [];

/** Those of these names that are options, each once, in their order. */
export const clinicOptionsOf = (names: readonly string[] | null | undefined): readonly ClinicOption[] =>
  names && names.length > 0 ? CLINIC_OPTIONS.filter((option) => names.includes(option)) : NO_OPTIONS;

export const sameOptions = (
  a: readonly ClinicOption[] = NO_OPTIONS,
  b: readonly ClinicOption[] = NO_OPTIONS,
): boolean => a.length === b.length && a.every((option, n) => option === b[n]);

/**
 * Does everybody who is booked keep what they were told? Quiet and longer may come to a clinic with people in it, and nothing may go;
 * who comes to a clinic for women only, or counted on one, was told so.
 */
export const keepsWhatWasTold = (before: readonly ClinicOption[], after: readonly ClinicOption[]): boolean =>
  before.every((option) => after.includes(option)) && before.includes('women_only') === after.includes('women_only');

/** What somebody with these needs, by the names under which sites are ranked, is shown first. */
export const optionsForNeeds = (needs: readonly string[]): readonly ClinicOption[] =>
  clinicOptionsOf([
    ...(needs.includes('quietRoom') ? ['quiet'] : []),
    ...(needs.includes('moreTime') ? ['longer'] : []),
  ]);

/** Somebody who is given another time without being asked. */
export interface GivenTime {
  /** Of the clinic they had. */
  had: readonly ClinicOption[];
  /** As a list says; false where none does. */
  isMale: boolean;
}

/**
 * May somebody be given a time of such a clinic without being asked? For women only where they had chosen that, and never where a
 * list says that they are male; longer where they had that; a quiet time is right for everybody.
 */
export const mayBeGiven = (options: readonly ClinicOption[], { had, isMale }: GivenTime): boolean =>
  had.includes('women_only') === options.includes('women_only') &&
  had.includes('longer') === options.includes('longer') &&
  !(isMale && options.includes('women_only'));
