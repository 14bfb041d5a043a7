import { localDateOf, repetitionOf, type LocalDate } from '@fairslot/domain';
import { deployment } from './deployment';
import { texts } from './texts';

const { locale } = deployment;
const clockTimes = new Map<string, Intl.DateTimeFormat>();

function clockTime(timeZone: string): Intl.DateTimeFormat {
  const known = clockTimes.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle: 'h12', timeZone });
  clockTimes.set(timeZone, made);
  return made;
}
const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const weekdayLong = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat(locale, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const shortWeekday = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

const noon = (date: LocalDate) => new Date(`${date}T12:00:00Z`);
const write = (format: Intl.DateTimeFormat, date: LocalDate) => format.format(noon(date)).replace(',', '');

/** '10:50am'. An hour that happens twice, when the clocks go back, is told apart: '1:30am (first)'. */
export function formatTime(instant: string | Date): string {
  const at = new Date(instant);
  const { timeZone } = deployment;
  const time = clockTime(timeZone).format(at).replace(/\s/g, '').toLowerCase();
  const which = repetitionOf(at, timeZone);
  return which ? texts.day.repeated(time, which) : time;
}

/** 'Saturday 21 November 2026' */
export const formatLongDate = (date: LocalDate): string => write(longDay, date);
/** '3 Mar 1954' */
export const formatShortDate = (date: LocalDate): string => write(shortDay, date);
/** 'Sat 21 Nov 2026' */
export const formatShortWeekday = (date: LocalDate): string => write(shortWeekday, date);

/** The calendar date at the sites of this deployment. */
export const dateAt = (instant: string | Date): LocalDate => localDateOf(new Date(instant), deployment.timeZone);

/** 'November 2026' */
export const formatMonth = (date: LocalDate): string => write(month, date);
/** 'Saturday' for 6; 1 is Monday. */
export const weekdayName = (weekday: number): string => weekdayLong.format(new Date(Date.UTC(2024, 0, weekday, 12)));

/** 'Monday to Friday', 'Monday, Thursday', 'Monday to Wednesday, Saturday'; 1 is Monday. Three in a row or more are a run. */
export function weekdayNames(weekdays: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of weekdays.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const said = ([first = 1, ...rest]: number[]): string[] =>
    rest.length < 2
      ? [first, ...rest].map(weekdayName)
      : [texts.clinics.fromTo(weekdayName(first), weekdayName(rest.at(-1) ?? first))];
  return runs.flatMap(said).join(', ');
}

/** '9am' for '09:00', '12:30pm', 'midday', 'midnight' for a local time of a clinic. */
export function formatLocalTime(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (minutes === 0 && hours === 12) return texts.clock.midday;
  if (minutes === 0 && hours % 24 === 0) return texts.clock.midnight;
  const hour = hours % 12 || 12;
  return `${hour}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}${hours % 24 < 12 ? 'am' : 'pm'}`;
}
