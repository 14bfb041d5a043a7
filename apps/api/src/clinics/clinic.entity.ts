import type { ClinicOption } from '@fairslot/domain';
import { Column, Entity, PrimaryGeneratedColumn, type ValueTransformer } from 'typeorm';

/** Local times, half-open. */
export interface ClinicBreak {
  from: string;
  until: string;
}

/** PostgreSQL answers 'HH:mm:ss' for what is 'HH:mm' everywhere else; '24:00' ends a day. */
export const hoursAndMinutes: ValueTransformer = {
  to: (time: unknown) => time,
  from: (time: string | null) => time?.slice(0, 5) ?? null,
};

/** What a clinic says of its slots, and a series of each of its clinics. */
export abstract class ClinicColumns {
  @Column({ type: 'time', transformer: hoursAndMinutes })
  starts: string;

  @Column({ type: 'time', transformer: hoursAndMinutes })
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

  @Column({ type: 'smallint', name: 'daily_cap', nullable: true })
  dailyCap: number | null;

  /** Of the places of the day; 0: none. */
  @Column({ type: 'smallint', name: 'held_back_percent' })
  heldBackPercent: number;

  /** Days before the date on which the share goes on sale; null with the time: never. */
  @Column({ type: 'smallint', name: 'held_back_days', nullable: true })
  heldBackDays: number | null;

  @Column({ type: 'time', name: 'held_back_time', nullable: true, transformer: hoursAndMinutes })
  heldBackTime: string | null;

  /** Ascending; null: open to everybody. */
  @Column({ type: 'integer', name: 'audience_ids', array: true, nullable: true })
  audienceIds: number[] | null;

  /** In their order; null: none. */
  @Column({ type: 'text', array: true, nullable: true })
  options: ClinicOption[] | null;
}

/** One run of appointments at a site on one local date. */
@Entity('clinic')
export class Clinic extends ClinicColumns {
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

  @Column({ type: 'text' })
  status: 'open' | 'paused' | 'cancelled';

  /** The last local day of the pause; null: until somebody resumes it. */
  @Column({ type: 'date', name: 'paused_until', nullable: true })
  pausedUntil: string | null;

  /** Fields that this date of a series has of its own; 'cancelled' where the date was cancelled by itself. */
  @Column({ type: 'text', name: 'own_changes', array: true })
  ownChanges: string[];

  @Column({ type: 'integer' })
  version: number;
}
