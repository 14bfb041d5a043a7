import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { eligibilityResult } from '../errors';
import { localDate, opaque, slug } from '../fields';

/** Answers to a service's questions by question id. */
export const answers = z.record(z.string().max(60), z.union([z.boolean(), z.string().max(60)]));

/** What a resident has answered so far, kept as typed; each page writes its own keys and reads the rest. */
export const journeyDraft = z.object({
  serviceId: slug.optional(),
  dateOfBirth: localDate.optional(),
  answers: answers.optional(),
  where: z
    .object({ label: z.string().max(200), latitude: z.number(), longitude: z.number(), approximate: z.boolean() })
    .optional(),
  hold: z
    .object({
      holdId: opaque,
      token: opaque,
      expiresAt: z.string(),
      siteId: slug,
      start: z.string(),
      lengthMinutes: z.number().int(),
    })
    .optional(),
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  nhsNumber: z.string().max(20).optional(),
  contact: z
    .object({
      mobile: z.string().max(40).optional(),
      email: z.string().max(254).optional(),
      landline: z.string().max(40).optional(),
      none: z.boolean().optional(),
    })
    .optional(),
  /** Idempotency key of the confirming POST, made when the check page is first shown. */
  confirmKey: z.string().max(100).optional(),
  /** What the last page shows again for 20 hours. */
  booked: z
    .object({
      reference: z.string(),
      start: z.string(),
      lengthMinutes: z.number().int(),
      siteId: slug,
      serviceId: slug,
      manageUrl: z.string(),
    })
    .optional(),
});
export type JourneyDraft = z.output<typeof journeyDraft>;

const journey = z.object({ id: z.string(), draft: journeyDraft, expiresAt: z.string() });
const journeyId = z.object({ journeyId: opaque });

export const createJourney = defineEndpoint({
  name: 'createJourney',
  method: 'POST',
  path: '/journeys',
  audience: 'public',
  summary: 'Begins a draft of answers, kept for 20 hours after the last change',
  status: 201,
  response: journey,
});

export const getJourney = defineEndpoint({
  name: 'getJourney',
  method: 'GET',
  path: '/journeys/{journeyId}',
  audience: 'public',
  summary: 'Reads a draft; the id is its only key',
  params: journeyId,
  response: journey,
  errors: ['not_found'],
});

export const updateJourney = defineEndpoint({
  name: 'updateJourney',
  method: 'PATCH',
  path: '/journeys/{journeyId}',
  audience: 'public',
  summary: 'Replaces the keys given; null removes a key',
  params: journeyId,
  body: z.object({
    draft: z.object(
      Object.fromEntries(Object.entries(journeyDraft.shape).map(([key, field]) => [key, field.nullable()])) as {
        [K in keyof typeof journeyDraft.shape]: z.ZodNullable<(typeof journeyDraft.shape)[K]>;
      },
    ),
  }),
  response: journey,
  errors: ['invalid', 'not_found'],
});

export const deleteJourney = defineEndpoint({
  name: 'deleteJourney',
  method: 'DELETE',
  path: '/journeys/{journeyId}',
  audience: 'public',
  summary: 'Clears the answers and frees any time still held by them',
  params: journeyId,
});

export const checkEligibility = defineEndpoint({
  name: 'checkEligibility',
  method: 'POST',
  path: '/eligibility',
  audience: 'public',
  summary: 'Outcome of a service’s rules for a person, every reason, and the first date',
  body: z.object({
    serviceId: slug,
    dateOfBirth: localDate.optional(),
    answers: answers.default({}),
    /** The appointment date; today when left out. */
    on: localDate.optional(),
  }),
  status: 200,
  response: eligibilityResult,
  errors: ['invalid'],
});
