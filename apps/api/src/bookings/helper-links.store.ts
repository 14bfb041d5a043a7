import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface HelpedRow {
  status: string;
  siteId: number;
  startsAt: Date;
  minutes: number;
}

const NEXT = {
  name: 'helper_links.next',
  text: `SELECT helper_token_version + 1 AS version FROM booking WHERE id = $1 AND helper_token_hash IS NULL
    AND status = 'booked' AND (starts_at > app_now() OR slot_id IS NULL)`,
};
const MAKE = {
  name: 'helper_links.make',
  text: `WITH made AS (
      UPDATE booking SET helper_token_hash = $3, helper_token_version = $2 WHERE id = $1 AND helper_token_hash IS NULL
        AND helper_token_version = $2 - 1 RETURNING id, site_id
    ) SELECT note_audit('resident', 'booking.helper_link_made', site_id, id, $4, '{}') FROM made`,
};
const END = {
  name: 'helper_links.end',
  text: `WITH ended AS (UPDATE booking SET helper_token_hash = NULL WHERE id = $1 AND helper_token_hash IS NOT NULL RETURNING id, site_id)
    SELECT note_audit('resident', 'booking.helper_link_ended', site_id, id, $2, '{}') FROM ended`,
};
// Who was erased has no link of their own any more, and neither has who helped them.
const OPEN = {
  name: 'helper_links.open',
  text: `SELECT * FROM (
      SELECT b.status, b.site_id AS "siteId", b.starts_at AS "startsAt",
        b.minutes + COALESCE((SELECT sum(more.minutes)::integer FROM booking more WHERE more.continues = b.id), 0) AS minutes
      FROM booking b WHERE b.helper_token_hash = $1 AND b.manage_token_hash IS NOT NULL AND b.status IN ('booked', 'checked_in', 'cancelled')
    ) AS shown WHERE "startsAt" + make_interval(mins => minutes) > app_now()`,
};

/** The links of people who help: at most one a booking. */
@Injectable()
export class HelperLinksStore {
  constructor(private readonly database: Database) {}

  /** The version that a new link would have; undefined where there is one, or the booking is not to come any more. */
  async next(bookingId: number): Promise<number | undefined> {
    return (await this.database.once<{ version: number }>(NEXT, [bookingId]))[0]?.version;
  }

  /** Nothing changes where somebody else made one in between. */
  async make(bookingId: number, version: number, tokenHash: Buffer, requestId: string): Promise<void> {
    await this.database.once(MAKE, [bookingId, version, tokenHash, requestId]);
  }

  async end(bookingId: number, requestId: string): Promise<void> {
    await this.database.once(END, [bookingId, requestId]);
  }

  async open(tokenHash: Buffer): Promise<HelpedRow | undefined> {
    return (await this.database.once<HelpedRow & Record<string, unknown>>(OPEN, [tokenHash]))[0];
  }
}
