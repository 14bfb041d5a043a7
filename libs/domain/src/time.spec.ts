import fc from 'fast-check';
import { addDays } from './local-date';
import { instantOf, instantsOf, localDateOf, localTimeOf, minutesOfDay, startOfLocalDay, timeOfMinutes } from './time';

const LONDON = 'Europe/London';
const iso = (date: Date | null) => date?.toISOString() ?? null;

test('local date and time follow the zone, in summer and winter', () => {
  expect([
    localDateOf(new Date('2026-07-01T23:30:00Z'), LONDON),
    localTimeOf(new Date('2026-07-01T23:30:00Z'), LONDON),
  ]).toEqual(['2026-07-02', '00:30']);
  expect([
    localDateOf(new Date('2026-01-01T23:30:00Z'), LONDON),
    localTimeOf(new Date('2026-01-01T23:30:00Z'), LONDON),
  ]).toEqual(['2026-01-01', '23:30']);
  expect(localTimeOf(new Date('2026-01-01T00:00:00Z'), 'Asia/Kathmandu')).toBe('05:45');
});

test('a local time that the clocks skip has no instant', () => {
  expect(iso(instantOf('2026-03-29', '00:59', LONDON))).toBe('2026-03-29T00:59:00.000Z');
  expect(instantOf('2026-03-29', '01:00', LONDON)).toBeNull();
  expect(instantOf('2026-03-29', '01:59', LONDON)).toBeNull();
  expect(iso(instantOf('2026-03-29', '02:00', LONDON))).toBe('2026-03-29T01:00:00.000Z');
});

test('a local time that happens twice is the earlier, and both are known', () => {
  expect(iso(instantOf('2026-10-25', '01:30', LONDON))).toBe('2026-10-25T00:30:00.000Z');
  expect(instantsOf('2026-10-25', '01:30', LONDON).map(iso)).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ]);
});

test('a day starts at its first instant, also where midnight is skipped or repeated', () => {
  expect(iso(startOfLocalDay('2026-07-01', LONDON))).toBe('2026-06-30T23:00:00.000Z');
  expect(iso(startOfLocalDay('2024-09-08', 'America/Santiago'))).toBe('2024-09-08T04:00:00.000Z');
  expect(localTimeOf(startOfLocalDay('2024-09-08', 'America/Santiago'), 'America/Santiago')).toBe('01:00');
  expect(iso(startOfLocalDay('2024-11-03', 'America/Havana'))).toBe('2024-11-03T04:00:00.000Z');
});

test('every instant can be found again from its local date and time', () => {
  const zones = fc.constantFrom(
    LONDON,
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Chatham',
    'America/Santiago',
  );
  const minute = fc.integer({ min: Date.parse('2015-01-01') / 60_000, max: Date.parse('2035-01-01') / 60_000 });
  fc.assert(
    fc.property(minute, zones, (minutes, zone) => {
      const instant = new Date(minutes * 60_000);
      const found = instantsOf(localDateOf(instant, zone), localTimeOf(instant, zone), zone).map((date) =>
        date.getTime(),
      );
      expect(found).toContain(instant.getTime());
    }),
  );
});

test('one millisecond before a day starts is another date', () => {
  const zones = fc.constantFrom(LONDON, 'America/Santiago', 'America/Havana', 'Asia/Beirut', 'Pacific/Apia');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6000 }), zones, (n, zone) => {
      const date = addDays('2016-01-01', n);
      const start = startOfLocalDay(date, zone);
      expect([localDateOf(start, zone), localDateOf(new Date(start.getTime() - 1), zone)]).toEqual([
        date,
        addDays(date, -1),
      ]);
    }),
  );
});

test('times of day are minutes and back; what is not a time is refused', () => {
  expect([minutesOfDay('00:00'), minutesOfDay('09:30'), minutesOfDay('24:00')]).toEqual([0, 570, 1440]);
  expect(['24:01', '25:00', '9:30', '09:60', '', '09:30:00'].map(minutesOfDay)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(timeOfMinutes(570)).toBe('09:30');
  expect(() => instantOf('2026-01-01', '24:00', LONDON)).toThrow(RangeError);
  expect(() => localDateOf(new Date(0), 'Mars/Phobos')).toThrow(RangeError);
});
