import { parseOutcode, parsePostcode } from './postcode';

test.each([
  ['l24 8qb', 'L24 8QB', 'L24'],
  [' L248QB ', 'L24 8QB', 'L24'],
  ['L2-4 8 qb.', 'L24 8QB', 'L24'],
  ['M1 1AE', 'M1 1AE', 'M1'],
  ['CR2 6XH', 'CR2 6XH', 'CR2'],
  ['DN55 1PT', 'DN55 1PT', 'DN55'],
  ['W1A 1HQ', 'W1A 1HQ', 'W1A'],
  ['EC1A 1BB', 'EC1A 1BB', 'EC1A'],
  ['GIR 0AA', 'GIR 0AA', 'GIR'],
  ['CW1 1CV', 'CW1 1CV', 'CW1'],
])('"%s" is the postcode %s in %s', (input, postcode, outcode) => {
  expect(parsePostcode(input)).toEqual({ postcode, outcode });
});

test('what is not a full postcode is none', () => {
  expect(
    ['', 'L24', 'Crewe', 'L24 8Q', 'L24 QQB', 'Q24 8QB', 'AAA1 1AA', 'GIR 1AA', 'L248QBX', 'L'.repeat(9999)]
      .map(parsePostcode)
      .every((found) => found === null),
  ).toBe(true);
});

test('an outward code stands alone', () => {
  expect(['l24', ' CH 41 ', 'w1a', 'EC1A'].map(parseOutcode)).toEqual(['L24', 'CH41', 'W1A', 'EC1A']);
  expect(['', 'L24 8QB', 'Crewe', 'L', '24'].map(parseOutcode)).toEqual([null, null, null, null, null]);
});
