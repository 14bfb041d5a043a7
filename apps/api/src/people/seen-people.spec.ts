import { createHash } from 'node:crypto';
import { nameHash, SeenPeople } from './seen-people';

const keyOf = (n: number): Buffer => createHash('sha256').update(String(n)).digest().subarray(0, 16);

test('tells new people, the same again, and another of the same key, through every growth', () => {
  const seen = new SeenPeople();
  for (let n = 0; n < 20_000; n += 1) expect(seen.add(keyOf(n), 0, nameHash(`name ${n}`), n)).toBeNull();
  for (let n = 0; n < 20_000; n += 7)
    expect(seen.add(keyOf(n), 0, nameHash(`name ${n}`), 1)).toEqual({ line: n, hasName: true });
  expect(seen.add(keyOf(3), 0, nameHash('twin'), 1)).toEqual({ line: 3, hasName: false });
});
