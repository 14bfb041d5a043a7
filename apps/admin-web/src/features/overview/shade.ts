/** Five steps of free times for a hundred people still to book; each begins at this figure. */
const STEPS = [Number.MIN_VALUE, 2, 5, 10] as const;

/** 0 where there is none, 4 where there are ten and more. */
export const shadeOf = (perHundred: number): 0 | 1 | 2 | 3 | 4 =>
  STEPS.filter((from) => perHundred >= from).length as 0 | 1 | 2 | 3 | 4;
