import { addDays } from '../local-date';
import type { MessageChannel } from '../messages/kinds';
import { mayLeaveFrom } from '../messages/quiet-hours';
import { closesAt, nextWorkingDay, type SendingCalendar, type SendingHours } from '../messages/sending-hours';
import { instantOf, localDateOf, localTimeOf } from '../time';

export interface PlannedInvitation {
  kind: 'invitation' | 'invitation_again';
  sendAfter: Date;
  notAfter: Date;
}

export interface InvitationTerms extends SendingCalendar {
  now: Date;
  ends: Date;
  secondAfterDays: number;
  hours: SendingHours;
}

const LASTS_DAYS = 7;

/**
 * The first message as soon as the hours allow, the second so many calendar days later at the same local time or when they open next; a
 * letter on the next working day; none after the end. Each is of use for a week, to the end of the hours of that day.
 */
export function planInvitation(
  channel: MessageChannel,
  { now, ends, secondAfterDays, ...when }: InvitationTerms,
): PlannedInvitation[] {
  const { zone, hours, holidays } = when;
  const later = (at: Date, days: number): Date =>
    instantOf(addDays(localDateOf(at, zone), days), localTimeOf(at, zone), zone) ??
    new Date(at.getTime() + days * 86_400_000);
  const leaving = (kind: PlannedInvitation['kind'], at: Date): PlannedInvitation[] => {
    const sendAfter =
      channel === 'letter'
        ? nextWorkingDay(at, hours, when)
        : mayLeaveFrom({ kind, channel, at, startsAt: null, zone, within: { hours, holidays } });
    const last = closesAt(later(sendAfter, LASTS_DAYS), hours, when);
    return sendAfter < ends ? [{ kind, sendAfter, notAfter: last < ends ? last : ends }] : [];
  };
  const first = leaving('invitation', now);
  // Somebody calls once, and a letter is not followed by another one.
  if (channel === 'call' || channel === 'letter' || secondAfterDays === 0) return first;
  return [
    ...first,
    ...first.flatMap(({ sendAfter }) => leaving('invitation_again', later(sendAfter, secondAfterDays))),
  ];
}
