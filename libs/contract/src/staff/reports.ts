import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { localDate, page, slug } from '../fields';

/** Null: fewer than five, or so that such a figure cannot be had by subtraction; told to whoever may see people. */
const told = z.number().int().nullable();

/** What became of appointments. Those after `booked` and `came` add up to `booked`, walk-ins among them. */
const attendance = z.object({
  booked: told,
  /** Given, not given, and still there. */
  came: told,
  given: told,
  notGiven: told,
  /** Checked in, without an outcome. */
  arrived: told,
  didNotCome: told,
  /** Nothing is written down about them: still to come, or forgotten. */
  open: told,
});
export type Attendance = z.output<typeof attendance>;
const attendanceRow = attendance.extend({ key: z.string(), name: z.string() });
export type AttendanceRow = z.output<typeof attendanceRow>;

const report = page(attendanceRow).extend({ all: attendance });
const range = { from: localDate, to: localDate };
const reads = ['invalid', 'sign_in_required', 'not_found'] as const;

export const getSiteReport = defineEndpoint({
  name: 'getSiteReport',
  method: 'GET',
  path: '/staff/sites/{siteId}/report',
  audience: 'staff:day:read',
  summary: 'What became of the appointments of a site between two dates, both included, 92 days at most',
  params: z.object({ siteId: slug }),
  query: z.object({ ...range, by: z.enum(['day', 'service', 'clinic']).default('day') }),
  response: report,
  errors: reads,
});

export const getAttendanceReport = defineEndpoint({
  name: 'getAttendanceReport',
  method: 'GET',
  path: '/staff/reports/attendance',
  audience: 'staff:reports:read',
  summary: 'The same for every site of the caller; small figures are hidden from whoever may not see people',
  query: z.object({ ...range, by: z.enum(['day', 'service', 'site']).default('site') }),
  response: report,
  errors: reads,
});

export const getEqualityReport = defineEndpoint({
  name: 'getEqualityReport',
  method: 'GET',
  path: '/staff/reports/equality',
  audience: 'staff:reports:read',
  summary:
    'What people told of themselves after booking, by service and Place; groups under five are left out for everybody',
  response: page(
    z.object({
      service: z.string(),
      place: z.string(),
      question: z.enum(['ethnic_group', 'disability']),
      answer: z.string(),
      people: z.number().int(),
    }),
  ),
  errors: ['sign_in_required', 'not_found'],
});

export const reportEndpoints = [getSiteReport, getAttendanceReport, getEqualityReport] as const;
