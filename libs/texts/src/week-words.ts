import type { when } from './en/when';

/** How days of the week and times of every week are said. */
export interface WeekWords {
  /** "Monday", of 1. */
  weekday: (day: number) => string;
  /** "9:00am", of '09:00'. */
  clock: (local: string) => string;
  range: (from: string, to: string) => string;
}

export function weekWords(words: typeof when, language: string): WeekWords {
  const weekdays = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' });
  function twelveHours(local: string): string {
    if (local === '12:00') return words.midday;
    if (local === '00:00' || local === '24:00') return words.midnight;
    const hour = Number(local.slice(0, 2));
    return `${hour % 12 || 12}:${local.slice(3)}${hour < 12 ? words.am : words.pm}`;
  }
  return {
    // 1 January 2024 was a Monday.
    weekday: (day) => weekdays.format(new Date(`2024-01-0${day}T12:00:00Z`)),
    clock: (local) => (words.clock === '24' ? local : twelveHours(local)),
    range: words.range,
  };
}
