import fc from 'fast-check';
import { parseEmail, suggestEmailDomain } from './email';

const read = (input: string) => {
  const parsed = parseEmail(input);
  return parsed.ok ? parsed.email : parsed.reason;
};

test.each([
  [" Amina.O'Neil+flu@Example.COM ", "Amina.O'Neil+flu@example.com"],
  ['a@b.co', 'a@b.co'],
  ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
  ['', 'empty'],
  ['  ', 'empty'],
  ['amina', 'format'],
  ['amina@example', 'format'],
  ['@example.com', 'format'],
  ['amina@', 'format'],
  ['a..b@example.com', 'format'],
  ['.a@example.com', 'format'],
  ['a@-example.com', 'format'],
  ['a@example..com', 'format'],
  ['a@1.2.3.4', 'format'],
  ['a b@example.com', 'format'],
  ['a@b@example.com', 'format'],
  ['a@example.com\r\nBcc: b@example.com', 'format'],
  [`${'a'.repeat(65)}@example.com`, 'format'],
  [`a@${'b'.repeat(60)}.${'c.'.repeat(100)}com`, 'format'],
])('"%s" is read as %s', (input, expected) => {
  expect(read(input)).toBe(expected);
});

test('254 characters are the most, and a long input is refused without being searched', () => {
  const domain = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`;
  const longest = `${'a'.repeat(64)}@${domain}`;
  expect([longest.length, read(longest)]).toEqual([254, longest]);
  expect(read(`${'a'.repeat(64)}@b${domain}`)).toBe('format');
  expect(read(`${'a.'.repeat(2_000_000)}@`)).toBe('format');
});

test('an address that was read is read again as itself', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const first = read(address);
      expect(first === 'format' || read(first) === first).toBe(true);
    }),
  );
});

test.each([
  ['a@hotmial.com', 'hotmail.com'],
  ['a@gmail.co', 'gmail.com'],
  ['a@gmial.com', 'gmail.com'],
  ['a@yaho.co.uk', 'yahoo.co.uk'],
  ['a@OUTLOOOK.com', 'outlook.com'],
  ['a@gmail.com', null],
  ['a@mail.com', null],
  ['a@example.com', null],
  ['gmial.com', null],
  ['', null],
])('for "%s" the domain suggested is %s', (email, expected) => {
  expect(suggestEmailDomain(email)).toBe(expected);
});
