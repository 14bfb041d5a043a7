import { smsCost, smsParts } from './sms';

const count = (text: string) => {
  const { encoding, units, parts } = smsParts(text);
  return [encoding, units, parts];
};

test.each([
  ['', 'GSM-7', 0, 0],
  ['a'.repeat(160), 'GSM-7', 160, 1],
  ['a'.repeat(161), 'GSM-7', 161, 2],
  ['a'.repeat(306), 'GSM-7', 306, 2],
  ['a'.repeat(307), 'GSM-7', 307, 3],
  ['€'.repeat(80), 'GSM-7', 160, 1],
  ['ł'.repeat(70), 'UCS-2', 70, 1],
  ['ł'.repeat(71), 'UCS-2', 71, 2],
  ['ł'.repeat(134), 'UCS-2', 134, 2],
  ['ł'.repeat(135), 'UCS-2', 135, 3],
  ['😀'.repeat(35), 'UCS-2', 70, 1],
])('%# is %s with %i units in %i parts', (text, encoding, units, parts) => {
  expect(count(text)).toEqual([encoding, units, parts]);
});

test('an escaped character and a surrogate pair are never split between parts', () => {
  expect(count('a'.repeat(152) + '€' + 'a'.repeat(152))).toEqual(['GSM-7', 306, 3]);
  expect(count('ł'.repeat(66) + '😀' + 'ł'.repeat(66))).toEqual(['UCS-2', 134, 3]);
});

test('the characters that cost a second part are named, each once', () => {
  expect(smsParts('It’s free – don’t wait').offending).toEqual(['’', '–']);
  expect(smsParts("It's free - don't wait: £0 [é] {ñ} ~^\\|").offending).toEqual([]);
});

test('the basic alphabet has 127 printable and control characters, without the escape', () => {
  const every = Array.from({ length: 0x2000 }, (_, code) => String.fromCharCode(code + 1)).concat('€');
  const single = every.filter((character) => count(character)[0] === 'GSM-7' && count(character)[1] === 1);
  const double = every.filter((character) => count(character)[0] === 'GSM-7' && count(character)[1] === 2);
  expect([single.length, double.length]).toEqual([127, 10]);
});

test('a cost is that of all parts; where nobody said what one costs there is none', () => {
  expect([smsCost(3, 0.04), smsCost(1001, 0.0333), smsCost(0, 0.05), smsCost(3, undefined)]).toEqual([
    0.12,
    33.33,
    0,
    null,
  ]);
});
