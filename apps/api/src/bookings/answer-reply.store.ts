import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface AheadRow {
  bookingId: number;
  /** The same for the same person, as far as that can be told. */
  person: string;
}

// First the appointment the phone last had a text about, which is what is answered; then the one booked last.
const AHEAD = {
  name: 'answer_reply.ahead',
  text: `SELECT b.id AS "bookingId", encode(b.person_key, 'hex') AS person
    FROM contact c JOIN booking b ON b.party_id = c.party_id
    WHERE c.mobile_bi = $1 AND b.status = 'booked' AND b.continues IS NULL AND b.starts_at > app_now()
    ORDER BY (SELECT max(m.sent_at) FROM message m WHERE m.booking_id = b.id AND m.channel = 'sms') DESC NULLS LAST,
      b.booked_at DESC, b.id DESC`,
};
// Once for each reply, however often it is delivered: the key is kept with the keys of requests.
const NOTE_COMING = {
  name: 'answer_reply.note_coming',
  text: `WITH first_time AS (
      INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
      VALUES ('coming:' || $1::bigint, $2, $3, 204, '{}', app_now()) ON CONFLICT DO NOTHING RETURNING key
    )
    SELECT note_audit('resident', 'booking.coming', b.site_id, b.id, $4, '{}') FROM first_time, booking b WHERE b.id = $1`,
};

/** What a text message from a phone can be about. */
@Injectable()
export class AnswerReplyStore {
  constructor(private readonly database: Database) {}

  /** Live bookings ahead that were made with this number, the likeliest first. */
  ahead(mobileBi: Buffer): Promise<AheadRow[]> {
    return this.database.once<AheadRow & object>(AHEAD, [mobileBi]);
  }

  async noteComing(bookingId: number, key: string, requestHash: Buffer, requestId: string): Promise<void> {
    await this.database.once(NOTE_COMING, [bookingId, key, requestHash, requestId]);
  }
}
