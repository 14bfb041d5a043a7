import { toAsciiDigits } from './digits';

export type NhsNumberFault =
  'empty' | 'letters' | 'too_short' | 'too_long' | 'check' | 'national_insurance' | 'repeated';
export type ParsedNhsNumber = { ok: true; value: string } | { ok: false; reason: NhsNumberFault };

const ZERO = 48;
/** As lists of millions write it. */
const PLAIN = /^\d{10}$/;

/** Modulus 11 check digit of the first nine digits, or null where it would be 10. Source: NHS Data Dictionary, NHS NUMBER. */
const checkDigit = (nine: string): string | null => {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += (nine.charCodeAt(at) - ZERO) * (10 - at);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? null : String(check);
};

const isRepeated = (ten: string): boolean => /^(\d)\1{9}$/.test(ten);

const checked = (ten: string): ParsedNhsNumber => {
  if (isRepeated(ten)) return { ok: false, reason: 'repeated' };
  return checkDigit(ten) === ten.slice(9) ? { ok: true, value: ten } : { ok: false, reason: 'check' };
};

/** Reads an NHS number as typed, with spaces, dots or dashes. Repeated digits (1111111111) pass modulus 11 and are refused by name. */
export const parseNhsNumber = (input: string): ParsedNhsNumber => {
  if (input.length > 100) return { ok: false, reason: 'too_long' };
  if (PLAIN.test(input)) return checked(input);
  const value = toAsciiDigits(input).replace(/[\s.\p{Pd}\p{Cf}]/gu, '');
  if (value === '') return { ok: false, reason: 'empty' };
  if (/^[A-Z]{2}\d{6}[A-D]?$/i.test(value)) return { ok: false, reason: 'national_insurance' };
  if (/\D/.test(value)) return { ok: false, reason: 'letters' };
  if (value.length !== 10) return { ok: false, reason: value.length < 10 ? 'too_short' : 'too_long' };
  return checked(value);
};

/** '9991234567' → '999 123 4567'. */
export const formatNhsNumber = (value: string): string => `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}`;

/** The `n`th (0–999999) number of the 999 range, which is never issued, for synthetic people; null where no valid number exists. */
export const makeTestNhsNumber = (n: number): string | null => {
  if (!Number.isInteger(n) || n < 0 || n > 999_999) throw new RangeError(`outside the 999 range: ${n}`);
  const nine = `999${String(n).padStart(6, '0')}`;
  const check = checkDigit(nine);
  return check === null || isRepeated(nine + check) ? null : nine + check;
};
