import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { ClinicColumns } from '../clinics/clinic.entity';

/** The repeating rule that clinics come from. */
@Entity('clinic_series')
export class ClinicSeries extends ClinicColumns {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'integer', name: 'site_id' })
  siteId: number;

  /** Local dates, both included. */
  @Column({ type: 'date', name: 'starts_on' })
  startsOn: string;

  @Column({ type: 'date', name: 'ends_on' })
  endsOn: string;

  /** 1 is Monday. */
  @Column({ type: 'smallint', array: true })
  weekdays: number[];

  /** Paused: dates that are added are paused as the others are. */
  @Column({ type: 'text' })
  status: 'open' | 'paused' | 'cancelled';

  /** The last local day of the pause; null: until somebody resumes it. */
  @Column({ type: 'date', name: 'paused_until', nullable: true })
  pausedUntil: string | null;

  @Column({ type: 'integer' })
  version: number;
}
