// Arithmetic of the bench: slices in turn, medians, percentiles, and how a figure is shown.

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that `share` of them do not exceed; NaN of none. */
export function percentile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] : NaN;
}

/**
 * Runs slices in turn, A B C A B C, so that whatever else the machine does meets all of them; a first round warms up and is
 * not counted. Answers what each slice answered, round by round.
 * @template T
 * @param {Record<string, (round: number) => Promise<T>>} slices
 * @returns {Promise<Record<string, T[]>>}
 */
export async function inTurn(rounds, slices) {
  const answers = Object.fromEntries(Object.keys(slices).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(slices)) {
      const answer = await run(round);
      if (round > 0) answers[name].push(answer);
    }
  }
  return answers;
}

/** Median over the rounds of a figure divided by another of the same round. */
export const ratio = (some, others) => median(some.map((value, round) => value / others[round]));

export const times = (value) => `${value.toFixed(2)} ×`;
export const each = (value) => `${Math.round(value).toLocaleString('en')}/s`;
export const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const us = (value) => `${value.toFixed(value < 10 ? 1 : 0)} µs`;

/** A line of the table. `met` undefined: told, not judged. */
export const atLeast = (what, value, bound, show) => ({
  what,
  figure: show(value),
  bound: `≥ ${show(bound)}`,
  met: value >= bound,
});
export const atMost = (what, value, bound, show) => ({
  what,
  figure: show(value),
  bound: `≤ ${show(bound)}`,
  met: value <= bound,
});
export const told = (what, figure) => ({ what, figure, bound: '' });
