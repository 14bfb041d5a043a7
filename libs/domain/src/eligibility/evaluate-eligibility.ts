import type { LocalDate } from '../local-date';
import type { EligibilityFacts } from './facts';
import type { EligibilityProgramme } from './programme';
import type { EligibilityResult } from './result';

export const evaluateEligibility = (
  _programme: EligibilityProgramme,
  _facts: EligibilityFacts,
  _on: LocalDate,
): EligibilityResult => {
  throw new Error('not written yet');
};
