import { textsFor } from '@fairslot/texts';
import { createWhen, laterDate } from './when';

/** The words as they are read: every space a plain one. */
const read = (words: string) => words.replaceAll('\u00a0', ' ');
const when = createWhen(textsFor('en').booking.when, 'Europe/London', 'en-GB', () => new Date('2026-10-08T22:30:00Z'));

it.each([
  ['2026-10-10T09:50:00Z', 'Saturday 10 October 2026, 10:50am'],
  ['2026-12-01T12:00:00Z', 'Tuesday 1 December 2026, midday'],
  ['2026-12-01T12:05:00Z', 'Tuesday 1 December 2026, 12:05pm'],
  ['2026-07-31T23:00:00Z', 'Saturday 1 August 2026, midnight'],
  ['2026-12-01T00:05:00Z', 'Tuesday 1 December 2026, 12:05am'],
])('%s is told as %s', (instant, words) => {
  expect(read(when.full(instant))).toBe(words);
});

it('tells the two hours apart in the night the clocks go back', () => {
  expect(when.time('2026-10-25T00:00:00Z')).toBe('1:00am (first)');
  expect(when.time('2026-10-25T00:30:00Z')).toBe('1:30am (first)');
  expect(when.time('2026-10-25T01:00:00Z')).toBe('1:00am (second)');
  expect(when.time('2026-10-25T01:30:00Z')).toBe('1:30am (second)');
  expect(when.time('2026-10-25T00:30:20Z')).toBe('1:30am (first)');
  expect(when.time('2026-10-25T02:00:00Z')).toBe('2:00am');
});

it('names every start of a short run, and the last one of a long run', () => {
  const others = ['2026-10-10T09:55:00Z', '2026-10-10T10:00:00Z', '2026-10-10T10:05:00Z'];
  expect(when.run('10:50am', [])).toBe('10:50am');
  expect(when.run('10:50am', others.slice(0, 1))).toBe('10:50am and 10:55am');
  expect(when.run('10:50am', others.slice(0, 2))).toBe('10:50am, 10:55am and 11:00am');
  expect(when.run('10:50am', others)).toBe('10:50am, last at 11:05am');
});

it('follows the zone of the deployment, not of the machine', () => {
  const inWarsaw = createWhen(
    textsFor('en').booking.when,
    'Europe/Warsaw',
    'en-GB',
    () => new Date('2026-10-08T22:30:00Z'),
  );
  expect(read(inWarsaw.full('2026-10-10T22:30:00Z'))).toBe('Sunday 11 October 2026, 12:30am');
});

it.each([
  ['2026-10-10T10:59:00Z', 'morning'],
  ['2026-10-10T11:00:00Z', 'afternoon'],
  ['2026-10-10T16:00:00Z', 'evening'],
])('%s is in the %s', (instant, part) => {
  expect(when.partOfDay(instant)).toBe(part);
});

it('writes a date of birth without its weekday', () => {
  expect(read(when.plainDate('1952-03-27'))).toBe('27 March 1952');
});

it('takes the later of two dates, either of which may be missing', () => {
  expect(laterDate('2026-10-10', '2026-10-09')).toBe('2026-10-10');
  expect(laterDate(undefined, '2026-10-09')).toBe('2026-10-09');
  expect(laterDate()).toBeUndefined();
});

it.each([
  ['2026-10-08T22:50:00Z', 'today, 11:50pm'],
  ['2026-10-08T23:10:00Z', 'tomorrow, 12:10am'],
  ['2026-10-10T09:50:00Z', 'Saturday 10 October, 10:50am'],
])('half past eleven at night, %s is told as %s', (instant, words) => {
  expect(read(when.soon(instant))).toBe(words);
});

it.each(['en-GB', 'pl', 'ar'])('keeps the day and the month in one line in %s', (language) => {
  const words = createWhen(textsFor('en').booking.when, 'Europe/London', language, () => new Date(0));
  for (const date of [words.longDate('2026-11-28'), words.dayName('2026-11-28'), words.plainDate('2026-11-28')]) {
    expect(date).toMatch(/\p{N}\u00a0\p{L}/u);
    expect(date).not.toMatch(/\p{N} \p{L}/u);
  }
});
