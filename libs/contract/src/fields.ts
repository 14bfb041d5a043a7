import {
  CLINIC_OPTIONS,
  isLocalDate,
  normaliseCrockford,
  parseEmail,
  parseMobile,
  parseNhsNumber,
  parsePhone,
  parsePostcode,
} from '@fairslot/domain';
import { z } from 'zod';
import type { FieldErrorCode } from './errors';

/** A fault of one field, carried through zod as its message. */
export const fault = (code: FieldErrorCode) => ({ error: code });

/** Of messages and calls: a language code such as `pl`, perhaps with a region or script. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, fault('invalid'));
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, fault('invalid'));
/** Years that a person, a clinic or a rule may speak of: adding an age to one stays within the calendar. */
const isDateOfOurs = (text: string): boolean => isLocalDate(text) && text >= '1800' && text < '2300';
export const localDate = z.string().refine(isDateOfOurs, fault('date_not_real'));
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, fault('time_not_real'));
export const instant = z.iso.datetime({ offset: true, error: 'instant_wrong' });
/** An opaque id or token that we made: never read by anybody but us. One that we did not make is not found, however short. */
export const opaque = z.string().min(1, fault('invalid')).max(200, fault('invalid'));
/** The token of a link, or the code that a letter prints, in an address. Any other text is a link that opens nothing, however short or long. */
export const linkToken = z.object({ token: z.string().min(1).max(100) });

export const firstName = z
  .string(fault('first_name_missing'))
  .trim()
  .min(1, fault('first_name_missing'))
  .max(100, fault('first_name_long'));
export const lastName = z
  .string(fault('last_name_missing'))
  .trim()
  .min(1, fault('last_name_missing'))
  .max(100, fault('last_name_long'));

/** A text that a domain parser reads, answered in its canonical form. */
function parsed(parse: (text: string) => string | null, code: FieldErrorCode) {
  return z
    .string()
    .max(254, fault(code))
    .transform((text, context) => {
      const value = parse(text);
      if (value === null) context.addIssue({ code: 'custom', message: code });
      return value ?? z.NEVER;
    });
}

export const nhsNumber = parsed((text) => {
  const read = parseNhsNumber(text);
  return read.ok ? read.value : null;
}, 'nhs_number_wrong');
export const postcode = parsed((text) => parsePostcode(text)?.postcode ?? null, 'postcode_wrong');
export const mobile = parsed((text) => {
  const read = parseMobile(text);
  return read.ok ? read.e164 : null;
}, 'mobile_wrong');
export const phone = parsed((text) => {
  const read = parsePhone(text);
  return read.ok ? read.e164 : null;
}, 'phone_wrong');
export const email = parsed((text) => {
  const read = parseEmail(text);
  return read.ok ? text.trim() : null;
}, 'email_wrong');

/** Letters and numbers of a code as people type it, in canonical Crockford form. */
export const typedCode = z.string().max(40, fault('reference_wrong')).transform(normaliseCrockford);

/** Of a list that is cut by counting: only what was answered as `nextCursor` is one. */
export const countingCursor = z.string().regex(/^\d{1,9}$/, fault('cursor_unknown'));

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional(), total: z.number().int().optional() });

/** Codes of the help somebody needs. */
export const helpAsked = z.array(z.string().min(1).max(60)).max(12);

/** What a clinic is besides: a quiet time, for women only, longer appointments. */
export const clinicOptions = z.array(z.enum(CLINIC_OPTIONS)).max(CLINIC_OPTIONS.length);
