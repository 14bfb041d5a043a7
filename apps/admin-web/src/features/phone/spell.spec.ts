import { spell } from './spell';

test('a reference is read aloud letter by letter, without its dash', () => {
  expect(spell('K7QF9-X2A4M')).toBe(
    'K for Kilo, 7, Q for Quebec, F for Foxtrot, 9, X for X-ray, 2, A for Alpha, 4, M for Mike',
  );
});
