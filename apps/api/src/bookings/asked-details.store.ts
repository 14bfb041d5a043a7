import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';
import type { ReachedBooking } from './bookings.store';

export interface Asking {
  by: 'mobile' | 'email';
  /** Of the number or address. */
  index: Buffer;
  dateOfBirth: string;
  requestId: string;
}

const MOST_AT_ONCE = 100;
/** One statement, and one row, whatever is found. */
const note = (by: Asking['by']): string => `
  INSERT INTO asked_details (booking_ids, request_id, asked_at)
  SELECT COALESCE(array_agg(b.id), '{}'), $3, app_now()
  FROM contact c JOIN booking b ON b.party_id = c.party_id JOIN person p ON p.id = b.person_id
  WHERE c.${by}_bi = $1 AND p.date_of_birth = $2 AND b.status = 'booked' AND b.continues IS NULL AND b.starts_at > app_now()`;
const NOTE = { mobile: note('mobile'), email: note('email') };
const TAKE = `
  WITH asked AS (
    DELETE FROM asked_details WHERE id IN (SELECT id FROM asked_details ORDER BY id LIMIT ${MOST_AT_ONCE})
    RETURNING booking_ids, request_id)
  SELECT DISTINCT ON (b.id) b.id, b.starts_at AS "startsAt", b.occurrence, asked.request_id AS "requestId",
    c.mobile_ct IS NOT NULL AS "hasMobile", c.email_ct IS NOT NULL AS "hasEmail"
  FROM asked JOIN booking b ON b.id = ANY (asked.booking_ids) JOIN contact c ON c.party_id = b.party_id ORDER BY b.id`;

/** What was found for people who asked for the details of their bookings, until it is sent. */
@Injectable()
export class AskedDetailsStore {
  async note(tx: Tx, { by, index, dateOfBirth, requestId }: Asking): Promise<void> {
    await tx.query(NOTE[by], [index, dateOfBirth, requestId]);
  }

  /** Each booking once, by its id, as they are locked. */
  take(tx: Tx): Promise<(ReachedBooking & { requestId: string })[]> {
    return tx.query(TAKE);
  }
}
