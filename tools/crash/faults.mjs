// What goes wrong in each round, and when: decided by the seed alone.

export const FAULTS = {
  'one-api': 'one API process killed',
  'both-apis': 'both API processes killed',
  'postgres-stop': 'PostgreSQL stopped at once',
  'postgres-kill': 'PostgreSQL killed',
};

export const isPostgres = (kind) => kind.startsWith('postgres');

/**
 * Of every five rounds three stop PostgreSQL. Times in milliseconds: `after` the load began, `down` before the restart.
 * @returns {{ kind: string, victim: number, after: number, down: number }[]}
 */
export function planFaults(rounds, random) {
  const kinds = Object.keys(FAULTS);
  const again = kinds.filter(isPostgres);
  const plan = [];
  while (plan.length < rounds) plan.push(...random.shuffled([...kinds, random.pick(again)]));
  return plan.slice(0, rounds).map((kind) => ({
    kind,
    victim: random.between(0, 1),
    after: random.between(2000, 4500),
    down: random.between(0, 1500),
  }));
}
