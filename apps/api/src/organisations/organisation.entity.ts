import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Who runs a site: a trust, primary care network, practice, pharmacy, council or voluntary group. */
@Entity('organisation')
export class Organisation {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text', name: 'ods_code' })
  odsCode: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'integer', name: 'parent_id', nullable: true })
  parentId: number | null;
}
