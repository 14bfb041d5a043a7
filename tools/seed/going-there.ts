import type { DayHours, LocalTime } from '@fairslot/domain';
import { randomOf } from './random';
import { patternsOf } from './timetable';

const LONG_DAY: [LocalTime, LocalTime] = ['08:00', '20:00'];
/** When the building is open, where that is more than its clinics. */
const OPEN: Record<string, Record<number, [LocalTime, LocalTime]>> = {
  hospital: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, LONG_DAY])),
  pharmacy: {
    ...Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, ['09:00', '18:00'] as const])),
    6: ['09:00', '17:00'],
  },
  gp_hub: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, ['08:00', '18:30'] as const])),
  community_clinic: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, ['08:30', '17:00'] as const])),
} as never;

const LANGUAGES = ['pl', 'ar', 'ro', 'cmn', 'ckb', 'ur', 'bn', 'bfi'];
/** Stops are called after streets, and stations after towns. */
const streetOf = (address: string): string => (address.split(',')[0] ?? '').replace(/^\d+\w? /, '');
const townOf = (address: string): string => (address.split(',').at(-1) ?? '').trim();
const BUSES = ['1', '10A', '14', '18', '27', '52', '61', '79', '82A', '86', '201', '430', '464', '500'];
/** So that whoever tries the demonstration as it suggests, near L24, sees one. */
const NEAR_THE_FIRST_SEARCH = new Set(['nutgrove-villa']);
const JABS = ['flu', 'covid-autumn'];

/** Made up like the rest: opening hours, the way, what staff speak, and walk-in clinics where the vaccine bus and pop-ups stand. */
export function goingThere({ slug, kind, address }: { slug: string; kind: string; address: string }) {
  const random = randomOf(`going there ${slug}`);
  const jabs = patternsOf({ slug, kind }).filter(({ services }) => services.includes('flu'));
  const clinicHours: DayHours[] = jabs.flatMap(({ weekdays, from, until }) =>
    weekdays.map((day) => ({ day, from, until })),
  );
  const open = Object.entries(OPEN[kind] ?? {}).map(([day, [from, until]]) => ({ day: Number(day), from, until }));
  const isWalkIn =
    kind === 'bus' ||
    kind === 'pop_up' ||
    NEAR_THE_FIRST_SEARCH.has(slug) ||
    (kind === 'pharmacy' && random.chance(0.3));
  return {
    hours: open.length > 0 ? open : clinicHours,
    buses: kind === 'bus' ? [] : [{ route: random.pick(BUSES), stop: streetOf(address) }],
    station: kind === 'bus' || kind === 'pop_up' ? null : { name: townOf(address), minutes: random.between(4, 25) },
    travel: kind === 'hospital' ? ['The main entrance is the nearest to the clinic.'] : [],
    languages: LANGUAGES.filter(() => random.chance(0.15)),
    walkInHours: isWalkIn ? clinicHours : [],
    walkInServices: isWalkIn ? JABS : [],
  };
}
