import fc from 'fast-check';
import { parseMobile, parsePhone } from './contact';

const mobile = (input: string, region?: string) => {
  const parsed = parseMobile(input, region);
  return parsed.ok ? parsed.e164 : parsed.reason;
};
const phone = (input: string) => {
  const parsed = parsePhone(input);
  return parsed.ok ? parsed.e164 : parsed.reason;
};

test.each([
  ['07700 900123', '+447700900123'],
  ['+44 7700 900 123', '+447700900123'],
  ['0044 (0)7911-123456', '+447911123456'],
  ['٠٧٧٠٠ ٩٠٠١٢٣', '+447700900123'],
  ['+48 512 345 678', '+48512345678'],
  ['', 'empty'],
  ['   ', 'empty'],
  ['0151 496 0000', 'not_a_mobile'],
  ['070 1234 5678', 'not_a_mobile'],
  ['07700 90012', 'not_a_mobile'],
  ['07700 900123 ext 4', 'not_a_mobile'],
  ['call 07700 900123', 'not_a_mobile'],
  ['7'.repeat(10_000), 'not_a_mobile'],
])('as a mobile, "%s" is read as %s', (input, expected) => {
  expect(mobile(input)).toBe(expected);
});

test('every drama number is a mobile and stays itself when read again, however it is spaced', () => {
  const gap = fc.constantFrom('', ' ', '-', '  ');
  fc.assert(
    fc.property(fc.nat(999), gap, gap, (n, first, second) => {
      const last = String(n).padStart(3, '0');
      const read = mobile(`07700${first}900${second}${last}`);
      expect([read, mobile(read)]).toEqual([`+447700900${last}`, `+447700900${last}`]);
    }),
  );
});

test('another region reads its own national numbers', () => {
  expect(mobile('085 012 3456', 'IE')).toBe('+353850123456');
});

test.each([
  ['0151 496 0000', '+441514960000'],
  ['01632 960123', '+441632960123'],
  ['0300 123 1000', '+443001231000'],
  ['07700 900999', '+447700900999'],
  ['', 'empty'],
  ['0909 879 0000', 'not_a_phone'],
  ['999', 'not_a_phone'],
  ['hello', 'not_a_phone'],
])('as a phone, "%s" is read as %s', (input, expected) => {
  expect(phone(input)).toBe(expected);
});
