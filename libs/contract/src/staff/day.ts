import { BOOKING_STATUSES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, fault, helpAsked, localDate, nhsNumber, opaque, page, slug, typedCode } from '../fields';

/** Why somebody who came was not given what they came for. */
export const notGivenReasons = ['unwell', 'not_suitable', 'declined', 'already_had', 'no_stock', 'other'] as const;
export type NotGivenReason = (typeof notGivenReasons)[number];

/** Vaccine stock by lot, at one site. */
export const batch = z.object({
  id: z.string(),
  serviceId: z.string(),
  product: z.string(),
  number: z.string(),
  expiresOn: z.string().nullable(),
  /** Doses received, and what is left of them; null where nobody counts. */
  doses: z.number().int().nullable(),
  left: z.number().int().nullable(),
  /** The one a press of "Vaccinated" draws from. */
  inUse: z.boolean(),
});
export type Batch = z.output<typeof batch>;

/** One row of the day list. */
export const dayRow = z.object({
  reference: z.string(),
  status: z.enum(BOOKING_STATUSES),
  outcome: z.enum(['given', 'not_given']).nullable(),
  /** Raised by every change; sent back with an act, so that two desks do not overwrite each other. */
  version: z.number().int(),
  start: z.string(),
  lengthMinutes: z.number().int(),
  options: clinicOptions.optional(),
  site: z.object({ id: z.string(), name: z.string() }),
  service: z.object({ id: z.string(), name: z.string(), outcomeWord: z.enum(['vaccinated', 'seen']) }),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string().nullable(),
  age: z.number().int().nullable(),
  nhsNumber: z.string().nullable(),
  help: z.array(z.string()),
  detailsToCheck: z.boolean(),
  possibleDuplicate: z.boolean(),
  /** Lists say that somebody else gave it: the local date, and what the person said when asked (null: nothing yet). */
  hadElsewhere: z
    .object({ on: z.string(), answer: z.enum(['keep', 'free', 'no_answer', 'over']).nullable() })
    .nullable(),
  source: z.enum(['online', 'invitation', 'phone', 'walk_in']),
  /** No clinic serves it any more. A walk-in beside the clinics is not stranded. */
  stranded: z.boolean(),
  /** With the outcome `not_given`. */
  reason: z.enum(notGivenReasons).nullable(),
  /** What was given; its product and number are null where nobody recorded the batch. */
  dose: z.object({ product: z.string().nullable(), number: z.string().nullable() }).nullable(),
  /** Last four digits of the phone on file. */
  phoneEnd: z.string().nullable(),
});
export type DayRow = z.output<typeof dayRow>;

export const getDay = defineEndpoint({
  name: 'getDay',
  method: 'GET',
  path: '/staff/sites/{siteId}/day',
  audience: 'staff:day:read',
  summary: 'The day list of a site, by time',
  params: z.object({ siteId: slug }),
  query: z.object({ date: localDate.optional() }),
  response: z.object({
    date: z.string(),
    site: z.object({ id: z.string(), name: z.string() }),
    /** Booked counts everybody on the list; free what can still be given out from now on. */
    summary: z.object({
      booked: z.number().int(),
      arrived: z.number().int(),
      done: z.number().int(),
      notGiven: z.number().int(),
      walkIns: z.number().int(),
      didNotAttend: z.number().int(),
      free: z.number().int(),
    }),
    /** What is given here that day: people still to come or waiting, and the doses there are for them. */
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        outcomeWord: z.enum(['vaccinated', 'seen']),
        drawsStock: z.boolean(),
        waiting: z.number().int(),
        /** Null where nobody counts. */
        dosesLeft: z.number().int().nullable(),
        batch: batch.nullable(),
      }),
    ),
    /** When the last appointment of the day ends, taken or free. */
    lastEnd: z.string().nullable(),
    items: z.array(dayRow),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const searchBookings = defineEndpoint({
  name: 'searchBookings',
  method: 'GET',
  path: '/staff/bookings',
  audience: 'staff:bookings:search',
  summary: 'Finds bookings by reference, NHS number, mobile, or the start of a name, in the sites the caller may see',
  query: z.object({ q: z.string().trim().min(2, fault('required')).max(100), siteId: slug.optional() }),
  response: page(dayRow),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

const reference = z.object({ reference: typedCode });
const version = z.number().int().optional();
const acts = ['sign_in_required', 'not_found', 'wrong_state'] as const;

export const checkIn = defineEndpoint({
  name: 'checkIn',
  method: 'POST',
  path: '/staff/bookings/{reference}/check-in',
  audience: 'staff:day:act',
  summary: 'The person has arrived',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

export const completeBooking = defineEndpoint({
  name: 'completeBooking',
  method: 'POST',
  path: '/staff/bookings/{reference}/complete',
  audience: 'staff:day:act',
  summary: 'Vaccinated, or seen. A vaccine is noted with the batch named, else with the one in use at the site',
  params: reference,
  body: z.object({ version, batchId: opaque.optional() }).default({}),
  response: dayRow,
  errors: acts,
});

export const didNotAttend = defineEndpoint({
  name: 'didNotAttend',
  method: 'POST',
  path: '/staff/bookings/{reference}/did-not-attend',
  audience: 'staff:day:act',
  summary: 'The person did not come',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

export const undoBooking = defineEndpoint({
  name: 'undoBooking',
  method: 'POST',
  path: '/staff/bookings/{reference}/undo',
  audience: 'staff:day:act',
  summary: 'Takes back the last of check-in, complete and did-not-attend',
  params: reference,
  body: z.object({ version }).default({}),
  response: dayRow,
  errors: acts,
});

export const notGiven = defineEndpoint({
  name: 'notGiven',
  method: 'POST',
  path: '/staff/bookings/{reference}/not-given',
  audience: 'staff:day:act',
  summary: 'The person came, and was not given it, with the reason',
  params: reference,
  body: z.object({ version, reason: z.enum(notGivenReasons, fault('required')) }),
  response: dayRow,
  errors: ['invalid', ...acts],
});

export const setHelp = defineEndpoint({
  name: 'setHelp',
  method: 'POST',
  path: '/staff/bookings/{reference}/help',
  audience: 'staff:day:act',
  summary: 'The help a person needs, in place of what was noted',
  params: reference,
  body: z.object({ version, help: helpAsked }),
  response: dayRow,
  errors: ['invalid', ...acts],
});

export const checkDetails = defineEndpoint({
  name: 'checkDetails',
  method: 'POST',
  path: '/staff/bookings/{reference}/details',
  audience: 'staff:day:act',
  summary: 'The details were checked at the desk; with an NHS number where it is known now',
  params: reference,
  body: z.object({ version, nhsNumber: nhsNumber.optional() }).default({}),
  response: dayRow,
  errors: ['invalid', ...acts],
});

/** What staff wrote down about a booking. */
export const bookingNote = z.object({ at: z.string(), by: z.string(), text: z.string() });
export type BookingNote = z.output<typeof bookingNote>;

export const getBooking = defineEndpoint({
  name: 'getBooking',
  method: 'GET',
  path: '/staff/bookings/{reference}',
  audience: 'staff:bookings:search',
  summary: 'One booking with how to reach the person; opening it is noted in the audit',
  params: reference,
  response: dayRow.extend({
    mobile: z.string().nullable(),
    landline: z.string().nullable(),
    email: z.string().nullable(),
    language: z.string(),
    history: z.array(
      /** Of a cancellation why, where that is known: a code such as `had_elsewhere` or `deceased`. */
      z.object({ at: z.string(), action: z.string(), by: z.string(), reason: z.string().nullable() }),
    ),
    /** The newest first. */
    notes: z.array(bookingNote),
  }),
  errors: ['sign_in_required', 'not_found'],
});

/** What a paper list or the end of a day records, many at once. */
const outcome = z.object({
  reference: typedCode,
  act: z.enum(['check_in', 'complete', 'did_not_attend', 'not_given']),
  reason: z.enum(notGivenReasons).optional(),
  version,
});

export const recordOutcomes = defineEndpoint({
  name: 'recordOutcomes',
  method: 'POST',
  path: '/staff/sites/{siteId}/outcomes',
  audience: 'staff:day:act',
  summary:
    'Records many at once, each by itself; whoever was not checked in is checked in on the way. What failed is told by row',
  params: z.object({ siteId: slug }),
  body: z.object({ items: z.array(outcome).min(1, fault('required')).max(200) }),
  response: z.object({
    items: z.array(
      z.object({ reference: z.string(), ok: z.boolean(), code: z.string().nullable(), row: dayRow.nullable() }),
    ),
  }),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});
