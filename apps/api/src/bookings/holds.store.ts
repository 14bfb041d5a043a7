import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';

export interface HeldRow {
  bookingId: number;
  partyId: number;
  position: number;
  siteId: number;
  startsAt: Date;
  minutes: number;
  serviceId: number;
  answers: Record<string, boolean | string>;
  status: string;
  holdExpiresAt: Date;
  seed: string;
  /** By the database clock, like everything about holds. */
  live: boolean;
}

export type Claimed = Pick<HeldRow, 'partyId' | 'holdExpiresAt' | 'minutes'>;

export interface Claim {
  slotId: number;
  serviceId: number;
  seed: string;
  tokenHash: Buffer;
  journeyHash: Buffer | null;
  minutes: number;
  ruleVersion: number;
  answers: object;
  key: string;
  requestHash: Buffer;
}

// Takes the place, makes the hold and remembers the key in one statement. A key that was used already takes nothing;
// one that is being used at this moment breaks on the primary key and takes nothing either.
const CLAIM = {
  name: 'holds.claim',
  text: `WITH place AS (
      UPDATE slot SET taken = taken + 1
      WHERE id = $1 AND status = 'open' AND taken + reserved < capacity AND service_ids @> ARRAY[$2::integer] AND starts_at > app_now()
        AND NOT EXISTS (SELECT 1 FROM idempotency WHERE scope = 'hold' AND key = $9)
      RETURNING id, site_id, starts_at, minutes
    ), new_party AS (
      INSERT INTO party (seed, token_hash, held_since) SELECT $3::uuid, $4, app_now() FROM place RETURNING id
    ), held AS (
      INSERT INTO booking (party_id, position, slot_id, site_id, starts_at, minutes, service_id, journey_id, status,
        hold_expires_at, rule_version, answers, source, created_at)
      SELECT new_party.id, 1, place.id, place.site_id, place.starts_at, place.minutes, $2,
        (SELECT id FROM journey WHERE id_hash = $5), 'held', LEAST(app_now() + make_interval(mins => $6), place.starts_at), $7, $8::jsonb, 'online', app_now()
      FROM place, new_party
      RETURNING party_id, hold_expires_at, minutes
    ), remembered AS (
      INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
      SELECT 'hold', $9, $10, 201, jsonb_build_object('partyId', party_id), app_now() FROM held
    )
    SELECT party_id AS "partyId", hold_expires_at AS "holdExpiresAt", minutes FROM held`,
};
const REMEMBERED = {
  name: 'holds.remembered',
  text: `SELECT request_hash AS "requestHash", (response->>'partyId')::bigint AS "partyId" FROM idempotency WHERE scope = 'hold' AND key = $1`,
};
const PARTY = {
  name: 'holds.party',
  text: `SELECT b.id AS "bookingId", b.party_id AS "partyId", b.position, b.site_id AS "siteId", b.starts_at AS "startsAt", b.minutes,
      b.service_id AS "serviceId", b.answers, b.status, COALESCE(b.hold_expires_at, p.held_since) AS "holdExpiresAt", p.seed,
      b.status = 'held' AND b.hold_expires_at >= app_now() AS live
    FROM party p JOIN booking b ON b.party_id = p.id WHERE p.id = $1 AND ($2::bytea IS NULL OR p.token_hash = $2) ORDER BY b.position`,
};
const RENEW = {
  name: 'holds.renew',
  text: `UPDATE booking b SET hold_expires_at = LEAST(app_now() + make_interval(mins => $3), p.held_since + make_interval(mins => $4), b.starts_at)
    FROM party p WHERE p.id = b.party_id AND p.id = $1 AND p.token_hash = $2 AND b.status = 'held' AND b.hold_expires_at >= app_now()
    RETURNING b.hold_expires_at AS "expiresAt"`,
};
const RELEASE = { name: 'holds.release', text: 'SELECT release_hold($1) AS freed' };
const RELEASE_JOURNEY = {
  name: 'holds.release_journey',
  text: 'SELECT release_journey_hold(id) AS freed FROM journey WHERE id_hash = $1',
};
const LAPSED = {
  name: 'holds.lapsed',
  text: `SELECT id FROM booking WHERE status = 'held' AND hold_expires_at < app_now() ORDER BY hold_expires_at LIMIT $1`,
};
const EXPIRE = { name: 'holds.expire', text: `SELECT (end_booking($1, ARRAY['held'], 'expired', true)).id` };
const EXPIRE_OF = {
  name: 'holds.expire_of',
  text: `SELECT (end_booking(id, ARRAY['held'], 'expired', true)).id FROM (
      SELECT id FROM booking WHERE slot_id = ANY ($1) AND status = 'held' AND hold_expires_at < app_now() ORDER BY slot_id, id
    ) AS lapsed`,
};

@Injectable()
export class HoldsStore {
  constructor(private readonly database: Database) {}

  /** Undefined when no place was free, or the key had been used. */
  async claim(c: Claim): Promise<Claimed | undefined> {
    const [held] = await this.database.once<Claimed>(CLAIM, [
      c.slotId,
      c.serviceId,
      c.seed,
      c.tokenHash,
      c.journeyHash,
      c.minutes,
      c.ruleVersion,
      JSON.stringify(c.answers),
      c.key,
      c.requestHash,
    ]);
    return held;
  }

  async remembered(key: string): Promise<{ requestHash: Buffer; partyId: number } | undefined> {
    return (await this.database.once<{ requestHash: Buffer; partyId: number }>(REMEMBERED, [key]))[0];
  }

  /** The bookings of a hold, in attendee order; none when the token is another one. Null skips the token, for our own replays. */
  party(partyId: number, tokenHash: Buffer | null): Promise<HeldRow[]> {
    return this.database.once<HeldRow>(PARTY, [partyId, tokenHash]);
  }

  async renew(partyId: number, tokenHash: Buffer, minutes: number, maxMinutes: number): Promise<Date | undefined> {
    const rows = await this.database.once<{ expiresAt: Date }>(RENEW, [partyId, tokenHash, minutes, maxMinutes]);
    return rows[0]?.expiresAt;
  }

  async release(partyId: number): Promise<void> {
    await this.database.once(RELEASE, [partyId]);
  }

  async releaseJourney(journeyHash: Buffer): Promise<void> {
    await this.database.once(RELEASE_JOURNEY, [journeyHash]);
  }

  /** Holds past their end whose places are not back yet, longest ago first. */
  async lapsed(most: number): Promise<number[]> {
    return (await this.database.once<{ id: number }>(LAPSED, [most])).map(({ id }) => id);
  }

  /** Gives the place of one lapsed hold back; a transaction each, so that one that fails keeps no other back. */
  async expire(bookingId: number): Promise<void> {
    await this.database.once(EXPIRE, [bookingId]);
  }

  /** Gives the places of lapsed holds in these slots back at once. */
  async expireIn(slotIds: readonly number[]): Promise<void> {
    await this.database.once(EXPIRE_OF, [slotIds]);
  }
}
