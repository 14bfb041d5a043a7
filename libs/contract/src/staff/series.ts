import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, localDate, opaque, page, slug } from '../fields';
import { changeFigures, changePreview, leftDate } from './changes';
import {
  alone,
  bookingsWish,
  clinicChanges,
  clinicFields,
  paused,
  pausedUntil,
  previewed,
  shownFields,
  switched,
} from './clinics';

const weekdays = z
  .array(z.number().int().min(1, fault('weekday_wrong')).max(7, fault('weekday_wrong')))
  .min(1, fault('required'))
  .max(7);
/** Both included. 1 is Monday. */
const rule = { startsOn: localDate, endsOn: localDate, weekdays };

export const series = shownFields.extend({
  id: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  weekdays: z.array(z.number().int()),
  status: z.enum(['open', 'paused', 'cancelled']),
  pausedUntil,
  /** Clinics from today on that are not cancelled, and how many of them have changes of their own. */
  clinics: z.number().int(),
  exceptions: z.number().int(),
  version: z.number().int(),
});
export type Series = z.output<typeof series>;

const seriesChanged = series.extend({ effect: changeFigures, notChanged: z.array(leftDate) });
const seriesPreview = changePreview.extend({ notChanged: z.array(leftDate) });
const site = z.object({ siteId: slug });
const one = z.object({ siteId: slug, seriesId: opaque });
const newSeries = clinicFields.extend({
  ...rule,
  /** Dates of the rule that get no clinic, such as bank holidays; a later change of the rule leaves them out too. */
  skip: z.array(localDate).max(100, fault('invalid')).default([]),
});
/** All dates from today, or those from `fromDate` on. */
const scope = { scope: z.enum(['all', 'from']).default('all'), fromDate: localDate.optional() };
export const seriesChanges = clinicChanges.extend({
  ...z.object(rule).partial().shape,
  ...scope,
  bookings: bookingsWish,
});
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;
const edits = [...writes, 'preview_out_of_date', 'series_cancelled', 'busy'] as const;

export const createSeries = defineEndpoint({
  name: 'createSeries',
  method: 'POST',
  path: '/staff/sites/{siteId}/series',
  audience: 'staff:clinics:write',
  summary: 'Opens a clinic on every date of a rule',
  params: site,
  body: newSeries.extend({ preview: previewed.preview.optional() }),
  status: 201,
  response: seriesChanged,
  errors: [...writes, 'clinic_overlap', 'preview_out_of_date', 'busy'],
});

export const previewSeries = defineEndpoint({
  name: 'previewSeries',
  method: 'POST',
  path: '/staff/sites/{siteId}/series/preview',
  audience: 'staff:clinics:write',
  summary: 'What opening a series would do; nothing is written',
  params: site,
  body: newSeries,
  response: seriesPreview,
  errors: [...writes, 'clinic_overlap', 'busy'],
});

export const listSeries = defineEndpoint({
  name: 'listSeries',
  method: 'GET',
  path: '/staff/sites/{siteId}/series',
  audience: 'staff:day:read',
  summary: 'The series of a site that are not over, those cancelled among them',
  params: site,
  response: page(series),
  errors: ['sign_in_required', 'not_found'],
});

export const getSeries = defineEndpoint({
  name: 'getSeries',
  method: 'GET',
  path: '/staff/sites/{siteId}/series/{seriesId}',
  audience: 'staff:day:read',
  summary: 'One series with its dates from today on',
  params: one,
  response: series.extend({
    dates: z.array(
      z.object({
        clinicId: z.string(),
        date: z.string(),
        status: z.enum(['open', 'paused', 'cancelled']),
        pausedUntil,
        ownChanges: z.array(z.string()),
      }),
    ),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const previewSeriesChange = defineEndpoint({
  name: 'previewSeriesChange',
  method: 'POST',
  path: '/staff/sites/{siteId}/series/{seriesId}/preview',
  audience: 'staff:clinics:write',
  summary: 'What changing or cancelling a series would do; nothing is written',
  params: one,
  body: seriesChanges.extend({ cancel: z.literal(true).optional() }),
  response: seriesPreview,
  errors: [...writes, 'clinic_overlap', 'series_cancelled', 'busy'],
});

export const editSeries = defineEndpoint({
  name: 'editSeries',
  method: 'PATCH',
  path: '/staff/sites/{siteId}/series/{seriesId}',
  audience: 'staff:clinics:write',
  summary: 'Changes every clinic of a series as it was previewed; what a date changed itself stays',
  params: one,
  body: seriesChanges.extend({ ...previewed, alone: alone.optional() }),
  response: seriesChanged,
  errors: [...edits, 'clinic_overlap', 'second_person_needed'],
});

export const cancelSeries = defineEndpoint({
  name: 'cancelSeries',
  method: 'POST',
  path: '/staff/sites/{siteId}/series/{seriesId}/cancel',
  audience: 'staff:clinics:write',
  summary: 'Cancels every clinic of a series from now on, as it was previewed; for good',
  params: one,
  body: z.object({ bookings: bookingsWish, ...previewed, alone: alone.optional() }),
  response: seriesChanged,
  errors: [...edits, 'second_person_needed'],
});

export const pauseSeries = defineEndpoint({
  name: 'pauseSeries',
  method: 'POST',
  path: '/staff/sites/{siteId}/series/{seriesId}/pause',
  audience: 'staff:clinics:write',
  summary: 'Every clinic of a series to come takes no more bookings, until the last day given or until it is resumed',
  params: one,
  body: paused,
  response: seriesChanged,
  errors: edits,
});

export const resumeSeries = defineEndpoint({
  name: 'resumeSeries',
  method: 'POST',
  path: '/staff/sites/{siteId}/series/{seriesId}/resume',
  audience: 'staff:clinics:write',
  summary: 'Every paused clinic of a series takes bookings again',
  params: one,
  body: switched,
  response: seriesChanged,
  errors: edits,
});
