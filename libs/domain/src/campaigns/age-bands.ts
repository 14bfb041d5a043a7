/** Ages as counts of cohorts and progress of campaigns part them: the name, and the first age above. */
export const ageBands = [
  ['0–17', 18],
  ['18–49', 50],
  ['50–64', 65],
  ['65–74', 75],
  ['75–84', 85],
  ['85 and over', 200],
] as const;
export type AgeBand = (typeof ageBands)[number][0];

export const ageBandOf = (years: number): AgeBand => ageBands.find(([, below]) => years < below)?.[0] ?? '85 and over';
