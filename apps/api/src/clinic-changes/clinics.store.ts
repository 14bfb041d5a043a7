import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import { Between, MoreThanOrEqual } from 'typeorm';
import { Clinic } from '../clinics/clinic.entity';
import { Database, type Tx } from '../platform/database/database';
import type { ClinicRow } from './clinic-columns';

export type NewClinic = Omit<ClinicRow, 'id' | 'version'>;

/** Name of the index that keeps two clinics with the same times and services apart. */
export const CLINIC_ONCE = 'clinic_once';

/** Days between two dates, both included. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** Rows of clinics. Whoever writes one has locked its day. */
@Injectable()
export class ClinicsStore {
  constructor(private readonly database: Database) {}

  find(tx: Tx, siteId: number, id: number): Promise<ClinicRow | null> {
    return tx.findOneBy(Clinic, { siteId, id });
  }

  /** Clinics of these days, cancelled ones too, by date. */
  on(tx: Tx, siteId: number, { from, to }: Days): Promise<ClinicRow[]> {
    return tx.find(Clinic, {
      where: { siteId, date: Between(from, to) },
      order: { date: 'ASC', starts: 'ASC', id: 'ASC' },
    });
  }

  /** Clinics of a series from a date on, cancelled ones too, by date. */
  ofSeries(tx: Tx, siteId: number, seriesId: number, from: LocalDate): Promise<ClinicRow[]> {
    return tx.find(Clinic, { where: { siteId, seriesId, date: MoreThanOrEqual(from) }, order: { date: 'ASC' } });
  }

  /** The new rows, in the order given. */
  async insert(tx: Tx, clinics: readonly NewClinic[]): Promise<ClinicRow[]> {
    if (clinics.length === 0) return [];
    const insert = tx
      .createQueryBuilder()
      .insert()
      .into(Clinic)
      .values([...clinics])
      .returning(['id', 'version']);
    const made = (await insert.execute()).generatedMaps as Pick<Clinic, 'id' | 'version'>[];
    return clinics.map((clinic, n) => ({ ...clinic, ...(made[n] as Pick<Clinic, 'id' | 'version'>) }));
  }

  /** Writes what changes may change, and raises the versions. Answers the rows as they are then. */
  async save(tx: Tx, clinics: readonly ClinicRow[]): Promise<ClinicRow[]> {
    if (clinics.length > 0)
      await tx.query(
        `UPDATE clinic c SET starts = w.starts, ends = w.ends, slot_minutes = w."slotMinutes", capacity = w.capacity,
           service_ids = w."serviceIds", breaks = w.breaks, daily_cap = w."dailyCap", held_back_percent = w."heldBackPercent",
           held_back_days = w."heldBackDays", held_back_time = w."heldBackTime", audience_ids = w."audienceIds", options = w.options,
           own_changes = w."ownChanges", status = w.status, paused_until = w."pausedUntil", version = c.version + 1
         FROM jsonb_to_recordset($1::jsonb) AS w (id integer, starts time, ends time, "slotMinutes" smallint, capacity smallint,
           "serviceIds" integer[], breaks jsonb, "dailyCap" smallint, "heldBackPercent" smallint, "heldBackDays" smallint,
           "heldBackTime" time, "audienceIds" integer[], options text[], "ownChanges" text[], status text, "pausedUntil" date)
         WHERE c.id = w.id`,
        [JSON.stringify(clinics)],
      );
    return clinics.map((clinic) => ({ ...clinic, version: clinic.version + 1 }));
  }

  /** Is anybody booked, or holding a time, at a start of these clinics that is to come? */
  async anyBooked(tx: Tx, ids: readonly number[]): Promise<boolean> {
    const [row] = await tx.query<[{ any: boolean }]>(
      `SELECT EXISTS (SELECT 1 FROM slot WHERE clinic_id = ANY ($1) AND starts_at > app_now() AND taken > 0) AS any`,
      [ids],
    );
    return row.any;
  }

  async raiseVersions(tx: Tx, ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await tx.query('UPDATE clinic SET version = version + 1 WHERE id = ANY ($1)', [ids]);
  }

  /** Those of these audiences that exist. */
  async audiences(ids: readonly number[]): Promise<Set<number>> {
    const statement = { name: 'clinics.audiences', text: 'SELECT id FROM audience WHERE id = ANY ($1)' };
    const known = await this.database.once<{ id: number }>(statement, [ids]);
    return new Set(known.map(({ id }) => id));
  }
}
