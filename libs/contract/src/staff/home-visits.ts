import { BEST_TIMES, HOME_VISIT_REASONS, HOME_VISIT_STATES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { countingCursor, fault, opaque, page } from '../fields';

const state = z.enum(HOME_VISIT_STATES, fault('required'));
const reason = z.enum(HOME_VISIT_REASONS, fault('required'));

/** Somebody who cannot leave home and asks to be called. */
export const homeVisit = z.object({
  id: z.string(),
  /** Where they live; null where that is not known. */
  place: z.object({ id: z.string(), name: z.string() }).nullable(),
  service: z.object({ id: z.string(), name: z.string() }),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string(),
  phone: z.string(),
  postcode: z.string().nullable(),
  language: z.string(),
  bestTime: z.enum(BEST_TIMES),
  askedAt: z.string(),
  state,
  version: z.number().int(),
  /** What was done, the latest first. */
  steps: z.array(
    z.object({
      state,
      reason: reason.nullable(),
      note: z.string().nullable(),
      at: z.string(),
      by: z.string(),
    }),
  ),
});
export type HomeVisit = z.output<typeof homeVisit>;

export const HOME_VISIT_LISTS = ['open', 'arranged', 'closed'] as const;

export const listHomeVisits = defineEndpoint({
  name: 'listHomeVisits',
  method: 'GET',
  path: '/staff/home-visits',
  audience: 'staff:calls:act',
  summary:
    'Who asks for a visit at home in the Places whose every site is the caller’s: to be called, arranged, or closed in the last month',
  query: z.object({ list: z.enum(HOME_VISIT_LISTS).default('open'), cursor: countingCursor.optional() }),
  response: page(homeVisit),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const countHomeVisits = defineEndpoint({
  name: 'countHomeVisits',
  method: 'GET',
  path: '/staff/home-visits/count',
  audience: 'staff:calls:act',
  summary: 'How many nobody has called yet, and whether any Place is the caller’s at all',
  response: z.object({ new: z.number().int(), called: z.number().int(), isMine: z.boolean() }),
  errors: ['sign_in_required', 'not_found'],
});

export const changeHomeVisit = defineEndpoint({
  name: 'changeHomeVisit',
  method: 'POST',
  path: '/staff/home-visits/{visitId}/state',
  audience: 'staff:calls:act',
  summary: 'Writes down what was done; of two who do so at once, one is answered wrong_state',
  params: z.object({ visitId: opaque }),
  body: z
    .object({
      state,
      reason: reason.optional(),
      note: z.string().trim().max(200).optional(),
      version: z.number().int(),
    })
    .refine((body) => (body.state === 'closed') === (body.reason !== undefined), {
      path: ['reason'],
      ...fault('required'),
    }),
  response: homeVisit,
  errors: ['invalid', 'sign_in_required', 'not_found', 'wrong_state'],
});

export const homeVisitEndpoints = [listHomeVisits, countHomeVisits, changeHomeVisit] as const;
