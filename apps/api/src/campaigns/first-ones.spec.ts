import { FirstOnes } from './first-ones';

test('of any lists, the first so many in order are left', () => {
  const first = new FirstOnes<string>(3, (one) => one);
  for (const list of [['d', 'h'], ['g', 'a'], ['c'], ['f', 'b'], ['e']]) first.add(list);
  expect(first.list()).toEqual(['a', 'b', 'c']);
  expect(new FirstOnes<string>(3, (one) => one).list()).toEqual([]);
});
