import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody who works at a site or for the region, with a local account. */
@Entity('staff_user')
export class StaffUser {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  /** Unique in lower case. */
  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text' })
  name: string;

  /** Argon2id in its encoded form, which names its own parameters; null until an invitation was accepted. */
  @Column({ type: 'text', name: 'password_hash', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'boolean' })
  active: boolean;

  /** Made with the demo data; production refuses it. */
  @Column({ type: 'boolean' })
  demo: boolean;

  @Column({ type: 'timestamptz', name: 'signed_in_at', nullable: true })
  signedInAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
