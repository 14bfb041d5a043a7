import { slotStarts, type LocalDate, type ReallocationCause } from '@fairslot/domain';
import type { ClinicWanted, Core } from '@fairslot/testing';
import { AllocationStore, type Start } from '../src/bookings/allocation.store';
import { Reallocate, type ReallocationReport } from '../src/bookings/reallocate';
import { Database, type Tx } from '../src/platform/database/database';
import type { anApi } from './harness/api';
import type { TestDatabase } from './harness/database';

type Api = Awaited<ReturnType<typeof anApi>>;
type Report = Awaited<ReturnType<Core['editClinic']>>;

const CAUSE = { actor: 'test', requestId: 'contract' };
const START = `site_id AS "siteId", starts_at AS "startsAt", minutes`;

/** What staff do to clinics, each as one transaction of the program: slots are changed and the starts re-allocated. */
export class SqlDesk {
  constructor(
    private readonly api: Api,
    private readonly database: TestDatabase,
    private readonly zone: string,
  ) {}

  /** The clinic's id, once the stranded of its times have been served. */
  async add(siteId: number, serviceIds: readonly number[], wanted: ClinicWanted, audienceId: number | null) {
    const { date, from, until, slotMinutes, capacity } = wanted;
    const audiences = audienceId === null ? null : [audienceId];
    const { rows } = await this.database.owner.query<{ id: number }>(
      `INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids, audience_ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [siteId, date, from, until, slotMinutes, capacity, serviceIds, audiences],
    );
    const clinicId = (rows[0] as { id: number }).id;
    const starts = slotStarts({ date, from, until, slotMinutes }, this.zone).map(({ startsAt }) => startsAt);
    const report = await this.change(siteId, [date], 'more_room', async (tx) => {
      await tx.query(
        `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, audience_ids, capacity)
         SELECT $1, $2, start, $3, $4, $5, $6 FROM unnest($7::timestamptz[]) AS start ORDER BY start`,
        [clinicId, siteId, slotMinutes, serviceIds, audiences, capacity, starts],
      );
      return { starts: starts.map((startsAt) => ({ siteId, startsAt, minutes: slotMinutes })), capacities: new Map() };
    });
    return { clinicId, report };
  }

  async edit(clinicId: number, capacity: number | null, serviceIds: readonly number[] | null): Promise<Report> {
    const { siteId, date } = await this.clinic(clinicId);
    return this.change(siteId, [date], 'change', async (tx) => {
      const [changed] = await tx.query<[(Start & { id: number; capacity: number })[], number]>(
        `UPDATE slot SET service_ids = COALESCE($2, service_ids), capacity = greatest(COALESCE($3, capacity), taken)
         WHERE clinic_id = $1 AND starts_at > app_now() RETURNING id, ${START}, COALESCE($3, capacity) AS capacity`,
        [clinicId, serviceIds, capacity],
      );
      return { starts: changed, capacities: new Map(changed.map((slot) => [slot.id, slot.capacity])) };
    });
  }

  async setClosed(
    siteId: number,
    from: Date,
    until: Date,
    dates: readonly LocalDate[],
    isClosed: boolean,
  ): Promise<Report> {
    return this.change(siteId, dates, isClosed ? 'change' : 'more_room', async (tx) => {
      const [starts] = await tx.query<[Start[], number]>(
        `UPDATE slot SET status = $4 WHERE site_id = $1 AND starts_at < $3 AND starts_at + make_interval(mins => minutes) > $2
           AND starts_at > app_now() AND (status = 'closed') <> ($4 = 'closed') RETURNING ${START}`,
        [siteId, from, until, isClosed ? 'closed' : 'open'],
      );
      return { starts, capacities: new Map() };
    });
  }

  async setPaused(clinicId: number, isPaused: boolean): Promise<void> {
    await this.database.owner.query(`UPDATE slot SET status = $2 WHERE clinic_id = $1 AND status = $3`, [
      clinicId,
      ...(isPaused ? ['paused', 'open'] : ['open', 'paused']),
    ]);
  }

  async reserve(clinicId: number, places: number, until: Date): Promise<void> {
    await this.database.owner.query('UPDATE slot SET reserved = $2, reserve_until = $3 WHERE clinic_id = $1', [
      clinicId,
      places,
      until,
    ]);
  }

  async releaseReserved(): Promise<number> {
    const { rows } = await this.database.owner.query<{ n: number }>('SELECT release_reserved() AS n');
    return rows[0]?.n ?? 0;
  }

  async checkIn(reference: string): Promise<void> {
    await this.database.owner.query(`UPDATE booking SET status = 'checked_in' WHERE reference = $1`, [reference]);
  }

  /** As a change to clinics does it: the days are locked first, room is taken away last. */
  private async change(
    siteId: number,
    dates: readonly LocalDate[],
    what: ReallocationCause,
    work: (tx: Tx) => Promise<{ starts: Start[]; capacities: Map<number, number> }>,
  ): Promise<Report> {
    const [database, store, reallocate] = [Database, AllocationStore, Reallocate].map((part) =>
      this.api.app.get(part),
    ) as [Database, AllocationStore, Reallocate];
    return database.staffTx([siteId], async (tx) => {
      await store.lockDays(
        tx,
        dates.map((date) => ({ siteId, date })),
      );
      const { starts, capacities } = await work(tx);
      const report = await reallocate.run(tx, starts, CAUSE, what, capacities);
      await tx.query(
        `UPDATE slot s SET capacity = w.capacity FROM unnest($1::integer[], $2::smallint[]) AS w (id, capacity) WHERE s.id = w.id`,
        [[...capacities.keys()], [...capacities.values()]],
      );
      return counted(report);
    });
  }

  private async clinic(id: number): Promise<{ siteId: number; date: LocalDate }> {
    const { rows } = await this.database.owner.query<{ siteId: number; date: LocalDate }>(
      'SELECT site_id AS "siteId", date::text AS date FROM clinic WHERE id = $1',
      [id],
    );
    return rows[0] as { siteId: number; date: LocalDate };
  }
}

const counted = ({ kept, moved, stranded, rescued, endedHolds }: ReallocationReport): Report => ({
  kept: kept.length,
  moved: moved.length,
  stranded: stranded.length,
  rescued: rescued.length,
  endedHolds: endedHolds.length,
});
