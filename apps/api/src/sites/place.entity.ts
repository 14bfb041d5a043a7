import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A local area, such as Liverpool. */
@Entity('place')
export class Place {
  @PrimaryGeneratedColumn({ type: 'smallint' })
  id: number;

  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  name: string;
}

/** First half of a postcode with the middle of where its people live. */
@Entity('outcode')
export class Outcode {
  @PrimaryColumn({ type: 'text' })
  outcode: string;

  @Column({ type: 'double precision' })
  latitude: number;

  @Column({ type: 'double precision' })
  longitude: number;

  @Column({ type: 'text' })
  town: string;

  @Column({ type: 'smallint', name: 'place_id', nullable: true })
  placeId: number | null;
}
