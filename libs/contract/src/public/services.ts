import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { page } from '../fields';

export const seasonStates = ['opens', 'open', 'closing', 'closed', 'paused'] as const;

/** A question a service asks before a time is offered; the answer becomes a fact for the rules, or a code kept with the booking. */
export const serviceQuestion = z.object({
  id: z.string(),
  kind: z.enum(['yes_no', 'code']),
  label: z.string(),
  /** How it reads as one of several boxes to tick; the label where left out. */
  phrase: z.string().optional(),
  hint: z.string().optional(),
});

export const service = z.object({
  id: z.string(),
  kind: z.enum(['vaccine', 'clinic']),
  name: z.string(),
  /** The name inside a sentence: "flu vaccine", "blood test". */
  shortName: z.string(),
  /** Who it is for, one line in plain words. */
  whoFor: z.string(),
  /** What is not as it was last season, in plain words; empty when nothing. */
  whatChanged: z.string().default(''),
  /** What to do before coming, empty when nothing. */
  preparation: z.string(),
  outcomeWord: z.enum(['vaccinated', 'seen']),
  minutes: z.number().int(),
  /** Not named in messages, calendars and on anything that somebody else may see. */
  isSensitive: z.boolean().default(false),
  season: z.object({ state: z.enum(seasonStates), opensOn: z.string().optional(), closesOn: z.string().optional() }),
  questions: z.array(serviceQuestion),
  /** Where there are several: days after the dose before, at least and at most. */
  doses: z
    .array(z.object({ dose: z.number().int(), afterDays: z.number().int(), withinDays: z.number().int().optional() }))
    .default([]),
  /** Services that can be given in the same visit. */
  alsoWith: z.array(z.string()).default([]),
});
export type Service = z.output<typeof service>;

export const listServices = defineEndpoint({
  name: 'listServices',
  method: 'GET',
  path: '/services',
  audience: 'public',
  summary: 'The services that can be booked, each with the state of its season',
  response: page(service),
});

export const locatedPlace = z.object({
  label: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  /** True where the point is the middle of a larger area. */
  approximate: z.boolean(),
});

/** A point goes in the body, where no log and no history keeps it. */
export const locateNearest = defineEndpoint({
  name: 'locateNearest',
  method: 'POST',
  path: '/locate/nearest',
  audience: 'public',
  summary: 'The outcode nearest to a point; nothing is kept',
  body: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  status: 200,
  response: locatedPlace,
  errors: ['invalid', 'not_found'],
});

export const locate = defineEndpoint({
  name: 'locate',
  method: 'GET',
  path: '/locate',
  audience: 'public',
  summary: 'Finds a postcode, an outcode, a town or a site by name',
  query: z.object({ q: z.string().trim().min(1, { error: 'required' }).max(100) }),
  response: page(locatedPlace),
  errors: ['invalid', 'busy'],
  canWait: true,
});
