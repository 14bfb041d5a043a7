import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';
import { StaffUser } from './staff-user.entity';

/** Who signed in last so many days ago, or was woken then, sleeps. */
export const ASLEEP_AFTER_DAYS = 90;

@Injectable()
export class StaffUsersStore {
  /** `email` comes in lower case, so that every spelling that finds a user is counted as one. */
  byEmail(tx: Tx, email: string): Promise<StaffUser | null> {
    return tx.createQueryBuilder(StaffUser, 'staff').where('lower(staff.email) = :email', { email }).getOne();
  }

  byId(tx: Tx, id: number): Promise<StaffUser | null> {
    return tx.findOneBy(StaffUser, { id });
  }

  /** Not used for long; woken by whoever manages the account. */
  async isAsleep(tx: Tx, id: number): Promise<boolean> {
    const [row] = await tx.query<[{ asleep: boolean }]>('SELECT $1 IN (SELECT staff_asleep($2)) AS asleep', [
      id,
      ASLEEP_AFTER_DAYS,
    ]);
    return row.asleep;
  }

  async noteSignIn(tx: Tx, id: number): Promise<void> {
    await tx.query('UPDATE staff_user SET signed_in_at = app_now() WHERE id = $1', [id]);
  }

  /** The same password at another cost; nothing where it was changed meanwhile. */
  async renewHash(tx: Tx, id: number, known: string, hash: string): Promise<void> {
    await tx.query('SELECT staff_renew_password_hash($1, $2, $3)', [id, known, hash]);
  }
}
