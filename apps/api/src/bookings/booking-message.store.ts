import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface MessageFacts {
  bookingId: number;
  reference: string;
  status: string;
  occurrence: number;
  siteId: number;
  serviceId: number;
  startsAt: Date;
  firstName: string;
  manageTokenVersion: number;
  language: string;
  rowKey: string;
  mobile: Buffer | null;
  email: Buffer | null;
}

const FACTS = {
  name: 'booking_message.facts',
  text: `SELECT b.id AS "bookingId", b.reference, b.status, b.occurrence, b.site_id AS "siteId", b.service_id AS "serviceId",
      b.starts_at AS "startsAt", p.first_name AS "firstName", b.manage_token_version AS "manageTokenVersion", c.language,
      c.row_key AS "rowKey", c.mobile_ct AS mobile, c.email_ct AS email
    FROM booking b JOIN person p ON p.id = b.person_id JOIN contact c ON c.party_id = b.party_id WHERE b.id = $1`,
};

@Injectable()
export class BookingMessageStore {
  constructor(private readonly database: Database) {}

  async facts(bookingId: number): Promise<MessageFacts | undefined> {
    return (await this.database.once<MessageFacts>(FACTS, [bookingId]))[0];
  }
}
