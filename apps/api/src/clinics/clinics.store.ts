import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';
import { Clinic } from './clinic.entity';

export type NewClinic = Omit<Clinic, 'id' | 'version' | 'status' | 'seriesId'>;

/** Name of the index that keeps two clinics with the same times and services apart. */
export const CLINIC_ONCE = 'clinic_once';

@Injectable()
export class ClinicsStore {
  /** The clinic and its slots, which get neighbouring ids in the order of their starts. */
  async create(tx: Tx, clinic: NewClinic, starts: readonly Date[]): Promise<{ id: number; version: number }> {
    const insert = tx.createQueryBuilder().insert().into(Clinic).values(clinic).returning(['id', 'version']);
    const { id, version } = (await insert.execute()).generatedMaps[0] as Pick<Clinic, 'id' | 'version'>;
    await tx.query(
      `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity)
       SELECT $1, $2, start.at, $4, $5, $6 FROM unnest($3::timestamptz[]) WITH ORDINALITY AS start (at, n) ORDER BY start.n`,
      [id, clinic.siteId, starts, clinic.slotMinutes, clinic.serviceIds, clinic.capacity],
    );
    return { id, version };
  }
}
