import { Inject, Injectable } from '@nestjs/common';
import type { getWeek, ResponseOf } from '@fairslot/contract';
import {
  addDays,
  freeFor,
  localDateOf,
  startKey,
  startOfLocalDay,
  type LocalDate,
  type Occupant,
} from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import type { ClinicRow } from './clinic-columns';
import { ClinicsQueries } from './clinics.queries';
import { ClinicsStore } from './clinics.store';

type Week = ResponseOf<typeof getWeek>;
type Day = Week['days'][number];

const DAYS = 7;

interface Person {
  id: number;
  serviceId: number;
  audienceId: number | null;
  status: string;
  pinned: boolean;
}
interface WeekSlot {
  id: number;
  clinicId: number;
  siteId: number;
  startsAt: Date;
  minutes: number;
  serviceIds: number[];
  audienceIds: number[] | null;
  /** The options of its clinic as one word: nobody is moved between clinics that differ in them. */
  sort: string;
  capacity: number;
  reserved: number;
  status: 'open' | 'paused' | 'closed' | 'frozen';
  /** Not begun. */
  ahead: boolean;
  people: Person[];
}

// Slots and the people in them from one snapshot. A slot that was closed and is empty does not count.
const SLOTS = `
  SELECT s.id, s.clinic_id AS "clinicId", s.site_id AS "siteId", s.starts_at AS "startsAt", s.minutes, s.service_ids AS "serviceIds",
    s.audience_ids AS "audienceIds", COALESCE(array_to_string(s.options, '+'), '') AS sort, s.capacity, s.reserved, s.status, s.starts_at > app_now() AS ahead,
    COALESCE((SELECT jsonb_agg(jsonb_build_object('id', b.id, 'serviceId', b.service_id, 'audienceId', b.audience_id, 'status', b.status, 'pinned', b.pinned))
      FROM booking b WHERE b.slot_id = s.id AND b.status IN ('held', 'booked', 'checked_in', 'completed', 'did_not_attend')), '[]') AS people
  FROM slot s WHERE s.site_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.status <> 'closed' ORDER BY s.starts_at, s.id`;
const STRANDED = `
  SELECT b.starts_at AS "startsAt" FROM booking b WHERE b.site_id = $1 AND b.starts_at >= $2 AND b.starts_at < $3 AND b.slot_id IS NULL
    AND b.status IN ('booked', 'checked_in') AND b.source <> 'walk_in' AND b.continues IS NULL`;

/** Seven days of one site. */
@Injectable()
export class WeekQueries {
  constructor(
    private readonly database: Database,
    private readonly store: ClinicsStore,
    private readonly clinics: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  week({ params, query, caller }: Parsed<typeof getWeek, StaffCaller>): Promise<Week> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    const from = query.from ?? this.clinics.today();
    const to = addDays(from, DAYS - 1);
    return this.database.staffTx([siteId], async (tx) => {
      const { slots, stranded } = await this.rows(tx, siteId, from);
      const clinics = await this.store.on(tx, siteId, { from, to });
      const days = Array.from({ length: DAYS }, (_, n) => {
        const date = addDays(from, n);
        return this.day(
          date,
          clinics.filter((clinic) => clinic.date === date),
          slots.get(date) ?? [],
          stranded.get(date)?.length ?? 0,
        );
      });
      return { from, to, days };
    });
  }

  /** By local date. */
  private async rows(tx: Tx, siteId: number, from: LocalDate) {
    const zone = this.config.TIME_ZONE;
    const values = [siteId, startOfLocalDay(from, zone), startOfLocalDay(addDays(from, DAYS), zone)];
    const byDate = <R extends { startsAt: Date }>(rows: readonly R[]): Map<LocalDate, R[]> =>
      grouped(rows, ({ startsAt }) => localDateOf(startsAt, zone));
    return {
      slots: byDate(await tx.query<WeekSlot[]>(SLOTS, values)),
      stranded: byDate(await tx.query<{ startsAt: Date }[]>(STRANDED, values)),
    };
  }

  private day(date: LocalDate, clinics: readonly ClinicRow[], slots: readonly WeekSlot[], stranded: number): Day {
    const offered = new Set(
      slots.flatMap(({ serviceIds, people }) => [...serviceIds, ...people.map((one) => one.serviceId)]),
    );
    const keyOf = (slot: WeekSlot): string =>
      `${startKey({ ...slot, startsAt: slot.startsAt.getTime() })}/${slot.sort}`;
    const starts = [...grouped(slots.filter(isOnSale), keyOf).values()];
    const services = [...offered]
      .sort((a, b) => a - b)
      .map((serviceId) => ({
        serviceId: this.services.get(serviceId).slug,
        booked: countBooked(slots, serviceId),
        free: sum(starts.map((start) => freeAt(start, serviceId))),
      }));
    return {
      date,
      ...figuresOf(slots),
      stranded,
      services,
      clinics: clinics.map((clinic) => this.clinic(clinic, slots)),
    };
  }

  private clinic(
    { id, starts, ends, status, pausedUntil, options }: ClinicRow,
    all: readonly WeekSlot[],
  ): Day['clinics'][number] {
    const slots = all.filter(({ clinicId }) => clinicId === id);
    const offered = new Set(
      slots.flatMap(({ serviceIds, people }) => [...serviceIds, ...people.map((one) => one.serviceId)]),
    );
    const services = [...offered]
      .sort((a, b) => a - b)
      .map((serviceId) => ({
        serviceId: this.services.get(serviceId).slug,
        booked: countBooked(slots, serviceId),
      }));
    return {
      id: this.ids.opaque('clinic', id),
      from: starts,
      until: ends,
      status,
      pausedUntil,
      ...figuresOf(slots),
      services,
      options: options ?? [],
    };
  }
}

function grouped<R>(rows: readonly R[], keyOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const isOnSale = ({ status, ahead }: WeekSlot): boolean => status === 'open' && ahead;
const isBooked = ({ status }: Person): boolean => status !== 'held';
/** Kept from the public, and not used yet by staff. */
const keptBack = ({ capacity, reserved, people }: WeekSlot): number =>
  Math.max(0, Math.min(reserved, capacity - people.length));

function countBooked(slots: readonly WeekSlot[], serviceId: number): number {
  return sum(slots.map(({ people }) => people.filter((one) => isBooked(one) && one.serviceId === serviceId).length));
}

function figuresOf(slots: readonly WeekSlot[]): Pick<Day, 'capacity' | 'booked' | 'held' | 'reserved' | 'free'> {
  const onSale = slots.filter(isOnSale);
  return {
    capacity: sum(slots.map(({ capacity }) => capacity)),
    booked: sum(slots.map(({ people }) => people.filter(isBooked).length)),
    held: sum(slots.map(({ people }) => people.filter((one) => !isBooked(one)).length)),
    reserved: sum(onSale.map(keptBack)),
    free: sum(onSale.map((slot) => slot.capacity - slot.people.length - keptBack(slot))),
  };
}

/** How many more of the service the public could book at one start. */
function freeAt(slots: readonly WeekSlot[], serviceId: number): number {
  const occupants = slots.flatMap(({ id, people }) =>
    people.map((one): Occupant => ({
      id: one.id,
      slotId: id,
      serviceId: one.serviceId,
      audienceId: one.audienceId,
      pinnedTo: one.pinned ? id : null,
      rank: 1,
      createdAt: one.id,
    })),
  );
  return freeFor(slots, occupants, { serviceId });
}
