import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';
import { StaffUser } from './staff-user.entity';

@Injectable()
export class StaffUsersStore {
  /** `email` comes in lower case, so that every spelling that finds a user is counted as one. */
  byEmail(tx: Tx, email: string): Promise<StaffUser | null> {
    return tx.createQueryBuilder(StaffUser, 'staff').where('lower(staff.email) = :email', { email }).getOne();
  }
}
