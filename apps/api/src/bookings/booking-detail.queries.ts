import { Inject, Injectable } from '@nestjs/common';
import type { getBooking, ResponseOf } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import type { Tx } from '../platform/database/database';
import { DayRowQueries } from './day-row.queries';
import { NotesStore } from './notes.store';

interface Contact {
  rowKey: string;
  mobile: Buffer | null;
  landline: Buffer | null;
  email: Buffer | null;
  language: string;
}
interface Noted {
  at: Date;
  action: string;
  by: string;
  reason: string | null;
}

const CONTACT = `
  SELECT c.row_key AS "rowKey", c.mobile_ct AS mobile, c.landline_ct AS landline, c.email_ct AS email, c.language
  FROM booking b JOIN contact c ON c.party_id = b.party_id WHERE b.id = $1`;
// Who only looked is in the audit, and not in the story of the booking.
const HISTORY = `
  SELECT a.at, a.action, CASE WHEN a.actor LIKE 'staff:%' THEN COALESCE((SELECT u.name FROM staff_user u WHERE 'staff:' || u.id = a.actor), 'staff')
    ELSE a.actor END AS by,
    CASE WHEN a.action = 'booking.cancelled' THEN a.details->>'reason' END AS reason
  FROM audit a WHERE a.booking_id = $1 AND a.action LIKE 'booking.%' AND a.action <> 'booking.opened' ORDER BY a.id DESC LIMIT 30`;

/** All of one booking. */
@Injectable()
export class BookingDetailQueries {
  constructor(
    private readonly rows: DayRowQueries,
    private readonly notes: NotesStore,
    private readonly cipher: Cipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async one(tx: Tx, bookingId: number): Promise<ResponseOf<typeof getBooking>> {
    const row = await this.rows.one(tx, bookingId);
    const [contact] = await tx.query<Contact[]>(CONTACT, [bookingId]);
    const history = await tx.query<Noted[]>(HISTORY, [bookingId]);
    const opened = (column: 'mobile' | 'landline' | 'email'): string | null => {
      const sealed = contact?.[column];
      return contact && sealed ? this.cipher.open(`contact.${column}`, contact.rowKey, sealed) : null;
    };
    return {
      ...row,
      mobile: opened('mobile'),
      landline: opened('landline'),
      email: opened('email'),
      language: contact?.language ?? 'en',
      history: history.map(({ at, ...noted }) => ({ at: instantText(at, this.config.TIME_ZONE), ...noted })),
      notes: await this.notes.of(tx, bookingId),
    };
  }
}
