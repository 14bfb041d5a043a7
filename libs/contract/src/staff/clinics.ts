import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, fault, localDate, localTime, opaque, page, slug } from '../fields';
import { changeFigures, changePreview } from './changes';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, fault('time_not_real'));

const heldBack = z
  .object({
    /** Of all places of the day. */
    percent: z.number().int().min(0, fault('percent_range')).max(100, fault('percent_range')),
    /** The share goes on sale so many days before the date; never where this is left out. */
    releaseDaysBefore: z.number().int().min(0, fault('release_range')).max(90, fault('release_range')).optional(),
    /** Local time of that day; its beginning where left out. */
    releaseTime: timeOfDay.optional(),
  })
  .refine(({ releaseDaysBefore, releaseTime }) => releaseTime === undefined || releaseDaysBefore !== undefined, {
    path: ['releaseDaysBefore'],
    error: 'required',
  });

/** Where a mobile unit stands on the date. */
export const clinicLocation = z.object({
  name: z.string().trim().min(1, fault('required')).max(120),
  address: z.string().trim().min(1, fault('required')).max(300),
  postcode: z.string().trim().min(1, fault('required')).max(12),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  directions: z.string().trim().max(1000).default(''),
});

const breaks = z.array(z.object({ from: localTime, until: localTime })).max(10);
const dailyCap = z.number().int().min(1, fault('cap_range')).max(10_000, fault('cap_range'));
/** Everybody who is eligible, or only these audiences: then the clinic is never listed publicly. */
const openTo = z.union([z.literal('everyone'), z.array(opaque).min(1, fault('required')).max(20)]);

const hours = {
  from: localTime,
  until: localTime,
  slotMinutes: z.number().int().min(1, fault('slot_range')).max(60, fault('slot_range')),
  capacity: z.number().int().min(1, fault('capacity_range')).max(99, fault('capacity_range')),
  serviceIds: z.array(slug).min(1, fault('required')).max(20),
};

/** What a clinic, and each clinic of a series, is made from. */
export const clinicFields = z.object({
  ...hours,
  breaks: breaks.default([]),
  dailyCap: dailyCap.nullish(),
  heldBack: heldBack.nullish(),
  openTo: openTo.default('everyone'),
  options: clinicOptions.default([]),
  location: clinicLocation.nullish(),
});

/** Fields to change; those left out stay. Null takes the cap, the share held back or the location away. */
export const clinicChanges = z.object({
  ...z.object(hours).partial().shape,
  breaks: breaks.optional(),
  dailyCap: dailyCap.nullish(),
  heldBack: heldBack.nullish(),
  openTo: openTo.optional(),
  /** While people are booked, a clinic may only become quiet or longer. */
  options: clinicOptions.optional(),
  location: clinicLocation.nullish(),
});

/**
 * For whoever loses their place: `move` to the best other time, which is theirs at once, or cancelled where there is none;
 * `cancel`; both are told. Whoever cannot be told is on the call list, and so is everybody with `call`.
 */
export const bookingsWish = z.enum(['call', 'cancel', 'move']).default('call');
const previewToken = z.string().min(1, fault('required')).max(200);
/** What applying a change takes from its preview. */
export const previewed = { version: z.number().int(), preview: previewToken };
/** Why an urgent change cannot wait for a second person; others are alerted. */
export const alone = z.string().trim().min(1, fault('required')).max(200);

/** The fields of a clinic as they are answered. */
export const shownFields = z.object({
  from: z.string(),
  until: z.string(),
  slotMinutes: z.number().int(),
  capacity: z.number().int(),
  serviceIds: z.array(z.string()),
  breaks: z.array(z.object({ from: z.string(), until: z.string() })),
  dailyCap: z.number().int().nullable(),
  heldBack: z
    .object({
      percent: z.number().int(),
      releaseDaysBefore: z.number().int().nullable(),
      releaseTime: z.string().nullable(),
    })
    .nullable(),
  openTo: z.union([z.literal('everyone'), z.array(z.string())]),
  options: clinicOptions,
});

/** The last local day of a pause: the day after, bookings are taken again. Null: until somebody resumes it. */
export const pausedUntil = z.string().nullable();

export const clinic = shownFields.extend({
  id: z.string(),
  date: z.string(),
  location: clinicLocation.nullable(),
  status: z.enum(['open', 'paused', 'cancelled']),
  pausedUntil,
  seriesId: z.string().nullable(),
  /** Fields that this date of a series has of its own: changes of the series leave them alone. */
  ownChanges: z.array(z.string()),
  /** Slots that are not closed, their places, and how many of these are held or booked. */
  slots: z.number().int(),
  places: z.number().int(),
  taken: z.number().int(),
  version: z.number().int(),
});
export type Clinic = z.output<typeof clinic>;

const clinicChanged = clinic.extend({ effect: changeFigures });
const site = z.object({ siteId: slug });
const one = z.object({ siteId: slug, clinicId: opaque });
const newClinic = clinicFields.extend({ date: localDate });
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;
const edits = [...writes, 'preview_out_of_date', 'clinic_cancelled', 'clinic_over', 'busy'] as const;

export const createClinic = defineEndpoint({
  name: 'createClinic',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics',
  audience: 'staff:clinics:write',
  summary: 'Opens one clinic: its slots are on sale when this answers, and whoever waits for such a place has it',
  params: site,
  body: newClinic.extend({ preview: previewToken.optional() }),
  status: 201,
  response: clinicChanged,
  errors: [...writes, 'clinic_overlap', 'preview_out_of_date', 'busy'],
});

export const previewClinic = defineEndpoint({
  name: 'previewClinic',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics/preview',
  audience: 'staff:clinics:write',
  summary: 'What opening a clinic would do; nothing is written',
  params: site,
  body: newClinic,
  response: changePreview,
  errors: [...writes, 'clinic_overlap', 'busy'],
});

export const listClinics = defineEndpoint({
  name: 'listClinics',
  method: 'GET',
  path: '/staff/sites/{siteId}/clinics',
  audience: 'staff:day:read',
  summary: 'The clinics of a site between two dates, both included; four weeks from today where left out',
  params: site,
  query: z.object({ from: localDate.optional(), to: localDate.optional() }),
  response: page(clinic),
  errors: writes,
});

export const getClinic = defineEndpoint({
  name: 'getClinic',
  method: 'GET',
  path: '/staff/sites/{siteId}/clinics/{clinicId}',
  audience: 'staff:day:read',
  summary: 'One clinic',
  params: one,
  response: clinic,
  errors: ['sign_in_required', 'not_found'],
});

export const previewClinicChange = defineEndpoint({
  name: 'previewClinicChange',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics/{clinicId}/preview',
  audience: 'staff:clinics:write',
  summary: 'What changing, cancelling, pausing or resuming a clinic would do; nothing is written',
  params: one,
  body: clinicChanges.extend({
    cancel: z.literal(true).optional(),
    pause: z.literal(true).optional(),
    resume: z.literal(true).optional(),
    bookings: bookingsWish,
  }),
  response: changePreview,
  errors: [...writes, 'clinic_overlap', 'clinic_cancelled', 'clinic_over', 'busy'],
});

export const editClinic = defineEndpoint({
  name: 'editClinic',
  method: 'PATCH',
  path: '/staff/sites/{siteId}/clinics/{clinicId}',
  audience: 'staff:clinics:write',
  summary: 'Changes a clinic as it was previewed',
  params: one,
  body: clinicChanges.extend({ bookings: bookingsWish, ...previewed, alone: alone.optional() }),
  response: clinicChanged,
  errors: [...edits, 'clinic_overlap', 'second_person_needed'],
});

export const cancelClinic = defineEndpoint({
  name: 'cancelClinic',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics/{clinicId}/cancel',
  audience: 'staff:clinics:write',
  summary: 'Cancels a clinic as it was previewed; for good',
  params: one,
  body: z.object({ bookings: bookingsWish, ...previewed, alone: alone.optional() }),
  response: clinicChanged,
  errors: [...edits, 'second_person_needed'],
});

/** What a pause that needs no preview, and its end, take. */
export const switched = z.object({ version: z.number().int(), preview: previewToken.optional() });
export const paused = switched.extend({ until: localDate.optional() });

export const pauseClinic = defineEndpoint({
  name: 'pauseClinic',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics/{clinicId}/pause',
  audience: 'staff:clinics:write',
  summary: 'Takes no more bookings, until the last day given or until it is resumed, and keeps those there are',
  params: one,
  body: paused,
  response: clinicChanged,
  errors: edits,
});

export const resumeClinic = defineEndpoint({
  name: 'resumeClinic',
  method: 'POST',
  path: '/staff/sites/{siteId}/clinics/{clinicId}/resume',
  audience: 'staff:clinics:write',
  summary: 'Takes bookings again',
  params: one,
  body: switched,
  response: clinicChanged,
  errors: edits,
});
