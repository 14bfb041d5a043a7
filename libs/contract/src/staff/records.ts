import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, nhsNumber, typedCode } from '../fields';

/** Why a record is opened; noted in the audit. */
export const recordReasons = ['asked_by_person', 'complaint', 'incident', 'legal'] as const;

const about = z
  .object({
    nhsNumber: nhsNumber.optional(),
    reference: typedCode.optional(),
    reason: z.enum(recordReasons, fault('required')),
  })
  .refine((one) => one.nhsNumber !== undefined || one.reference !== undefined, fault('required'));
const errors = ['invalid', 'sign_in_required', 'not_found'] as const;

export const recordViews = z.object({
  items: z.array(z.object({ at: z.string(), who: z.string(), action: z.string(), site: z.string().nullable() })),
});
export type RecordViews = z.output<typeof recordViews>;

export const seeRecordViews = defineEndpoint({
  name: 'seeRecordViews',
  method: 'POST',
  path: '/staff/people/records/views',
  audience: 'staff:people:records',
  summary: 'Who has looked at the record of one person or changed it, and when',
  body: about,
  response: recordViews,
  errors,
});

export const exportRecord = defineEndpoint({
  name: 'exportRecord',
  method: 'POST',
  path: '/staff/people/records/export',
  audience: 'staff:people:records',
  summary: 'Everything held about one person, to be handed to them',
  body: about,
  response: z.object({
    people: z.array(z.record(z.string(), z.unknown())),
    lists: z.array(z.record(z.string(), z.unknown())),
    bookings: z.array(z.record(z.string(), z.unknown())),
    invitations: z.array(z.record(z.string(), z.unknown())),
    messages: z.array(z.record(z.string(), z.unknown())),
    doses: z.array(z.record(z.string(), z.unknown())),
    dosesElsewhere: z.array(z.record(z.string(), z.unknown())),
    homeVisits: z.array(z.record(z.string(), z.unknown())),
  }),
  errors,
});

export const eraseRecord = defineEndpoint({
  name: 'eraseRecord',
  method: 'POST',
  path: '/staff/people/records/erase',
  audience: 'staff:people:records',
  summary: 'Erases one person for good. Refused while an appointment is still to come: it is cancelled first',
  body: about,
  response: z.object({ erased: z.number().int() }),
  errors: [...errors, 'wrong_state'],
});

export const recordEndpoints = [seeRecordViews, exportRecord, eraseRecord] as const;
