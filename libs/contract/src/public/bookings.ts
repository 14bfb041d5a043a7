import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import {
  clinicOptions,
  email,
  fault,
  firstName,
  language,
  lastName,
  localDate,
  mobile,
  nhsNumber,
  opaque,
  phone,
  postcode,
} from '../fields';
import { answers } from './journeys';

const person = z.object({
  firstName,
  lastName,
  dateOfBirth: localDate,
  nhsNumber: nhsNumber.optional(),
  postcode: postcode.optional(),
  answers: answers.optional(),
});

const contact = z
  .object({
    mobile: mobile.optional(),
    email: email.optional(),
    landline: phone.optional(),
    /** True where the person has no phone and no e-mail and writes the reference down. */
    none: z.boolean().optional(),
    /** True where the booking goes to the address that the invitation was sent to. */
    asInvited: z.boolean().optional(),
  })
  .refine((c) => c.mobile ?? c.email ?? c.landline ?? c.none ?? c.asInvited, fault('contact_missing'));

/** Help needed at the appointment: known codes such as step_free, or a few words. */
export const help = z.array(z.string().max(200)).max(16);

export const booked = z.object({
  reference: z.string(),
  /** 1 for the first attendee. */
  attendee: z.number().int(),
  dose: z.number().int(),
  start: z.string(),
  lengthMinutes: z.number().int(),
  options: clinicOptions.optional(),
  site: z.object({ id: z.string(), name: z.string() }),
  service: z.object({ id: z.string(), name: z.string() }),
  /** The resident's own link; opens with the date of birth. */
  manageUrl: z.string(),
});

export const confirmBooking = defineEndpoint({
  name: 'confirmBooking',
  method: 'POST',
  path: '/bookings',
  audience: 'public',
  summary: 'Turns a hold into bookings; the messages are in the ledger before this answers',
  body: z.object({
    holdId: opaque,
    token: opaque,
    /** One for each attendee of the hold, in their order. */
    people: z.array(person).min(1, fault('party_size')).max(6, fault('party_size')),
    contact,
    language: language.default('en'),
    help: help.default([]),
    source: z.enum(['online', 'invitation', 'phone']).default('online'),
  }),
  status: 201,
  response: z.object({ bookings: z.array(booked) }),
  errors: [
    'invalid',
    'hold_expired',
    'not_found',
    'not_eligible',
    'needs_information',
    'service_closed',
    'wrong_state',
    'already_booked',
    'contact_full',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
  ],
  idempotent: true,
});
