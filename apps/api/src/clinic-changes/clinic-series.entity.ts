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

  @Column({ type: 'text' })
  status: 'open' | 'cancelled';

  @Column({ type: 'integer' })
  version: number;
}
