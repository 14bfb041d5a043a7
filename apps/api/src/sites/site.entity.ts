import type { PublicSite } from '@fairslot/contract';
import type { DayHours, SiteFacilities } from '@fairslot/domain';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Place } from './place.entity';

/** Where appointments are given. */
@Entity('site')
export class Site {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  name: string;

  /** At most 22 characters, for text messages. */
  @Column({ type: 'text', name: 'short_name' })
  shortName: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'text' })
  address: string;

  @Column({ type: 'text' })
  postcode: string;

  @Column({ type: 'smallint', name: 'place_id' })
  placeId: number;

  @ManyToOne(() => Place)
  @JoinColumn({ name: 'place_id' })
  place: Relation<Place>;

  @Column({ type: 'integer', name: 'organisation_id' })
  organisationId: number;

  @Column({ type: 'double precision' })
  latitude: number;

  @Column({ type: 'double precision' })
  longitude: number;

  @Column({ type: 'text' })
  directions: string;

  /** Three words with dots between them, or nothing. */
  @Column({ type: 'text' })
  what3words: string;

  @Column({ type: 'jsonb' })
  facilities: Partial<SiteFacilities>;

  @Column({ type: 'jsonb' })
  hours: DayHours[];

  @Column({ type: 'jsonb' })
  buses: PublicSite['buses'];

  @Column({ type: 'jsonb', nullable: true })
  station: PublicSite['station'];

  @Column({ type: 'text', array: true })
  travel: string[];

  /** What staff speak or sign besides: ISO 639. */
  @Column({ type: 'text', array: true })
  languages: string[];

  /** When people may come without a booking. */
  @Column({ type: 'jsonb', name: 'walk_in_hours' })
  walkInHours: DayHours[];

  /** Slugs. */
  @Column({ type: 'text', array: true, name: 'walk_in_services' })
  walkInServices: string[];

  @Column({ type: 'text' })
  status: 'open' | 'closed';
}
