import fc from 'fast-check';
import { CROCKFORD_ALPHABET, encodeCrockford, normaliseCrockford } from './crockford';
import {
  formatInvitationCode,
  formatReference,
  makeInvitationCode,
  makeReference,
  parseInvitationCode,
  parseReference,
  readAloud,
} from './reference';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const isReference = (text: string) => parseReference(text).ok;

const codes = [
  { name: 'reference', make: makeReference, isCode: isReference, random: 6, length: 10 },
  {
    name: 'invitation code',
    make: makeInvitationCode,
    isCode: (text: string) => parseInvitationCode(text).ok,
    random: 5,
    length: 9,
  },
];

describe.each(codes)('a $name', ({ make, isCode, random, length }) => {
  const letters = Array.from(CROCKFORD_ALPHABET);
  const replaced = (code: string, at: number, text: string) => code.slice(0, at) + text + code.slice(at + text.length);

  test('has its length and reads back', () => {
    fc.assert(
      fc.property(bytes(random), (source) =>
        expect([make(source).length, isCode(make(source))]).toEqual([length, true]),
      ),
    );
  });

  test('with any one character changed is refused: each of the 31 others at each position, on many codes', () => {
    fc.assert(
      fc.property(bytes(random), (source) => {
        const code = make(source);
        const accepted = Array.from(code).flatMap((character, at) =>
          letters.filter((letter) => letter !== character && isCode(replaced(code, at, letter))),
        );
        expect(accepted).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('with two neighbours swapped is refused: all 992 pairs at every position', () => {
    const base = Array.from({ length: length - 1 }, () => '0').join('');
    const accepted: string[] = [];
    const withCheck = (text: string) => letters.map((letter) => text + letter).find(isCode) ?? '';
    for (let at = 0; at < length - 2; at += 1) {
      for (const a of letters) {
        for (const b of letters) {
          if (a === b) continue;
          const code = withCheck(replaced(base, at, a + b));
          if (isCode(replaced(code, at, b + a))) accepted.push(code);
        }
      }
    }
    expect(accepted).toEqual([]);
  });

  test('with its last random and its check character swapped is refused, wherever they differ', () => {
    fc.assert(
      fc.property(bytes(random), (source) => {
        const code = make(source);
        const [a, b] = [code.charAt(length - 2), code.charAt(length - 1)];
        expect(isCode(code.slice(0, -2) + b + a)).toBe(a === b);
      }),
    );
  });

  test('has exactly one right check character', () => {
    fc.assert(
      fc.property(bytes(random), (source) => {
        const text = make(source).slice(0, -1);
        expect(letters.filter((letter) => isCode(text + letter)).length).toBe(1);
      }),
    );
  });
});

test('two different characters swapped anywhere in a reference are caught as well', () => {
  fc.assert(
    fc.property(bytes(6), fc.nat(9), fc.nat(9), (source, first, second) => {
      const code = Array.from(makeReference(source));
      const swapped = code.with(first, code[second] ?? '').with(second, code[first] ?? '');
      expect(isReference(swapped.join(''))).toBe(code[first] === code[second]);
    }),
  );
});

test('a reference is forgiven its case, spaces, dashes and look-alike letters', () => {
  fc.assert(
    fc.property(bytes(6), (source) => {
      const reference = makeReference(source);
      const typed = ` ${formatReference(reference).toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace('-', ' – ')} `;
      expect(parseReference(typed)).toEqual({ ok: true, reference });
    }),
  );
});

test('each way a reference can be wrong has its reason', () => {
  const reference = makeReference(new Uint8Array([1, 2, 3, 4, 5, 6]));
  const reason = (input: string) => {
    const parsed = parseReference(input);
    return parsed.ok ? 'ok' : parsed.reason;
  };
  expect(
    ['', ' - ', 'ABC', `${reference}0`, 'UUUUUUUUUU', 'K7QF9-X2A4!', '0'.repeat(9) + '1', 'A'.repeat(9999)].map(reason),
  ).toEqual(['empty', 'empty', 'length', 'length', 'characters', 'characters', 'check', 'length']);
});

test('codes are shown in groups and read aloud', () => {
  expect(formatReference('K7QF9X2A4M')).toBe('K7QF9-X2A4M');
  expect(formatReference('K7QF9-X2A4M')).toBe('K7QF9-X2A4M');
  expect(formatInvitationCode('ABCDEFGH1')).toBe('ABCD-EFGH1');
  expect(readAloud('K7QX')).toBe('K for Kilo, 7, Q for Quebec, X for X-ray');
  expect(
    readAloud('ABCDEFGHJKMNPQRSTVWXYZ')
      .split(', ')
      .every((word) => word.includes(' for ')),
  ).toBe(true);
});

test('bits become characters, most significant first; too few bytes are refused', () => {
  expect(encodeCrockford(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff]), 8)).toBe('ZZZZZZZZ');
  expect(encodeCrockford(new Uint8Array([0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00000_00]), 5)).toBe('12345');
  expect(() => encodeCrockford(new Uint8Array(5), 9)).toThrow(RangeError);
  expect(encodeCrockford(new Uint8Array(10), 16)).toBe('0'.repeat(16));
  fc.assert(
    fc.property(bytes(10), (source) => {
      const value = source.reduce((total, byte) => total * 256n + BigInt(byte), 0n);
      const read = Array.from(encodeCrockford(source, 16)).reduce(
        (total, letter) => total * 32n + BigInt(CROCKFORD_ALPHABET.indexOf(letter)),
        0n,
      );
      expect(read).toBe(value);
    }),
  );
  expect(normaliseCrockford(' oO-iI lL\u200E u')).toBe('001111U');
});
