import type { Role, ScopeKind } from '@fairslot/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One role of one member of staff, and how far it reaches. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'integer', name: 'staff_user_id' })
  staffUserId: number;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'text', name: 'scope_kind' })
  scopeKind: ScopeKind;

  /** Id of the place, organisation or site; null for the region. */
  @Column({ type: 'integer', name: 'scope_id', nullable: true })
  scopeId: number | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
