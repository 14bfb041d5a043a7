import type { ClinicOption, LocalSpan, LocalTime } from '@fairslot/domain';

/** One repeating clinic of a site. */
export interface Pattern {
  /** 1 = Monday … 7 = Sunday. */
  weekdays: number[];
  from: LocalTime;
  until: LocalTime;
  slotMinutes: number;
  /** How many people can be seen at the same time. */
  capacity: number;
  /** Slugs of the services offered. */
  services: string[];
  breaks?: LocalSpan[];
  /** What it is besides. */
  options?: ClinicOption[];
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const NOT_SUNDAY = [...WEEKDAYS, 6];
const DAILY = [...NOT_SUNDAY, 7];
const LUNCH: LocalSpan[] = [{ from: '12:30', until: '13:15' }];

type Hours = Pick<Pattern, 'weekdays' | 'from' | 'until' | 'capacity' | 'breaks'>;
const jabs = (hours: Hours): Pattern => ({ ...hours, slotMinutes: 5, services: ['flu', 'covid-autumn'] });
const mmr = (hours: Hours): Pattern => ({ ...hours, slotMinutes: 10, services: ['mmr'] });
const healthChecks = (hours: Hours): Pattern => ({ ...hours, slotMinutes: 20, services: ['health-check'] });
const bloodTests = (hours: Hours): Pattern => ({ ...hours, slotMinutes: 10, services: ['blood-test'] });

const byKind: Record<string, Pattern[]> = {
  hospital: [
    jabs({ weekdays: NOT_SUNDAY, from: '09:00', until: '17:00', capacity: 4, breaks: LUNCH }),
    bloodTests({ weekdays: WEEKDAYS, from: '08:00', until: '12:00', capacity: 3 }),
    mmr({ weekdays: [3], from: '14:00', until: '17:00', capacity: 2 }),
  ],
  gp_hub: [
    jabs({ weekdays: [2, 4], from: '09:00', until: '12:00', capacity: 2 }),
    jabs({ weekdays: [6], from: '09:00', until: '13:00', capacity: 3 }),
    healthChecks({ weekdays: [1, 3], from: '09:00', until: '12:00', capacity: 2 }),
    bloodTests({ weekdays: [1, 5], from: '08:30', until: '11:30', capacity: 1 }),
    mmr({ weekdays: [3], from: '15:30', until: '17:30', capacity: 1 }),
  ],
  community_clinic: [
    jabs({ weekdays: [1, 3, 5], from: '09:00', until: '16:00', capacity: 3, breaks: LUNCH }),
    bloodTests({ weekdays: [2, 4], from: '08:00', until: '12:00', capacity: 2 }),
    healthChecks({ weekdays: [2], from: '13:00', until: '17:00', capacity: 2 }),
    mmr({ weekdays: [4], from: '13:30', until: '17:00', capacity: 2 }),
  ],
  pharmacy: [
    jabs({ weekdays: NOT_SUNDAY, from: '10:00', until: '17:00', capacity: 1, breaks: LUNCH }),
    healthChecks({ weekdays: [2, 4], from: '17:00', until: '19:00', capacity: 1 }),
  ],
  stadium: [jabs({ weekdays: DAILY, from: '08:30', until: '19:00', capacity: 10 })],
  pop_up: [jabs({ weekdays: [6, 7], from: '10:00', until: '15:00', capacity: 2 })],
  bus: [jabs({ weekdays: [1, 3, 7], from: '10:00', until: '15:00', capacity: 1 })],
};

/** Sites that differ from their kind. The first is where the front desk of the demonstration works: open long, every day. */
const bySite: Record<string, Pattern[]> = {
  'royal-liverpool-university-hospital': [
    jabs({ weekdays: DAILY, from: '08:00', until: '20:00', capacity: 6 }),
    bloodTests({ weekdays: DAILY, from: '07:30', until: '19:30', capacity: 3 }),
    mmr({ weekdays: WEEKDAYS, from: '14:00', until: '18:00', capacity: 2 }),
    healthChecks({ weekdays: WEEKDAYS, from: '09:00', until: '16:00', capacity: 2 }),
  ],
  'alder-hey-childrens-hospital': [
    mmr({ weekdays: NOT_SUNDAY, from: '09:00', until: '18:00', capacity: 3, breaks: LUNCH }),
  ],
  'liverpool-womens-hospital': [
    jabs({ weekdays: WEEKDAYS, from: '09:00', until: '17:00', capacity: 2, breaks: LUNCH }),
    bloodTests({ weekdays: WEEKDAYS, from: '08:30', until: '12:30', capacity: 2 }),
    { ...jabs({ weekdays: [6], from: '09:30', until: '12:30', capacity: 2 }), options: ['women_only'] },
    {
      ...jabs({ weekdays: [6], from: '13:30', until: '15:30', capacity: 1 }),
      slotMinutes: 10,
      options: ['quiet', 'longer'],
    },
  ],
};

export const patternsOf = (site: { slug: string; kind: string }): Pattern[] =>
  bySite[site.slug] ?? byKind[site.kind] ?? [];
