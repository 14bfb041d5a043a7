import { addDays } from '../local-date';
import { instantOf, localDateOf, localTimeOf } from '../time';
import { kindRules, type MessageChannel, type MessageKind } from './kinds';
import { OPEN_HOURS } from './open-hours';
import { opensAt, type SendingCalendar, type SendingHours, workingDayFrom } from './sending-hours';

const NEAR_MS = 24 * 60 * 60_000;

export interface Leaving {
  kind: MessageKind;
  channel: MessageChannel;
  at: Date;
  /** Of the appointment it is about; null where there is none. */
  startsAt: Date | null;
  /** IANA name. */
  zone: string;
  /** Narrower hours of its own, and the holidays that they know; left out where there are none. */
  within?: { hours: SendingHours; holidays: SendingCalendar['holidays'] };
}

const isHeldBack = ({ kind, channel, at, startsAt }: Leaving): boolean => {
  const { quiet } = kindRules[kind];
  // A letter is read when it is opened, and the call list when somebody works.
  if (quiet === 'never' || channel === 'letter' || channel === 'call') return false;
  if (quiet === 'always') return true;
  return channel === 'sms' && (startsAt === null || startsAt.getTime() - at.getTime() > NEAR_MS);
};

/** The first instant from `at` on at which the message may leave. */
export const mayLeaveFrom = (leaving: Leaving): Date => {
  const { at, zone, channel, within } = leaving;
  if (within && channel === 'letter') return workingDayFrom(at, within.hours, { zone, ...within });
  if (!isHeldBack(leaving)) return at;
  if (within) return opensAt(at, within.hours, { zone, ...within });
  const time = localTimeOf(at, zone);
  if (time >= OPEN_HOURS.from && time < OPEN_HOURS.until) return at;
  const date = localDateOf(at, zone);
  return instantOf(time < OPEN_HOURS.from ? date : addDays(date, 1), OPEN_HOURS.from, zone) ?? at;
};
