import { CROCKFORD_ALPHABET, encodeCrockford, normaliseCrockford } from './crockford';

export type CodeFault = 'empty' | 'length' | 'characters' | 'check';
export type ParsedReference = { ok: true; reference: string } | { ok: false; reason: CodeFault };
export type ParsedInvitationCode = { ok: true; code: string } | { ok: false; reason: CodeFault };

const REFERENCE_RANDOM = 9;
const INVITATION_RANDOM = 8;
const LONGEST_INPUT = 100;

/** Twice `value` in GF(32) with the polynomial x⁵ + x² + 1; 2 generates all 31 non-zero elements. */
const doubled = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);

/**
 * The check character of `text`: c such that c + Σ 2ⁱ·cᵢ = 0 over GF(32), i counted from the right, starting at 1. Weights
 * are non-zero (every single error is caught) and all different (every swap of two different characters is caught).
 */
const checkCharacter = (text: string): string => {
  let sum = 0;
  for (const character of text) sum = doubled(sum ^ CROCKFORD_ALPHABET.indexOf(character));
  return CROCKFORD_ALPHABET.charAt(sum);
};

const makeCode = (randomBytes: Uint8Array, length: number): string => {
  const text = encodeCrockford(randomBytes, length);
  return text + checkCharacter(text);
};

const parseCode = (input: string, length: number): { ok: true; code: string } | { ok: false; reason: CodeFault } => {
  if (input.length > LONGEST_INPUT) return { ok: false, reason: 'length' };
  const code = normaliseCrockford(input);
  if (code === '') return { ok: false, reason: 'empty' };
  if (Array.from(code).some((character) => !CROCKFORD_ALPHABET.includes(character)))
    return { ok: false, reason: 'characters' };
  if (code.length !== length) return { ok: false, reason: 'length' };
  return checkCharacter(code.slice(0, -1)) === code.slice(-1) ? { ok: true, code } : { ok: false, reason: 'check' };
};

/** A booking reference of 10 characters from at least 6 random bytes: 9 random + 1 check. Stored without a dash. */
export const makeReference = (randomBytes: Uint8Array): string => makeCode(randomBytes, REFERENCE_RANDOM);

/** 'K7QF9X2A4M' → 'K7QF9-X2A4M', which stays as it is. */
export const formatReference = (reference: string): string => reference.replace(/^(\w{5})(?=\w)/, '$1-');

/** Reads what a person typed; forgives case, spaces, dashes, o for 0, i and l for 1. */
export const parseReference = (input: string): ParsedReference => {
  const parsed = parseCode(input, REFERENCE_RANDOM + 1);
  return parsed.ok ? { ok: true, reference: parsed.code } : parsed;
};

/** An invitation code of 9 characters from at least 5 random bytes: 8 random + 1 check. */
export const makeInvitationCode = (randomBytes: Uint8Array): string => makeCode(randomBytes, INVITATION_RANDOM);

/** 'ABCDEFGH1' → 'ABCD-EFGH1'. */
export const formatInvitationCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** As `parseReference`, for an invitation code. */
export const parseInvitationCode = (input: string): ParsedInvitationCode => parseCode(input, INVITATION_RANDOM + 1);

const NATO = new Map(
  (
    'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo ' +
    'Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'
  )
    .split(' ')
    .map((word) => [word.charAt(0), word]),
);

/** For the telephone: 'K7Q…' → 'K for Kilo, 7, Q for Quebec, …'. */
export const readAloud = (reference: string): string =>
  Array.from(normaliseCrockford(reference))
    .map((character) => (NATO.has(character) ? `${character} for ${NATO.get(character)}` : character))
    .join(', ');
