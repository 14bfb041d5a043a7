import { CLINIC_OPTIONS } from '@fairslot/domain';
import { z } from 'zod';
import { changePreview } from './staff/changes';

/** Every error the API answers: code → HTTP status and the sentence that says when it occurs. */
export const errorCatalogue = {
  invalid: { status: 400, when: 'One or more fields of the request are missing or wrong; each is listed.' },
  unknown_route: { status: 404, when: 'There is nothing at this address.' },
  wrong_method: { status: 405, when: 'This address answers other methods, which the Allow header names.' },
  not_found: { status: 404, when: 'The object does not exist, or the caller may not see it.' },
  sign_in_required: { status: 401, when: 'The session is missing, has ended or was never valid.' },
  sign_in_failed: { status: 401, when: 'The e-mail address and password do not match an active account.' },
  account_asleep: {
    status: 403,
    when: 'The account was not used for 90 days: whoever manages the team wakes it. Told only to who knows its password.',
  },
  code_needed: { status: 401, when: 'The account has a second factor: sign in again with a code of it.' },
  code_wrong: { status: 401, when: 'The code is wrong, was used before, or is not of this time.' },
  second_factor_required: { status: 403, when: 'A second factor must be set up before anything else is done.' },
  own_access: { status: 403, when: 'Nobody changes what they may do themselves; a second person decides.' },
  own_work: {
    status: 403,
    when: 'Nobody approves their own campaign, and what was approved is released by a third person.',
  },
  second_person_needed: {
    status: 409,
    when: 'The change cancels or tells so many people that somebody else has to agree; its preview is given.',
  },
  own_proposal: { status: 403, when: 'Nobody agrees to what they asked for themselves.' },
  proposal_over: { status: 409, when: 'The proposal was decided, taken back, or waited too long.' },
  look_up_failed: {
    status: 404,
    when: 'No booking could be opened with what was given. The answer is the same for every cause.',
  },
  foreign_origin: { status: 403, when: 'A request with a session cookie came from another web site.' },
  bad_signature: { status: 403, when: 'The request is not signed as its sender signs, or for another address.' },
  time_gone: {
    status: 409,
    when: 'The time was taken by somebody else, closed or never offered; the nearest alternatives are listed.',
  },
  hold_expired: { status: 410, when: 'The hold ended before it was renewed or confirmed; alternatives are listed.' },
  wrong_state: { status: 409, when: 'The booking has moved on to a state that does not allow this.' },
  already_booked: { status: 409, when: 'A proved person already has a live booking for this service and dose.' },
  contact_full: {
    status: 409,
    when: 'The phone number or e-mail address has as many live bookings of this service as one household may have.',
  },
  not_eligible: {
    status: 422,
    when: 'The rules of the service do not allow this person on that date; every reason is listed.',
  },
  needs_information: { status: 422, when: 'The rules of the service need facts that were not given; they are listed.' },
  service_closed: {
    status: 409,
    when: 'Bookings for this service are not open: its season has not begun, has ended, or is paused.',
  },
  clinic_overlap: { status: 409, when: 'A clinic with these times exists already.' },
  clinic_cancelled: { status: 409, when: 'The clinic is cancelled, which is for good.' },
  clinic_over: { status: 409, when: 'The date of the clinic has passed.' },
  series_cancelled: { status: 409, when: 'The clinic series is cancelled, which is for good.' },
  closure_ended: { status: 409, when: 'The closure was taken back already.' },
  preview_out_of_date: {
    status: 409,
    when: 'The change would not do any more what its preview said, or was not previewed; the new preview is given.',
  },
  idempotency_key_missing: {
    status: 400,
    when: 'The Idempotency-Key header is required here, with 1 to 255 characters.',
  },
  idempotency_key_reused: { status: 422, when: 'The Idempotency-Key was used before with another request.' },
  in_progress: { status: 409, when: 'A request with the same Idempotency-Key is still running.' },
  too_many: { status: 429, when: 'Too many requests; Retry-After says when to try again.' },
  too_large: { status: 413, when: 'The body is larger than this endpoint accepts.' },
  unsupported_media: { status: 415, when: 'The body is not JSON.' },
  busy: {
    status: 503,
    when: 'The service is overloaded or its database cannot be reached; Retry-After says when to try again.',
  },
  internal: { status: 500, when: 'Something went wrong on our side; the request id finds it in the log.' },
} as const satisfies Record<string, { status: number; when: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
export const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

/** Faults of single fields: code → an English sentence for developers. Residents read the words of libs/texts. */
export const fieldErrorCatalogue = {
  invalid: 'This value is not allowed here.',
  required: 'This is required.',
  characters_wrong: 'This holds a character that cannot be written.',
  first_name_missing: 'Enter a first name.',
  first_name_long: 'A first name has 100 characters at most.',
  last_name_missing: 'Enter a last name.',
  last_name_long: 'A last name has 100 characters at most.',
  date_not_real: 'Give a date that exists, as YYYY-MM-DD.',
  date_of_birth_in_future: 'A date of birth is in the past.',
  date_of_birth_too_old: 'A date of birth lies less than 130 years ago.',
  nhs_number_wrong: 'An NHS number has 10 digits and a check digit that fits.',
  nhs_number_off: 'This region has no NHS numbers: leave it out.',
  postcode_wrong: 'Give a full UK postcode.',
  mobile_wrong: 'Give a mobile phone number.',
  phone_wrong: 'Give a phone number.',
  email_wrong: 'Give an e-mail address.',
  contact_missing: 'Give a mobile number, an e-mail address or a landline, or say there is none.',
  reference_wrong: 'A booking reference has 10 letters and numbers with a check character that fits.',
  date_in_past: 'Give today or a later date.',
  time_not_real: 'Give a local time as HH:mm.',
  instant_wrong: 'Give an instant as RFC 3339 with an offset.',
  cursor_unknown: 'Give the nextCursor of the page before, or leave it out.',
  unknown_service: 'There is no such service.',
  where_missing: 'Give a place to search near, or latitude and longitude.',
  where_unknown: 'That place is not known.',
  radius_range: 'The radius is 1 to 100 kilometres.',
  range_order: 'The end comes after the start.',
  range_long: 'The range is too long.',
  numbers_missing: 'This holds no number.',
  numbers_many: 'This holds 20,000 numbers at most.',
  export_long: 'A file holds 1,000 people at most. Take fewer days.',
  party_size: 'Give one to six attendees, one for each person.',
  services_apart: 'These two services cannot be given in one visit.',
  dose_unknown: 'The service has no such dose.',
  interval_wrong: 'This is too soon, or too late, after the dose before it.',
  code_missing: 'Give the referral code.',
  code_wrong: 'A referral code has 6 to 12 letters and numbers.',
  capacity_range: 'Between 1 and 99 people can be seen at the same time.',
  slot_range: 'An appointment is 1 to 60 minutes long.',
  break_outside: 'A break lies inside the clinic.',
  no_slots: 'No appointment fits between these times.',
  cap_range: 'A cap is 1 to 10,000 people a day.',
  percent_range: 'Between 0 and 100 of a hundred places can be held back.',
  release_range: 'What is held back is released 0 to 90 days before the date.',
  weekday_wrong: 'A weekday is 1 (Monday) to 7 (Sunday).',
  no_dates: 'None of these weekdays lies between these dates.',
  unknown_audience: 'There is no such audience.',
  people_booked:
    'People are booked who were told something else. Choose a date on which nobody is, or make another clinic.',
  women_only: 'Only a women-only clinic has a place now. Say if it is right for this person.',
  password_short: 'A password has 12 characters or more.',
  password_long: 'A password has 128 characters at most.',
  password_common: 'This password is on a list of passwords that are guessed first.',
  unknown_site: 'There is no such site, or it is not yours to manage.',
  unknown_scope: 'There is no such Place, organisation or site, or it is not yours to manage.',
  role_not_yours: 'This role is not yours to give there.',
  row_known: 'There is one with this name or code already.',
  unknown_organisation: 'There is no organisation with this code.',
  number_wrong: 'Give a number.',
  age_order: 'The second age is not below the first.',
  row_twice: 'The file has this row twice.',
  column_missing: 'The file needs this column.',
  unknown_place: 'There is no such Place, or it is not yours.',
  unknown_cohort: 'There is no such cohort or version.',
  service_stays: 'People were invited to this service already: it stays. Write another campaign for another one.',
  unknown_value: 'This is not one of the values allowed here.',
  words_missing: 'Write these words in every language that people there read, or in none.',
  words_long: 'A text message takes two parts at most, with the longest name.',
  mark_unknown: 'This names something in braces that cannot be filled in.',
  what3words_wrong: 'A what3words address is three words with dots between them.',
  sms_name_long: 'In text messages a name has 22 letters at most.',
  bus_wrong: 'Give at most six buses, each as a route, a colon and its stop, with semicolons between them.',
  photo_wrong: 'Give a whole JPEG, PNG or WebP picture of 2,400 dots a side at most.',
  photo_large: 'A picture has 300 KB at most.',
  photos_full: 'A site has three pictures at most: take one away first.',
  link_missing: 'A text message holds {link}.',
  sign_fine: 'This holds a sign, such as a curly quote, that makes every part of a text message shorter.',
  date_in_future: 'Give today or an earlier date.',
  date_before_birth: 'This date lies before the date of birth.',
  person_unknown: 'Nobody on the lists has this number, or this name, date of birth and postcode.',
  date_of_birth_differs: 'The record with this number has another date of birth.',
  person_unclear: 'Give an NHS number, or a postcode, so that the person can be told from others.',
} as const satisfies Record<string, string>;

export type FieldErrorCode = keyof typeof fieldErrorCatalogue;

export function isFieldErrorCode(text: string): text is FieldErrorCode {
  return Object.hasOwn(fieldErrorCatalogue, text);
}

export const timeAlternative = z.object({
  siteId: z.string(),
  siteName: z.string(),
  start: z.string(),
  lengthMinutes: z.number().int(),
  free: z.number().int(),
  /** To be passed on by whoever holds it. */
  options: z.array(z.enum(CLINIC_OPTIONS)).optional(),
  distanceMetres: z.number().int(),
});
export type TimeAlternative = z.output<typeof timeAlternative>;

/** RFC 9457 problem details, as every error of the API is answered. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(errorCodes),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
  alternatives: z.array(timeAlternative).optional(),
  eligibility: z.lazy(() => eligibilityResult).optional(),
  /** With `preview_out_of_date` and `second_person_needed`. */
  preview: changePreview.optional(),
});
export type Problem = z.output<typeof problem>;

export const eligibilityOutcomes = [
  'eligible',
  'not_yet',
  'already_vaccinated',
  'needs_information',
  'refer',
  'not_eligible',
] as const;

export const eligibilityResult = z.object({
  outcome: z.enum(eligibilityOutcomes),
  /** First date on which the person would be eligible, with `not_yet`. */
  earliestDate: z.string().optional(),
  /** Facts to ask for: `dateOfBirth`, `flag:carer` … They decide with `needs_information`, and may refer with any other outcome. */
  missing: z.array(z.string()).optional(),
  reasons: z.array(z.object({ code: z.string() }).catchall(z.unknown())),
});
export type EligibilityAnswer = z.output<typeof eligibilityResult>;
