import { parsePhoneNumberFromString, type CountryCode, type NumberType } from 'libphonenumber-js/max';
import { toAsciiDigits } from './digits';

export type ParsedMobile = { ok: true; e164: string } | { ok: false; reason: 'empty' | 'not_a_mobile' };
export type ParsedPhone = { ok: true; e164: string } | { ok: false; reason: 'empty' | 'not_a_phone' };

const LONGEST_PHONE = 40;

/** Numbers Ofcom keeps for drama, which no list of live ranges knows: mobiles 07700 900000–900999, landlines 01632 960000–960999. */
const DRAMA_MOBILE = /^\+447700900\d{3}$/;
const DRAMA_LANDLINE = /^\+441632960\d{3}$/;

const MOBILE_TYPES: ReadonlySet<NumberType> = new Set<NumberType>(['MOBILE', 'FIXED_LINE_OR_MOBILE']);
/** What a clinic may ring at an ordinary price: not premium rate, shared cost or pagers. */
const PHONE_TYPES: ReadonlySet<NumberType> = new Set<NumberType>([
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'FIXED_LINE',
  'VOIP',
  'UAN',
  'PERSONAL_NUMBER',
  'TOLL_FREE',
]);

const readNumber = (input: string, region: string): { e164: string; type: NumberType } | null => {
  if (input.length > LONGEST_PHONE) return null;
  const found = parsePhoneNumberFromString(input, { defaultCountry: region as CountryCode, extract: false });
  if (!found || found.ext) return null;
  if (DRAMA_MOBILE.test(found.number)) return { e164: found.number, type: 'MOBILE' };
  if (DRAMA_LANDLINE.test(found.number)) return { e164: found.number, type: 'FIXED_LINE' };
  return found.isValid() ? { e164: found.number, type: found.getType() } : null;
};

/** British mobiles as lists write them. The ranges are told by six figures after the zero; what drama uses, by one more. */
const PLAIN_MOBILE = /^07\d{9}$/;
const MOST_RANGES = 20_000;
const ranges = new Map<string, boolean>();

/** Lists of millions have numbers of the same ranges again and again: each range is looked up once. */
const isPlainMobile = (text: string): boolean => {
  const range = text.slice(0, 8);
  const known = ranges.get(range);
  if (known !== undefined) return known;
  const found = readNumber(text, 'GB');
  const is = found !== null && MOBILE_TYPES.has(found.type);
  if (ranges.size >= MOST_RANGES) ranges.clear();
  ranges.set(range, is);
  return is;
};

/** A number that can receive texts → E.164. `region` is the ISO country whose national numbers are meant. */
export const parseMobile = (input: string, region = 'GB'): ParsedMobile => {
  if (region === 'GB' && PLAIN_MOBILE.test(input))
    return isPlainMobile(input) ? { ok: true, e164: `+44${input.slice(1)}` } : { ok: false, reason: 'not_a_mobile' };
  const text = toAsciiDigits(input).trim();
  if (text === '') return { ok: false, reason: 'empty' };
  const found = readNumber(text, region);
  return found && MOBILE_TYPES.has(found.type) ? { ok: true, e164: found.e164 } : { ok: false, reason: 'not_a_mobile' };
};

/** Any number that staff can ring → E.164. */
export const parsePhone = (input: string, region = 'GB'): ParsedPhone => {
  const text = toAsciiDigits(input).trim();
  if (text === '') return { ok: false, reason: 'empty' };
  const found = readNumber(text, region);
  return found && PHONE_TYPES.has(found.type) ? { ok: true, e164: found.e164 } : { ok: false, reason: 'not_a_phone' };
};
