import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';
import { StaffUser } from './staff-user.entity';

@Injectable()
export class StaffUsersStore {
  /** `email` comes in lower case, so that every spelling that finds a user is counted as one. */
  byEmail(tx: Tx, email: string): Promise<StaffUser | null> {
    return tx.createQueryBuilder(StaffUser, 'staff').where('lower(staff.email) = :email', { email }).getOne();
  }

  byId(tx: Tx, id: number): Promise<StaffUser | null> {
    return tx.findOneBy(StaffUser, { id });
  }

  async noteSignIn(tx: Tx, id: number): Promise<void> {
    await tx.query('UPDATE staff_user SET signed_in_at = app_now() WHERE id = $1', [id]);
  }
}
