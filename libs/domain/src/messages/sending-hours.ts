import { holidaysBetween, type HolidayCalendar } from '../holidays';
import { addDays, weekdayOf, type LocalDate, type LocalTime } from '../local-date';
import { instantOf, localDateOf, localTimeOf } from '../time';
import { OPEN_HOURS } from './open-hours';

/** When invitations leave: the first local time included, the last not; days 1 = Monday to 7 = Sunday, at least one. */
export interface SendingHours {
  from: LocalTime;
  until: LocalTime;
  days: number[];
  /** On public holidays that fall on one of the days, too. */
  onHolidays: boolean;
}

/** Where a sending time lies in the world. */
export interface SendingCalendar {
  /** IANA name. */
  zone: string;
  holidays: HolidayCalendar;
}

const [MONDAY, FRIDAY] = [1, 5];

/** What a new campaign begins with. */
export const USUAL_HOURS: SendingHours = {
  from: '09:00',
  until: '19:00',
  days: [1, 2, 3, 4, 5, 6],
  onHolidays: false,
};

/** The most that may be chosen; campaigns from before hours could be chosen have these. */
export const WIDEST_HOURS: SendingHours = { ...OPEN_HOURS, days: [1, 2, 3, 4, 5, 6, 7], onHolidays: true };

const isHoliday = (date: LocalDate, holidays: HolidayCalendar): boolean =>
  holidaysBetween(holidays, date, date).length > 0;

const isWorkingDay = (date: LocalDate, holidays: HolidayCalendar): boolean =>
  weekdayOf(date) >= MONDAY && weekdayOf(date) <= FRIDAY && !isHoliday(date, holidays);

/** Does anything leave on this date? */
export const isSendingDay = (
  date: LocalDate,
  { days, onHolidays }: SendingHours,
  { holidays }: Pick<SendingCalendar, 'holidays'>,
): boolean => days.includes(weekdayOf(date)) && (onHolidays || !isHoliday(date, holidays));

const firstFrom = (date: LocalDate, isOne: (date: LocalDate) => boolean): LocalDate => {
  let on = date;
  while (!isOne(on)) on = addDays(on, 1);
  return on;
};

/** The first instant from `at` on that lies within the hours. */
export function opensAt(at: Date, hours: SendingHours, calendar: SendingCalendar): Date {
  const { zone } = calendar;
  const [today, time] = [localDateOf(at, zone), localTimeOf(at, zone)];
  const date = firstFrom(time < hours.until ? today : addDays(today, 1), (on) => isSendingDay(on, hours, calendar));
  return date === today && time >= hours.from ? at : (instantOf(date, hours.from, zone) ?? at);
}

/** The end of the hours in which `at` lies, or else of the next ones. */
export function closesAt(at: Date, hours: SendingHours, calendar: SendingCalendar): Date {
  const { zone } = calendar;
  return instantOf(localDateOf(opensAt(at, hours, calendar), zone), hours.until, zone) ?? at;
}

/** The first instant from `at` on that lies on a working day, when whoever prints letters works: `at`, or the day's opening time. */
export function workingDayFrom(at: Date, { from }: SendingHours, { zone, holidays }: SendingCalendar): Date {
  const today = localDateOf(at, zone);
  const date = firstFrom(today, (on) => isWorkingDay(on, holidays));
  return date === today ? at : (instantOf(date, from, zone) ?? at);
}

/** The opening time of the next working day, which is never the same day: what is written today is handed over in one batch tomorrow. */
export function nextWorkingDay(at: Date, { from }: SendingHours, { zone, holidays }: SendingCalendar): Date {
  const date = firstFrom(addDays(localDateOf(at, zone), 1), (on) => isWorkingDay(on, holidays));
  return instantOf(date, from, zone) ?? at;
}
