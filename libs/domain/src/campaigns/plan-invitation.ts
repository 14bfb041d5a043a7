import { addDays } from '../local-date';
import type { MessageChannel } from '../messages/kinds';
import { mayLeaveFrom } from '../messages/quiet-hours';
import { instantOf, localDateOf, localTimeOf } from '../time';

export interface PlannedInvitation {
  kind: 'invitation' | 'invitation_again';
  sendAfter: Date;
  notAfter: Date;
}

const LASTS_DAYS = 7;

/** The first message as soon as the quiet hours allow, the second so many calendar days later at the same local time; none after the end. */
export function planInvitation(
  channel: MessageChannel,
  { now, ends, secondAfterDays, zone }: { now: Date; ends: Date; secondAfterDays: number; zone: string },
): PlannedInvitation[] {
  const later = (at: Date, days: number): Date =>
    instantOf(addDays(localDateOf(at, zone), days), localTimeOf(at, zone), zone) ??
    new Date(at.getTime() + days * 86_400_000);
  const leaving = (kind: PlannedInvitation['kind'], at: Date): PlannedInvitation[] => {
    const sendAfter = mayLeaveFrom({ kind, channel, at, startsAt: null, zone });
    const last = later(sendAfter, LASTS_DAYS);
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
