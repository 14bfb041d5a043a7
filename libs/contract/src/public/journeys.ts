import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { eligibilityOutcomes, eligibilityResult } from '../errors';
import { clinicOptions, localDate, opaque, slug } from '../fields';

/** Answers to a service's questions by question id. */
export const answers = z.record(z.string().max(60), z.union([z.boolean(), z.string().max(60)]));

/** What the rules said of one of several people, so that the others can go on without them. */
const verdict = z.object({
  outcome: z.enum(eligibilityOutcomes),
  earliestDate: localDate.optional(),
  reasons: z.array(z.string().max(80)).max(12).optional(),
});

/** Somebody who is booked together with the first person. */
const companion = z.object({
  firstName: z.string().max(100),
  lastName: z.string().max(100).optional(),
  dateOfBirth: localDate,
  nhsNumber: z.string().max(20).optional(),
  serviceId: slug.optional(),
  answers: answers.optional(),
  verdict: verdict.optional(),
});
export type Companion = z.output<typeof companion>;

const bookedVisit = z.object({
  firstName: z.string().max(100).optional(),
  /** Of a service with several. */
  dose: z.number().int().optional(),
  reference: z.string(),
  start: z.string(),
  lengthMinutes: z.number().int(),
  options: clinicOptions.optional(),
  siteId: slug,
  serviceId: slug,
  manageUrl: z.string(),
});

/** What a resident has answered so far, kept as typed; each page writes its own keys and reads the rest. */
export const journeyDraft = z.object({
  serviceId: slug.optional(),
  /** A second service in the same visit. */
  alsoServiceId: slug.optional(),
  forWhom: z.enum(['me', 'child', 'other', 'group']).optional(),
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
      options: clinicOptions.optional(),
      /** Of each person, where they come one after the other. */
      starts: z.array(z.string()).max(6).optional(),
      /** Held together with it. */
      nextDose: z
        .object({ start: z.string(), lengthMinutes: z.number().int(), options: clinicOptions.optional() })
        .optional(),
    })
    .optional(),
  /** People 2 to 6, and what the rules said of the first one. */
  others: z.array(companion).max(5).optional(),
  verdict: verdict.optional(),
  together: z.enum(['parallel', 'consecutive']).optional(),
  /** Help needed, as it will be told to the clinic; empty: asked, and none. */
  help: z.array(z.string().max(200)).max(16).optional(),
  /** A live invitation: proves who books, and the answers it spared. */
  invited: z
    .object({
      token: opaque,
      access: opaque,
      mobileEnding: z.string().max(10).optional(),
      emailHint: z.string().max(254).optional(),
      /** Options of clinics that are not proposed to the person. */
      without: clinicOptions.optional(),
    })
    .optional(),
  /** Somebody else is to choose the time: the pages that follow it are asked first. */
  helperAsked: z.boolean().optional(),
  /** Idempotency-Key of the press with which a helper booked. */
  helperKey: z.string().max(255).optional(),
  /** The next dose is not wanted now. */
  nextDoseLater: z.boolean().optional(),
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  nhsNumber: z.string().max(20).optional(),
  /** Empty: no fixed address. */
  postcode: z.string().max(12).optional(),
  contact: z
    .object({
      mobile: z.string().max(40).optional(),
      email: z.string().max(254).optional(),
      landline: z.string().max(40).optional(),
      none: z.boolean().optional(),
      asInvited: z.boolean().optional(),
    })
    .optional(),
  /** Language of messages, where it is not that of the pages. */
  language: z.string().max(12).optional(),
  /** Which of several appointments is being looked at. */
  managing: z.string().max(20).optional(),
  /** What the last page shows again for 20 hours. */
  booked: bookedVisit.optional(),
  /** When a message will be sent that it can be booked. */
  toldOn: localDate.optional(),
  /** When a call about a visit at home was asked for. */
  homeVisitOn: localDate.optional(),
  /** The questions after a booking were answered. */
  saidEquality: z.boolean().optional(),
  /** All of a party, the first included. */
  bookedAll: z.array(bookedVisit).max(12).optional(),
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

const eligibilityFacts = z.object({
  sex: z.enum(['male', 'female']).optional(),
  /** Where the person lives: `home`, `care_home_older_adults` … */
  setting: z.string().max(60).optional(),
  occupation: z.array(z.string().max(60)).max(20).optional(),
  /** Name of the Place. */
  place: z.string().max(100).optional(),
  /** False: not pregnant; true: the due date is not known. */
  pregnant: z.union([z.boolean(), z.object({ dueDate: localDate })]).optional(),
  /** Campaigns that invited this person. */
  invited: z.array(z.string().max(60)).max(50).optional(),
  /** Vaccines had; left out where there is no record. */
  doses: z
    .array(z.object({ vaccine: z.string().max(40), date: localDate }))
    .max(100)
    .optional(),
});
export type KnownFacts = z.output<typeof eligibilityFacts>;

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
    /** What else is known, for programs that ask for somebody; a fact left out is not known. */
    facts: eligibilityFacts.optional(),
    /** The appointment date; today when left out. */
    on: localDate.optional(),
  }),
  status: 200,
  response: eligibilityResult,
  errors: ['invalid'],
});
