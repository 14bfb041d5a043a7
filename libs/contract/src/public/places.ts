import { PARKING_COSTS, SITE_FACILITIES, type SiteFacility, STAFF_LANGUAGES } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localTime, slug } from '../fields';

const text = (most: number) => z.string(fault('required')).trim().min(1, fault('required')).max(most, fault('invalid'));

/** What is there, as far as the site has said. */
export const siteFacilities = z.object({
  ...(Object.fromEntries(SITE_FACILITIES.map((name) => [name, z.boolean()])) as Record<SiteFacility, z.ZodBoolean>),
  /** Null where nobody said, or nobody can park there. */
  parkingCost: z.enum(PARKING_COSTS).nullable(),
});

/** A bus and the stop where one gets off. */
export const busLine = z.object({ route: text(20), stop: text(80) });

export const nearestStation = z.object({
  name: text(80),
  /** On foot. */
  minutes: z
    .number(fault('number_wrong'))
    .int(fault('number_wrong'))
    .min(1, fault('number_wrong'))
    .max(90, fault('number_wrong')),
});

/** A language that staff speak or sign: ISO 639. */
export const staffLanguage = z.enum(
  STAFF_LANGUAGES.map(({ code }) => code),
  fault('unknown_value'),
);

export const publicSite = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  address: z.string(),
  postcode: z.string(),
  place: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  /** How to find the door, how to get there: one or two sentences, may be empty. */
  directions: z.string(),
  /** Three words with dots between them that name the door; empty where there are none. */
  what3words: z.string(),
  facilities: siteFacilities,
  buses: z.array(z.object({ route: z.string(), stop: z.string() })),
  station: z.object({ name: z.string(), minutes: z.number().int() }).nullable(),
  /** What else there is to say of the way, a line each; none where a mobile unit stands elsewhere. */
  travel: z.array(z.string()),
  /** What staff speak or sign besides, as codes. */
  languages: z.array(z.string()),
  /** Where a mobile unit stands on the date shown; address and coordinates are those of this place. */
  standsAt: z.string().optional(),
});
export type PublicSite = z.output<typeof publicSite>;

/** Hours on a day of the week, 1 = Monday to 7 = Sunday. */
export const dayHours = z
  .object({ day: z.number().int().min(1).max(7), from: localTime, until: localTime })
  .refine(({ from, until }) => from < until, { error: 'range_order', path: ['until'] });

/** Named by what is in it, so that an address never shows another picture. */
export const photoId = z.string().regex(/^[0-9a-f]{32}$/);

/** A picture of the way in, and what it shows in words. */
export const sitePhoto = z.object({
  id: z.string(),
  alt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
});

/** What somebody asks of a place before they set out. */
export const aboutSite = publicSite.extend({
  hours: z.array(dayHours),
  /** When nobody needs a booking, and for what. */
  walkIn: z.object({ hours: z.array(dayHours), services: z.array(slug) }),
  photos: z.array(sitePhoto),
});
export type AboutSite = z.output<typeof aboutSite>;

export const getSitePhoto = defineEndpoint({
  name: 'getSitePhoto',
  method: 'GET',
  path: '/photos/{photoId}',
  audience: 'public',
  summary: 'A picture of the way into a site: JPEG, PNG or WebP, to be kept for ever',
  params: z.object({ photoId }),
  response: z.string(),
  errors: ['not_found'],
  answeredAs: 'image/*',
});
