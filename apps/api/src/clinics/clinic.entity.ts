import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Local times, half-open. */
export interface ClinicBreak {
  from: string;
  until: string;
}

/** One run of appointments at a site on one local date. */
@Entity('clinic')
export class Clinic {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'integer', name: 'site_id' })
  siteId: number;

  /** The rule it came from; null for a clinic made by itself. */
  @Column({ type: 'integer', name: 'series_id', nullable: true })
  seriesId: number | null;

  /** 'YYYY-MM-DD', local. */
  @Column({ type: 'date' })
  date: string;

  /** Local time; PostgreSQL answers 'HH:mm:ss'. */
  @Column({ type: 'time' })
  starts: string;

  /** Local time, '24:00:00' for the end of the day. */
  @Column({ type: 'time' })
  ends: string;

  @Column({ type: 'smallint', name: 'slot_minutes' })
  slotMinutes: number;

  /** How many people can be seen at the same time. */
  @Column({ type: 'smallint' })
  capacity: number;

  /** Ascending, each once, so that equal sets are equal. */
  @Column({ type: 'integer', name: 'service_ids', array: true })
  serviceIds: number[];

  @Column({ type: 'jsonb' })
  breaks: ClinicBreak[];

  @Column({ type: 'text' })
  status: 'open' | 'paused' | 'cancelled';

  @Column({ type: 'integer' })
  version: number;
}
