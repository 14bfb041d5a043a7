import { addDays, type LocalDate, type LocalTime } from '../local-date';
import { instantOf, localDateOf } from '../time';
import { kindRules, type MessageChannel, type MessageKind } from './kinds';
import { mayLeaveFrom } from './quiet-hours';

export interface Contact {
  hasMobile: boolean;
  hasEmail: boolean;
}

export interface PlannedMessage {
  kind: MessageKind;
  channel: MessageChannel;
  sendAfter: Date;
  /** After this instant it is not sent any more. */
  notAfter: Date;
  occurrence: number;
}

export type BookingNewsKind =
  'booked' | 'moved' | 'cancelled_by_resident' | 'cancelled_by_site' | 'possible_duplicate' | 'clinic_moved';

export interface BookingChange {
  kind: BookingNewsKind;
  contact: Contact;
  now: Date;
  /** Start of the appointment, as it is after the change. */
  startsAt: Date;
  /** Raised by every new time of the booking, so that a second move is a message of its own. */
  occurrence: number;
  /** IANA name. */
  zone: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Nearer to the start a reminder finds nobody at home any more. */
const REMINDER_ENDS_BEFORE = 2 * HOUR;
/** Who booked more lately than this before a reminder is due needs none. */
const REMINDED_AFTER = DAY;
/** So long a desk may take back that somebody did not come, before they are told that they were missed. */
const MISSED_AFTER = 15 * MINUTE;
/** People hear of their next dose so many days before it may be given. */
const NEXT_DOSE_DAYS_BEFORE = 14;

const REMINDERS = [
  { kind: 'reminder_3_days', daysBefore: 3, at: '10:00', call: null },
  // Whoever calls people does not begin at five in the afternoon.
  { kind: 'reminder_1_day', daysBefore: 1, at: '17:00', call: '10:00' },
] as const;

/** How long each kind is of use, in milliseconds from when it may leave. */
const LASTS: Record<
  Exclude<MessageKind, 'cancelled_by_site' | 'clinic_moved' | 'reminder_3_days' | 'reminder_1_day'>,
  number
> = {
  booked: DAY,
  moved: DAY,
  cancelled_by_resident: DAY,
  possible_duplicate: DAY,
  missed: DAY,
  next_dose: 14 * DAY,
  had_elsewhere: 2 * DAY,
  freed_had_elsewhere: DAY,
  invitation: 7 * DAY,
  invitation_again: 7 * DAY,
  one_time_code: 10 * MINUTE,
};

const waysOf = (kind: MessageKind, { hasMobile, hasEmail }: Contact): MessageChannel[] => {
  const ways: MessageChannel[] = [...(hasMobile ? (['sms'] as const) : []), ...(hasEmail ? (['email'] as const) : [])];
  const { ways: wanted, call } = kindRules[kind];
  if (ways.length === 0) return call === 'always' ? ['call'] : [];
  return wanted === 'every' ? ways : ways.slice(0, 1);
};

/** Appointments of one day share their reminders; a clock on the wall takes long to read. */
const reckoned = new Map<string, Date | null>();
const MOST_RECKONED = 5000;

/** The instant at which clocks show `at` so many calendar days before `day`; null where that time is skipped. */
const daysBefore = (day: LocalDate, days: number, at: LocalTime, zone: string): Date | null => {
  const key = `${day} ${days} ${at} ${zone}`;
  const known = reckoned.get(key);
  if (known !== undefined) return known;
  if (reckoned.size >= MOST_RECKONED) reckoned.clear();
  const due = instantOf(addDays(day, -days), at, zone);
  reckoned.set(key, due);
  return due;
};

/** Local wall-clock times, so that a night in which the clocks change moves none of them. */
export const planReminders = ({
  contact,
  now,
  startsAt,
  occurrence,
  zone,
}: Omit<BookingChange, 'kind'>): PlannedMessage[] => {
  const notAfter = new Date(startsAt.getTime() - REMINDER_ENDS_BEFORE);
  const day = localDateOf(startsAt, zone);
  return REMINDERS.flatMap(({ kind, daysBefore: days, at, call }) =>
    waysOf(kind, contact).flatMap((channel) => {
      const due = daysBefore(day, days, channel === 'call' && call ? call : at, zone);
      if (!due || due.getTime() - now.getTime() <= REMINDED_AFTER || due >= notAfter) return [];
      return [{ kind, channel, sendAfter: due, notAfter, occurrence }];
    }),
  );
};

const endsAt = ({ kind, startsAt }: BookingChange, sendAfter: Date): Date => {
  if (kind !== 'cancelled_by_site' && kind !== 'clinic_moved') return new Date(sendAfter.getTime() + LASTS[kind]);
  return new Date(Math.max(startsAt.getTime(), sendAfter.getTime() + HOUR));
};

/**
 * What a change of a booking sets going: its news now, one by each way we have, and the reminders of an appointment that
 * stands. Whoever cannot be written to is called where that matters.
 */
export const planBookingMessages = (change: BookingChange): PlannedMessage[] => {
  const { kind, contact, now, startsAt, occurrence, zone } = change;
  const stands = kind === 'booked' || kind === 'moved' || kind === 'clinic_moved';
  const news = waysOf(kind, contact).map((channel) => {
    const sendAfter = mayLeaveFrom({ kind, channel, at: now, startsAt, zone });
    return { kind, channel, sendAfter, notAfter: endsAt(change, sendAfter), occurrence };
  });
  return [...(stands ? planReminders(change) : []), ...news];
};

interface AfterAppointment {
  contact: Contact;
  now: Date;
  occurrence: number;
  zone: string;
}

const planFrom = (
  kind: 'missed' | 'next_dose' | 'had_elsewhere' | 'freed_had_elsewhere',
  from: Date,
  { contact, occurrence, zone }: AfterAppointment,
): PlannedMessage[] =>
  waysOf(kind, contact).map((channel) => {
    const sendAfter = mayLeaveFrom({ kind, channel, at: from, startsAt: null, zone });
    return { kind, channel, sendAfter, notAfter: new Date(sendAfter.getTime() + LASTS[kind]), occurrence };
  });

/** Whoever did not come is asked to pick a new time, once the desk can no longer have pressed the wrong button. */
export const planMissed = (after: AfterAppointment): PlannedMessage[] =>
  planFrom('missed', new Date(after.now.getTime() + MISSED_AFTER), after);

/** Whoever had a dose hears two weeks before when the next may be given, or the morning after where that is nearer. */
export const planNextDose = (after: AfterAppointment & { earliest: string }): PlannedMessage[] => {
  const { now, zone, earliest } = after;
  const tomorrow = addDays(localDateOf(now, zone), 1);
  const wanted = addDays(earliest, -NEXT_DOSE_DAYS_BEFORE);
  const date = wanted > tomorrow ? wanted : tomorrow;
  return planFrom('next_dose', instantOf(date, '10:00', zone) ?? now, after);
};

/** Silence for so long is an answer; nearer to the start than this it is none. */
const ANSWERED_WITHIN = 2 * DAY;
const SHORTEST_TO_ANSWER = DAY;
const FREED_BEFORE = DAY;

/**
 * Asks whether a booking is still wanted after a dose that somebody else gave, and says when it ends without an answer:
 * null where there is too little time to answer, or nobody can be written to.
 */
export const planHadElsewhere = (
  after: AfterAppointment & { startsAt: Date },
): { messages: PlannedMessage[]; freesAt: Date | null } => {
  const messages = planFrom('had_elsewhere', after.now, after).map((message) => ({
    ...message,
    notAfter: new Date(
      Math.min(message.notAfter.getTime(), Math.max(after.startsAt.getTime(), message.sendAfter.getTime())),
    ),
  }));
  const [first] = messages;
  if (!first || first.channel === 'call') return { messages, freesAt: null };
  const asked = first.sendAfter.getTime();
  const freesAt = Math.min(asked + ANSWERED_WITHIN, after.startsAt.getTime() - FREED_BEFORE);
  return { messages, freesAt: freesAt - asked < SHORTEST_TO_ANSWER ? null : new Date(freesAt) };
};

/** Tells whoever did not answer that the booking has ended. */
export const planFreed = (after: AfterAppointment): PlannedMessage[] =>
  planFrom('freed_had_elsewhere', after.now, after);
