import { plainSigns, readWhat3words } from '@fairslot/domain';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, page, slug } from '../fields';
import { freeTime } from '../public/availability';
import { aboutSite, busLine, dayHours, nearestStation, siteFacilities, staffLanguage } from '../public/places';
import { service } from '../public/services';

const site = z.object({ siteId: slug });
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;
const text = (most: number) => z.string(fault('required')).trim().min(1, fault('required')).max(most, fault('invalid'));

/** At most one span for each day. */
const week = z
  .array(dayHours)
  .refine((hours) => new Set(hours.map(({ day }) => day)).size === hours.length, fault('invalid'));

/** As text messages call it. */
const SMS_NAME_LONGEST = 22;
const smsName = z
  .string(fault('required'))
  .trim()
  .min(1, fault('required'))
  .max(SMS_NAME_LONGEST, fault('sms_name_long'))
  .refine((name) => plainSigns(name) === name, fault('sign_fine'));

const what3words = z
  .string()
  .trim()
  .refine((typed) => typed === '' || readWhat3words(typed) !== undefined, fault('what3words_wrong'))
  .transform((typed) => readWhat3words(typed) ?? '');

export const siteDetails = aboutSite.omit({ standsAt: true }).extend({
  smsName: z.string(),
  status: z.enum(['open', 'closed']),
  organisation: z.string(),
});
export type SiteDetails = z.output<typeof siteDetails>;

export const getSiteDetails = defineEndpoint({
  name: 'getSiteDetails',
  method: 'GET',
  path: '/staff/sites/{siteId}/details',
  audience: 'staff:day:read',
  summary: 'What residents are told of a site, and whether it is open to them',
  params: site,
  response: siteDetails,
  errors: ['sign_in_required', 'not_found'],
});

export const changeSite = defineEndpoint({
  name: 'changeSite',
  method: 'PATCH',
  path: '/staff/sites/{siteId}/details',
  audience: 'staff:site:write',
  summary: 'Changes what residents are told of a site; closed sites are shown to nobody',
  params: site,
  body: z.object({
    name: text(120).optional(),
    address: text(300).optional(),
    postcode: text(12).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    smsName: smsName.optional(),
    directions: z.string().trim().max(500, fault('invalid')).optional(),
    what3words: what3words.optional(),
    facilities: siteFacilities.partial().optional(),
    hours: week.optional(),
    buses: z.array(busLine).max(6, fault('invalid')).optional(),
    station: nearestStation.nullable().optional(),
    travel: z.array(text(120)).max(6, fault('invalid')).optional(),
    languages: z.array(staffLanguage).max(20, fault('invalid')).optional(),
    walkIn: z.object({ hours: week, services: z.array(slug).max(40) }).optional(),
    status: z.enum(['open', 'closed']).optional(),
  }),
  response: siteDetails,
  errors: writes,
});

/** Why a resident sees a site for a service today, or does not; each is asked, so that every cause is told at once. */
export const visibilityChecks = [
  'site_open',
  'service_open',
  'service_not_paused',
  'clinics_planned',
  'clinics_running',
  'not_closed',
  'service_not_closed',
  'open_to_everyone',
  'not_frozen',
  'places_left',
  'not_kept_back',
] as const;

export const getVisibility = defineEndpoint({
  name: 'getVisibility',
  method: 'GET',
  path: '/staff/sites/{siteId}/visibility',
  audience: 'staff:day:read',
  summary: 'Every reason why a resident who looks for a service now is shown this site, or is not',
  params: site,
  query: z.object({ service: slug }),
  response: z.object({
    shown: z.boolean(),
    /** Free times of the days that are searched, and the first of them. */
    free: z.number().int(),
    first: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    checks: z.array(
      z.object({
        code: z.enum(visibilityChecks),
        ok: z.boolean(),
        /** Places, or days, it is about. */
        count: z.number().int(),
        /** For `service_open`: the state of its season. */
        state: z.string().optional(),
        date: z.string().optional(),
      }),
    ),
  }),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const listStaffTimes = defineEndpoint({
  name: 'listStaffTimes',
  method: 'GET',
  path: '/staff/sites/{siteId}/times',
  audience: 'staff:bookings:make',
  summary: 'Free times at one site as staff may book them: shares kept back from the public count',
  params: site,
  query: z.object({ service: slug, from: localDate.optional(), to: localDate.optional() }),
  response: page(freeTime),
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const countSiteDay = defineEndpoint({
  name: 'countSiteDay',
  method: 'GET',
  path: '/staff/sites/{siteId}/counts',
  audience: 'staff:bookings:make',
  summary: 'How many are booked today, have come and are done, and how many places are free; nobody by name',
  params: site,
  response: z.object({
    date: z.string(),
    booked: z.number().int(),
    arrived: z.number().int(),
    done: z.number().int(),
    free: z.number().int(),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const listAudiences = defineEndpoint({
  name: 'listAudiences',
  method: 'GET',
  path: '/staff/sites/{siteId}/audiences',
  audience: 'staff:clinics:write',
  summary: 'Groups and campaigns that a clinic can be open to instead of everybody',
  params: site,
  response: page(z.object({ id: z.string(), kind: z.enum(['campaign', 'group']), name: z.string() })),
  errors: ['sign_in_required', 'not_found'],
});

export const addAudience = defineEndpoint({
  name: 'addAudience',
  method: 'POST',
  path: '/staff/sites/{siteId}/audiences',
  audience: 'staff:clinics:write',
  summary: 'A named group, such as a care home or a mosque. Its id opens its clinics to whoever is given it',
  params: site,
  body: z.object({ name: text(120) }),
  status: 201,
  response: z.object({ id: z.string(), kind: z.enum(['campaign', 'group']), name: z.string() }),
  errors: writes,
});

const imported = z.object({
  added: z.number().int(),
  rows: z.array(
    z.object({
      line: z.number().int(),
      name: z.string(),
      faults: z.array(z.object({ column: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
});
export type Imported = z.output<typeof imported>;

const csv = z.object({ csv: z.string().min(1, fault('required')).max(90_000), check: z.boolean().default(false) });

export const importOrganisations = defineEndpoint({
  name: 'importOrganisations',
  method: 'POST',
  path: '/staff/organisations/import',
  audience: 'staff:region:manage',
  summary: 'Adds organisations from a CSV (code, name, kind, parent), all or none; with `check` nothing is written',
  body: csv,
  response: imported,
  errors: writes,
});

export const importSites = defineEndpoint({
  name: 'importSites',
  method: 'POST',
  path: '/staff/sites/import',
  audience: 'staff:region:manage',
  summary:
    'Adds sites from a CSV (name, kind, organisation, place, address, postcode, latitude, longitude, and what residents are told), all or none; with `check` nothing is written',
  body: csv,
  response: imported,
  errors: writes,
});

export const getSetUp = defineEndpoint({
  name: 'getSetUp',
  method: 'GET',
  path: '/staff/set-up',
  audience: 'staff:region:manage',
  summary: 'How far a region is set up: how many there are of each',
  response: z.object({
    organisations: z.number().int(),
    sites: z.number().int(),
    services: z.number().int(),
    clinics: z.number().int(),
    staff: z.number().int(),
    places: z.array(z.object({ id: z.string(), name: z.string(), sites: z.number().int() })),
  }),
  errors: ['sign_in_required', 'not_found'],
});

const staffService = service.extend({
  paused: z.boolean(),
  opensOn: z.string().nullable(),
  closesOn: z.string().nullable(),
  drawsStock: z.boolean(),
});
export type StaffService = z.output<typeof staffService>;

export const listStaffServices = defineEndpoint({
  name: 'listStaffServices',
  method: 'GET',
  path: '/staff/services',
  audience: 'staff:region:manage',
  summary: 'Every service, and those of the library that are not set up yet',
  response: page(staffService).extend({
    library: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['vaccine', 'clinic']),
        name: z.string(),
        whoFor: z.string(),
        minutes: z.number().int(),
        source: z.string(),
      }),
    ),
  }),
  errors: ['sign_in_required', 'not_found'],
});

const form = {
  name: text(80),
  whoFor: text(200),
  whatChanged: z.string().trim().max(200, fault('invalid')),
  preparation: z.string().trim().max(500, fault('invalid')),
  minutes: z.number().int().min(1, fault('slot_range')).max(60, fault('slot_range')),
  opensOn: localDate.nullable(),
  closesOn: localDate.nullable(),
  paused: z.boolean(),
};

export const addService = defineEndpoint({
  name: 'addService',
  method: 'POST',
  path: '/staff/services',
  audience: 'staff:region:manage',
  summary: 'Sets a service up: one of the library with its rules, or a clinic of your own for an age range',
  body: z.object({
    libraryId: slug.optional(),
    ...z.object(form).partial().shape,
    /** For a service of your own: from and to which age, both included. */
    ageFrom: z.number().int().min(0).max(120).optional(),
    ageTo: z.number().int().min(0).max(120).optional(),
  }),
  status: 201,
  response: staffService,
  errors: writes,
});

export const changeService = defineEndpoint({
  name: 'changeService',
  method: 'PATCH',
  path: '/staff/services/{serviceId}',
  audience: 'staff:region:manage',
  summary: 'Changes what people are told of a service, its season, or whether it can be booked now',
  params: z.object({ serviceId: slug }),
  body: z.object(form).partial(),
  response: staffService,
  errors: writes,
});
