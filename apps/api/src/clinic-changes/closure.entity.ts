import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { hoursAndMinutes } from '../clinics/clinic.entity';

/** Dates on which a site is closed, whatever its clinics say. */
@Entity('closure')
export class Closure {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'integer', name: 'site_id' })
  siteId: number;

  /** Local dates, both included. */
  @Column({ type: 'date', name: 'from_date' })
  from: string;

  @Column({ type: 'date', name: 'until_date' })
  to: string;

  /** Local times of each date; null with the end: all day. */
  @Column({ type: 'time', nullable: true, transformer: hoursAndMinutes })
  starts: string | null;

  @Column({ type: 'time', nullable: true, transformer: hoursAndMinutes })
  ends: string | null;

  /** Ascending; null: for every service. */
  @Column({ type: 'integer', name: 'service_ids', array: true, nullable: true })
  serviceIds: number[] | null;

  @Column({ type: 'text' })
  reason: string;

  /** Null where it is none of the codes. */
  @Column({ type: 'text', name: 'reason_code', nullable: true })
  reasonCode: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
