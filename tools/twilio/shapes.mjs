// What this stand-in takes and answers, in its own words: checked on every request, with or without Twilio's specification.
import { z } from 'zod';

const sid = (prefix) => z.string().regex(new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i'));
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/);
const rfc2822 = z.string().regex(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/);

export const STATUSES = ['accepted', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'];

/** Only what a booking service has to say; anything else is a slip of the client. */
export const createRequest = z
  .strictObject({
    To: e164,
    Body: z.string().min(1).max(1600),
    MessagingServiceSid: sid('MG').optional(),
    From: e164.optional(),
    StatusCallback: z.url({ protocol: /^https?$/ }).optional(),
    ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
  })
  .refine((form) => Boolean(form.MessagingServiceSid) !== Boolean(form.From), 'either MessagingServiceSid or From');

export const listRequest = z.strictObject({
  To: e164.optional(),
  'DateSent>': z.iso.datetime().optional(),
  'DateSent<': z.iso.datetime().optional(),
  DateSent: z.iso.datetime().optional(),
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
  Page: z.coerce.number().int().min(0).default(0),
});

export const messageAnswer = z.strictObject({
  sid: sid('SM'),
  account_sid: sid('AC'),
  messaging_service_sid: sid('MG').nullable(),
  api_version: z.literal('2010-04-01'),
  to: e164,
  from: e164.nullable(),
  body: z.string(),
  status: z.enum(STATUSES),
  direction: z.enum(['outbound-api', 'outbound-reply']),
  error_code: z.number().int().nullable(),
  error_message: z.string().nullable(),
  num_media: z.literal('0'),
  num_segments: z.string().regex(/^\d+$/),
  price: z.null(),
  price_unit: z.null(),
  date_created: rfc2822,
  date_updated: rfc2822,
  date_sent: rfc2822.nullable(),
  uri: z.string(),
  subresource_uris: z.record(z.string(), z.string()),
});

export const listAnswer = z.strictObject({
  messages: z.array(messageAnswer),
  page: z.number().int(),
  page_size: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  uri: z.string(),
  first_page_uri: z.string(),
  next_page_uri: z.string().nullable(),
  previous_page_uri: z.string().nullable(),
});

/** Faults in words, without the values. */
export const faultsOf = (shape, value) => {
  const read = shape.safeParse(value);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};
