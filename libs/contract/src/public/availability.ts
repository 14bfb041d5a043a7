import { KINDS_OF_DAY, PARTS_OF_DAY, type PartOfDay } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, countingCursor, fault, localDate, opaque, page, slug } from '../fields';
import { aboutSite, publicSite } from './places';
import { locatedPlace } from './services';

export const freeTime = z.object({
  /** Of the first attendee. */
  start: z.string(),
  /** Of the first attendee's slot. */
  lengthMinutes: z.number().int(),
  /** How many more parties like this one could be booked then. */
  free: z.number().int(),
  /** Of each attendee in order, where they come one after another. */
  starts: z.array(z.string()).optional(),
  /** Where a mobile unit stands on that day, with the address; left out where it is at its own. */
  standsAt: z.string().optional(),
  /** To be passed on by whoever holds it. */
  options: clinicOptions.optional(),
});
export type FreeTime = z.output<typeof freeTime>;

const MOST_ATTENDEES = 6;

const party = {
  /** Service ids separated by commas, one for each attendee; one to six. */
  attendees: z.string().max(500).optional(),
  /** Stands for one attendee. */
  service: slug.optional(),
  /** A second service for that attendee, in the same visit. */
  also: slug.optional(),
  /** All at the same time (default), or one after the other in the order given. */
  together: z.enum(['parallel', 'consecutive']).optional(),
  /**
   * Needs separated by commas: stepFree, hearingLoop, quietRoom, speaks-pl … They rank sites, they never hide one. With moreTime every
   * attendee needs two adjacent slots of one clinic, or one of a clinic with longer appointments. Times that are quiet, and longer ones,
   * come first where they are needed.
   */
  help: z.string().max(200).optional(),
  /** Shows clinics that are only for an audience too. */
  access: opaque.optional(),
  /** Options of clinics that are not proposed, separated by commas. */
  without: z.string().max(60).optional(),
};

type Party = Partial<Record<'service' | 'also' | 'attendees', string | undefined>>;

/** Either one service, or with it a second one, or one to six attendees. */
const isParty = ({ service, also, attendees }: Party): boolean => {
  if (Boolean(service) === Boolean(attendees) || (also && !service)) return false;
  const each = attendees?.split(',') ?? [];
  return each.length <= MOST_ATTENDEES && each.every((one) => one.trim() !== '');
};

/** When somebody can come. What does not suit is left out, and counted. */
export const timeWishes = {
  days: z.enum(KINDS_OF_DAY).optional(),
  /** Parts of the day separated by commas. */
  parts: z
    .string()
    .max(40)
    .transform((text) => text.split(','))
    .refine(
      (parts): parts is PartOfDay[] => parts.every((part) => PARTS_OF_DAY.some((one) => one === part)),
      fault('invalid'),
    )
    .optional(),
};

/** Free appointments and whole sites that a wish for other times leaves out; only where there is one. */
export const hiddenTimes = z.object({ free: z.number().int(), sites: z.number().int() }).optional();

/** A site with free times near a point. */
export const foundPlace = z.object({
  site: publicSite,
  distanceMetres: z.number().int(),
  nextTimes: z.array(freeTime),
  days: z.array(z.object({ date: z.string(), free: z.number().int() })),
  free: z.number().int(),
});

/** Kilometres, the edge included. */
export const radius = z.coerce
  .number(fault('radius_range'))
  .min(1, fault('radius_range'))
  .max(100, fault('radius_range'))
  .default(16);

export const searchAvailability = defineEndpoint({
  name: 'searchAvailability',
  method: 'GET',
  path: '/availability',
  audience: 'public',
  summary: 'Sites with free times for one to six people near a point: distance, next three times, free per day',
  query: z
    .object({
      ...party,
      near: z.string().trim().min(1).max(100).optional(),
      latitude: z.coerce.number().min(-90).max(90).optional(),
      longitude: z.coerce.number().min(-180).max(180).optional(),
      radius,
      from: localDate.optional(),
      to: localDate.optional(),
      sort: z.enum(['soonest', 'nearest']).default('soonest'),
      ...timeWishes,
      cursor: countingCursor.optional(),
    })
    .refine(isParty, { error: 'party_size', path: ['attendees'] }),
  response: page(foundPlace).extend({
    near: locatedPlace,
    from: z.string(),
    to: z.string(),
    /** Free appointments at all the sites found, on whichever page they are; left out where there are too many to count. */
    free: z.number().int().optional(),
    hidden: hiddenTimes,
  }),
  errors: ['invalid', 'busy'],
  canWait: true,
});

export const getSite = defineEndpoint({
  name: 'getSite',
  method: 'GET',
  path: '/sites/{siteId}',
  audience: 'public',
  summary: 'What a resident sees of a site; of a mobile unit, where it stands on a date',
  params: z.object({ siteId: slug }),
  query: z.object({ on: localDate.optional() }),
  response: aboutSite,
  errors: ['not_found', 'busy'],
  canWait: true,
});

export const listWalkIns = defineEndpoint({
  name: 'listWalkIns',
  method: 'GET',
  path: '/walk-ins',
  audience: 'public',
  summary: 'Sites near a point where nobody needs a booking: when next within seven days, soonest first',
  query: z.object({
    /** Every service where left out. */
    service: slug.optional(),
    latitude: z.coerce.number().min(-90).max(90),
    longitude: z.coerce.number().min(-180).max(180),
    radius,
  }),
  response: page(
    z.object({
      site: publicSite,
      distanceMetres: z.number().int(),
      services: z.array(z.object({ id: z.string(), name: z.string() })),
      date: z.string(),
      /** Instants. */
      from: z.string(),
      until: z.string(),
    }),
  ),
  errors: ['invalid', 'busy'],
  canWait: true,
});

export const listTimes = defineEndpoint({
  name: 'listTimes',
  method: 'GET',
  path: '/sites/{siteId}/times',
  audience: 'public',
  summary: 'Free times at one site, soonest first',
  params: z.object({ siteId: slug }),
  query: z
    .object({ ...party, from: localDate.optional(), to: localDate.optional() })
    .refine(isParty, { error: 'party_size', path: ['attendees'] }),
  response: page(freeTime),
  errors: ['invalid', 'not_found', 'busy'],
  canWait: true,
});
