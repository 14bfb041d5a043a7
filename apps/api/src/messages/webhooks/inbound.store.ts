import { Injectable } from '@nestjs/common';
import type { Reply } from '@fairslot/domain';
import { Database, type Tx } from '../../platform/database/database';

export interface NewInbound {
  providerId: string;
  rowKey: string;
  fromBi: Buffer;
  fromCt: Buffer;
  bodyCt: Buffer;
  reply: Reply;
  bookingId: number | null;
}

export interface InboundRow {
  id: number;
  reply: Reply;
  bookingId: number | null;
  /** Nothing more is said to it. */
  answered: boolean;
}

/** Answers a day to one number, whatever it sends: two programs that answer each other come to an end. */
const MOST_ANSWERS = 20;

const LANGUAGE = {
  name: 'inbound.language',
  text: `SELECT language FROM contact WHERE mobile_bi = $1 ORDER BY party_id DESC LIMIT 1`,
};
const KEEP = {
  name: 'inbound.keep',
  text: `INSERT INTO inbound_message (provider_id, row_key, from_bi, from_ct, body_ct, action, booking_id, answered, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, false, app_now()) ON CONFLICT (provider_id) DO NOTHING
    RETURNING id, action AS reply, booking_id AS "bookingId", answered`,
};
const KNOWN = {
  name: 'inbound.known',
  text: `SELECT id, action AS reply, booking_id AS "bookingId", answered FROM inbound_message WHERE provider_id = $1`,
};
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtextextended('inbound:' || encode($1, 'hex'), 0))`;
const TODAY = `FROM inbound_message o WHERE o.from_bi = i.from_bi AND o.answered AND o.at > app_now() - interval '1 day'`;
const ANSWER = `WITH done AS (
    UPDATE inbound_message i SET answered = true WHERE id = $1 AND NOT answered
      AND (action <> 'none' OR NOT EXISTS (SELECT 1 ${TODAY} AND o.action = 'none')) AND (SELECT count(*) ${TODAY}) < ${MOST_ANSWERS}
    RETURNING id
  ) SELECT id FROM done`;

const FORGET = {
  name: 'inbound.forget',
  text: `DELETE FROM inbound_message WHERE id IN
    (SELECT id FROM inbound_message WHERE at < app_now() - make_interval(days => $1) ORDER BY at LIMIT 5000) RETURNING id`,
};

/** Every text message that came in. */
@Injectable()
export class InboundStore {
  constructor(private readonly database: Database) {}

  /** The language of the newest booking with this number. */
  async languageOf(fromBi: Buffer): Promise<string> {
    return (await this.database.once<{ language: string }>(LANGUAGE, [fromBi]))[0]?.language ?? 'en';
  }

  /** Keeps it, or answers what was kept when it came for the first time. */
  async keep(n: NewInbound): Promise<InboundRow> {
    const values = [n.providerId, n.rowKey, n.fromBi, n.fromCt, n.bodyCt, n.reply, n.bookingId];
    const [kept] = await this.database.once<InboundRow & object>(KEEP, values);
    return kept ?? ((await this.database.once<InboundRow & object>(KNOWN, [n.providerId]))[0] as InboundRow);
  }

  /** True for the one delivery that may answer; what is not understood is answered once a day. */
  async takeAnswer(tx: Tx, id: number, fromBi: Buffer): Promise<boolean> {
    await tx.query(ONE_AT_A_TIME, [fromBi]);
    return (await tx.query<{ id: number }[]>(ANSWER, [id])).length > 0;
  }

  /** Those older than so many days; how many they were. */
  async forget(days: number): Promise<number> {
    return (await this.database.once(FORGET, [days])).length;
  }
}
