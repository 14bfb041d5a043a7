/**
 * Work that pauses wherever the program does no transaction: there others may come between, and a process may die
 * without leaving anything half done.
 */
export type Steps<T> = Generator<void, T, void>;

/** Does the work with nobody coming between. */
export const finished = <T>(steps: Steps<T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
