import { ageInYears, localDateOf, parseDateParts, type DatePartsFault } from '@fairslot/domain';
import type { DateParts } from '@fairslot/ui';
import type { Texts } from '@fairslot/texts';

export type DatePart = keyof DateParts;

export type ReadDate = { ok: true; date: string } | { ok: false; words: string; wrong: readonly DatePart[] };

const all: readonly DatePart[] = ['day', 'month', 'year'];
const wrongParts: Partial<Record<DatePartsFault, readonly DatePart[]>> = {
  missing_day: ['day'],
  missing_month: ['month'],
  missing_year: ['year'],
  missing_day_and_month: ['day', 'month'],
  missing_day_and_year: ['day', 'year'],
  missing_month_and_year: ['month', 'year'],
  short_year: ['year'],
};

/** Boxes of a date field that a fault is about. */
const partsAtFault = (reason: DatePartsFault): readonly DatePart[] => wrongParts[reason] ?? all;

/** Ages from which we ask "is this right?", and beyond which we do not believe it. */
const UNUSUAL_AGE = 120;
const IMPOSSIBLE_AGE = 130;

/** Three typed boxes → a date of birth that lies in the past, or the words for what is wrong with it. */
export function readBirthDate(
  parts: DateParts,
  words: Texts['booking']['dateOfBirth'],
  now: Date,
  timeZone: string,
): ReadDate {
  const read = parseDateParts(parts);
  if (!read.ok) {
    const { reason } = read;
    return { ok: false, words: reason === 'empty' ? words.empty : words.faults[reason], wrong: partsAtFault(reason) };
  }
  const today = localDateOf(now, timeZone);
  if (read.date > today) return { ok: false, words: words.inFuture, wrong: all };
  if (ageInYears(read.date, today) >= IMPOSSIBLE_AGE) return { ok: false, words: words.tooOld, wrong: ['year'] };
  return { ok: true, date: read.date };
}

export const isUnusualAge = (date: string, now: Date, timeZone: string): boolean =>
  ageInYears(date, localDateOf(now, timeZone)) >= UNUSUAL_AGE;
