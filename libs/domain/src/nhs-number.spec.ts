import fc from 'fast-check';
import { formatNhsNumber, makeTestNhsNumber, parseNhsNumber } from './nhs-number';

const read = (input: string) => {
  const parsed = parseNhsNumber(input);
  return parsed.ok ? parsed.value : parsed.reason;
};

test.each([
  ['943 476 5919', '9434765919'],
  ['943-476-5919', '9434765919'],
  ['٩٤٣ ٤٧٦ ٥٩١٩', '9434765919'],
  ['', 'empty'],
  ['  ', 'empty'],
  ['943476591', 'too_short'],
  ['94347659190', 'too_long'],
  ['9'.repeat(5000), 'too_long'],
  ['9434765918', 'check'],
  ['94347659I9', 'letters'],
  ['QQ 12 34 56 C', 'national_insurance'],
  ['qq123456', 'national_insurance'],
  ['1111111111', 'repeated'],
  ['0000000000', 'repeated'],
])('"%s" is read as %s', (input, expected) => {
  expect(read(input)).toBe(expected);
});

test('every one-digit error and every swap of neighbours is caught', () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(9), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
      const number = makeTestNhsNumber(n);
      fc.pre(number !== null);
      const digits = Array.from(number);
      const wrong = digits.with(at, String((Number(digits[at]) + by) % 10)).join('');
      const swapped = digits
        .with(at, digits[(at + 1) % 10] ?? '')
        .with((at + 1) % 10, digits[at] ?? '')
        .join('');
      expect(read(wrong)).not.toBe(wrong);
      expect(at < 9 && swapped !== number && read(swapped) === swapped).toBe(false);
    }),
  );
});

test('numbers for synthetic people lie in the 999 range, are valid, and are missing where the check digit would be 10', () => {
  const numbers = Array.from({ length: 1100 }, (_, n) => makeTestNhsNumber(n));
  const nine = (n: number) => `999${String(n).padStart(6, '0')}`;
  const made = numbers.filter((number) => number !== null);
  expect(made.every((number) => number.startsWith('999') && read(number) === number)).toBe(true);
  const missing = numbers.flatMap((number, n) => (number === null ? [n] : []));
  expect(missing.length).toBeGreaterThan(50);
  expect(
    missing
      .flatMap((n) => Array.from('0123456789', (digit) => nine(n) + digit))
      .filter((number) => read(number) === number),
  ).toEqual([]);
  expect(makeTestNhsNumber(999_999)).toBeNull();
  expect(() => makeTestNhsNumber(1_000_000)).toThrow(RangeError);
});

test('a number is shown in groups of 3, 3 and 4', () => {
  expect(formatNhsNumber('9991234567')).toBe('999 123 4567');
});
