import { localDateOf, repetitionOf, type LocalDate } from '@fairslot/domain';
import { deployment } from './deployment';
import { texts } from './texts';

const { locale, timeZone } = deployment;
const clockTime = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle: 'h12', timeZone });
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
  const time = clockTime.format(at).replace(/\s/g, '').toLowerCase();
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
export const dateAt = (instant: string | Date): LocalDate => localDateOf(new Date(instant), timeZone);
