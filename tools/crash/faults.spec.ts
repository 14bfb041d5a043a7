import { isPostgres, planFaults } from './faults.mjs';
import { randomOf } from './random.mjs';

test('whatever the seed, of ten rounds six stop PostgreSQL and each other fault comes twice', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const kinds = planFaults(10, randomOf(`seed ${seed}`)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => isPostgres(kind))).toHaveLength(6);
    expect(kinds.filter((kind) => kind === 'one-api')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'both-apis')).toHaveLength(2);
    expect(kinds).toContain('postgres-stop');
    expect(kinds).toContain('postgres-kill');
  }
});

test('one seed plans the same faults every time, another one others', () => {
  const planned = (seed: string) => JSON.stringify(planFaults(10, randomOf(seed)));
  expect(planned('1')).toBe(planned('1'));
  expect(planned('1')).not.toBe(planned('2'));
});
