import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a mobile unit stands on a date. */
@Entity('site_location')
export class SiteLocation {
  @PrimaryColumn({ type: 'integer', name: 'site_id' })
  siteId: number;

  @PrimaryColumn({ type: 'date' })
  date: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  address: string;

  @Column({ type: 'text' })
  postcode: string;

  @Column({ type: 'double precision' })
  latitude: number;

  @Column({ type: 'double precision' })
  longitude: number;

  @Column({ type: 'text' })
  directions: string;
}
