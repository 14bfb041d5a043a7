/** Three-valued: true, false, or null where a fact is missing. */
export interface Verdict {
  value: boolean | null;
  /** The facts that decided, or, where `value` is null, that are missing. */
  facts: string[];
}

export const known = (value: boolean, ...facts: string[]): Verdict => ({ value, facts });
export const unknown = (...facts: string[]): Verdict => ({ value: null, facts });

const merged = (value: boolean | null, verdicts: readonly Verdict[]): Verdict => ({
  value,
  facts: [...new Set(verdicts.filter((verdict) => verdict.value === value).flatMap((verdict) => verdict.facts))],
});

/** One false is enough to refuse, whatever is missing. */
export const every = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.some((verdict) => verdict.value === false)) return merged(false, verdicts);
  return merged(verdicts.some((verdict) => verdict.value === null) ? null : true, verdicts);
};

/** One true is enough to admit, whatever is missing. */
export const some = (verdicts: readonly Verdict[]): Verdict => negated(every(verdicts.map(negated)));

export const negated = ({ value, facts }: Verdict): Verdict => ({ value: value === null ? null : !value, facts });
