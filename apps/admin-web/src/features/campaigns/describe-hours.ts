import type { Campaign } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { deployment } from '../../ui/deployment';
import { dateAt, formatLocalTime, formatShortWeekday, formatTime, weekdayNames } from '../../ui/formats';

const words = coordinatorTexts.campaigns;

/** '9am to 7pm, Monday to Saturday, not on bank holidays'; nothing is said of holidays where the region has none. */
export function describeHours({ from, until, days, onHolidays }: Campaign['hours']): string {
  const { are, notOnHolidays, holidaysToo } = words.hours;
  const said = are(formatLocalTime(from), formatLocalTime(until), weekdayNames(days));
  if (deployment.holidays === 'none') return said;
  return `${said}, ${onHolidays ? holidaysToo : notOnHolidays}`;
}

/** When invitations leave next: now, never where the last day comes before, or on 'Mon 30 Nov 2026, 9:00am'. */
export function nextLeave({
  leavesFrom: at,
  endsOn,
}: Campaign): { is: 'now' } | { is: 'never' } | { is: 'later'; when: string } {
  if (at === null) return { is: 'now' };
  if (dateAt(at) > endsOn) return { is: 'never' };
  return { is: 'later', when: `${formatShortWeekday(dateAt(at))}, ${formatTime(at)}` };
}
