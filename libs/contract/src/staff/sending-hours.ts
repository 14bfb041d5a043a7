import { OPEN_HOURS } from '@fairslot/domain';
import { z } from 'zod';
import { fault, localTime } from '../fields';

/** When invitations leave, by local time: the first time included, the last not; never before 08:00 or from 20:00 on. */
export const sendingHours = z
  .object({
    from: localTime.refine((time) => time >= OPEN_HOURS.from, fault('invalid')),
    until: localTime.refine((time) => time <= OPEN_HOURS.until, fault('invalid')),
    /** 1 = Monday to 7 = Sunday. */
    days: z
      .array(z.number().int(fault('invalid')).min(1, fault('invalid')).max(7, fault('invalid')))
      .min(1, fault('required'))
      .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
    /** On public holidays of the region too. */
    onHolidays: z.boolean(),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], ...fault('range_order') });

export const shownHours = z.object({
  from: z.string(),
  until: z.string(),
  days: z.array(z.number().int()),
  onHolidays: z.boolean(),
});
