import { addDays, localDateOf, localTimeOf, repetitionOf, type LocalDate, type PartOfDay } from '@fairslot/domain';
import { weekWords, type Texts } from '@fairslot/texts';
import { unbrokenDate } from './unbroken';

/** How instants are told to residents: in the time zone of the deployment and the words of the page's language. */
export interface When {
  /** Local calendar date of an instant. */
  dateOf: (instant: string) => LocalDate;
  /** "Saturday 10 October 2026" */
  longDate: (date: LocalDate) => string;
  /** "10 October 2026" */
  plainDate: (date: LocalDate) => string;
  /** "Saturday 10 October" */
  dayName: (date: LocalDate) => string;
  /** "10:50am", "midday"; "1:00am (second)" in the night the clocks go back. */
  time: (instant: string) => string;
  /** "Saturday 10 October 2026, 10:50am" */
  full: (instant: string) => string;
  /** "Saturday 10 October, 10:50am" */
  short: (instant: string) => string;
  /** "tomorrow, 3:20pm"; the name of the day where it is neither today nor tomorrow. */
  soon: (instant: string) => string;
  /** "3:20pm, 3:25pm and 3:30pm" of what is said of the first and when the others begin. */
  run: (first: string, others: readonly string[]) => string;
  partOfDay: (instant: string) => PartOfDay;
  timeZone: string;
}

/** From so many others on only the last is named. */
const LONG_RUN = 3;

/** What some languages write after the day of the week. */
const COMMAS = /[,،]/g;

export function createWhen(words: Texts['booking']['when'], timeZone: string, language: string, now: () => Date): When {
  // A local date is formatted at midday UTC, so that no time zone can turn it into its neighbour.
  const dateFormat = (year: boolean) =>
    new Intl.DateTimeFormat(language, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(year && { year: 'numeric' as const }),
    });
  const [withYear, withoutYear] = [dateFormat(true), dateFormat(false)];
  const at = (date: LocalDate) => new Date(`${date}T12:00:00Z`);
  const dateOf = (instant: string) => localDateOf(new Date(instant), timeZone);
  const longDate = (date: LocalDate) => unbrokenDate(withYear.format(at(date)).replace(COMMAS, ''));
  const plain = new Intl.DateTimeFormat(language, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
  const dayName = (date: LocalDate) => unbrokenDate(withoutYear.format(at(date)).replace(COMMAS, ''));

  const { clock } = weekWords(words, language);

  function time(text: string): string {
    const instant = new Date(text);
    const words12 = clock(localTimeOf(instant, timeZone));
    const which = repetitionOf(instant, timeZone);
    return which ? words.repeated(words12, which) : words12;
  }

  const list = new Intl.ListFormat(language, { type: 'conjunction' });

  return {
    dateOf,
    timeZone,
    longDate,
    plainDate: (date) => unbrokenDate(plain.format(at(date))),
    dayName,
    time,
    full: (instant) => words.dateAndTime(longDate(dateOf(instant)), time(instant)),
    short: (instant) => words.dateAndTime(dayName(dateOf(instant)), time(instant)),
    soon(instant) {
      const date = dateOf(instant);
      const today = localDateOf(now(), timeZone);
      const day = date === today ? words.today : date === addDays(today, 1) ? words.tomorrow : dayName(date);
      return words.dateAndTime(day, time(instant));
    },
    run(first, others) {
      const last = others.at(-1);
      if (last && others.length >= LONG_RUN) return words.lastAt(first, time(last));
      return list.format([first, ...others.map(time)]);
    },
    partOfDay(instant) {
      const hour = Number(localTimeOf(new Date(instant), timeZone).slice(0, 2));
      return hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
    },
  };
}

/** The later of two local dates; either may be missing. */
export const laterDate = (a?: LocalDate, b?: LocalDate): LocalDate | undefined => (a && b ? (a > b ? a : b) : (a ?? b));
