import type { ClinicOption } from '@fairslot/domain';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database';
import type { Limit } from '../platform/http/attempts.store';

/** One row of a hold: a person's place at a time. */
export interface HeldRow {
  bookingId: number;
  partyId: number;
  position: number;
  /** 1 for the first of the party's people. */
  attendee: number;
  /** The row whose visit this one prolongs. */
  continues: number | null;
  dose: number;
  /** The row with the dose before, held with it. */
  doseAfter: number | null;
  siteId: number;
  startsAt: Date;
  minutes: number;
  /** What its clinic is besides. */
  options: readonly ClinicOption[];
  serviceId: number;
  audienceId: number | null;
  invitationId: number | null;
  answers: Record<string, boolean | string>;
  status: string;
  holdExpiresAt: Date;
  seed: string;
  /** By the database clock, like everything about holds. */
  live: boolean;
}

export type Claimed = Pick<HeldRow, 'partyId' | 'holdExpiresAt' | 'minutes'>;

/** The network a hold comes from, and how many holds it may have that nobody confirmed. Null for whoever an invitation vouches for. */
export interface NetworkBound {
  hash: Buffer;
  limits: readonly Limit[];
}

/** What every hold says, however its places are found. */
export interface HoldTerms {
  seed: string;
  tokenHash: Buffer;
  journeyHash: Buffer | null;
  minutes: number;
  invitationId: number | null;
  network: NetworkBound | null;
  key: string;
  requestHash: Buffer;
}

export interface Claim extends HoldTerms {
  slotId: number;
  serviceId: number;
  audienceId: number | null;
  /** As the time was shown: a clinic that has become something else is not taken. */
  options: readonly ClinicOption[];
  dose: number;
  ruleVersion: number;
  answers: object;
}

/** One row to be written; `continues` and `doseAfter` are positions of rows before it. */
export interface NewHeldRow {
  attendee: number;
  slotId: number;
  pinned: boolean;
  serviceId: number;
  dose: number;
  audienceId: number | null;
  ruleVersion: number;
  answers: object;
  continues?: number;
  doseAfter?: number;
}

// Takes the place, makes the hold and remembers the key in one statement. A key that was used already takes nothing;
// one that is being used at this moment breaks on the primary key and takes nothing either.
const CLAIM = {
  name: 'holds.claim',
  text: `WITH place AS (
      UPDATE slot SET taken = taken + 1
      WHERE id = $1 AND status = 'open' AND taken + reserved < capacity AND service_ids @> ARRAY[$2::integer] AND starts_at > app_now()
        AND (audience_ids IS NULL OR $11 = ANY (audience_ids)) AND COALESCE(options, '{}') = $17::text[]
        AND NOT is_service_paused(site_id, $2, starts_at) AND may_hold($9, $14, $15, $16, $5)
      RETURNING id, site_id, starts_at, minutes, app_now() AS now
    ), new_party AS (
      INSERT INTO party (seed, token_hash, held_since, invitation_id, network_hash) SELECT $3::uuid, $4, now, $13, $14 FROM place RETURNING id
    ), held AS (
      INSERT INTO booking (party_id, position, slot_id, site_id, starts_at, minutes, service_id, dose, audience_id, journey_id, status,
        hold_expires_at, rule_version, answers, source, created_at)
      SELECT new_party.id, 1, place.id, place.site_id, place.starts_at, place.minutes, $2, $12, $11,
        (SELECT id FROM journey WHERE id_hash = $5), 'held', LEAST(place.now + make_interval(mins => $6), place.starts_at), $7, $8::jsonb, 'online', place.now
      FROM place, new_party
      RETURNING party_id, hold_expires_at, minutes
    ), remembered AS (
      INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
      SELECT 'hold', $9, $10, 201, jsonb_build_object('partyId', party_id), now FROM held, place
    )
    SELECT party_id AS "partyId", hold_expires_at AS "holdExpiresAt", minutes FROM held`,
};
const REMEMBERED = {
  name: 'holds.remembered',
  text: `SELECT request_hash AS "requestHash", (response->>'partyId')::bigint AS "partyId" FROM idempotency WHERE scope = 'hold' AND key = $1`,
};
const WAIT = {
  name: 'holds.wait',
  text: `SELECT max(extract(epoch FROM earliest.held_since - app_now()) + l.seconds)::float8 AS seconds
    FROM unnest($2::integer[], $3::integer[]) AS l (tries, seconds)
    CROSS JOIN LATERAL (
      SELECT held_since FROM party WHERE network_hash = $1 AND held_since > app_now() - make_interval(secs => l.seconds)
      ORDER BY held_since DESC OFFSET l.tries - 1 LIMIT 1
    ) AS earliest`,
};
const PARTY = {
  name: 'holds.party',
  text: `SELECT b.id AS "bookingId", b.party_id AS "partyId", b.position, b.attendee, b.continues, b.dose, b.dose_after AS "doseAfter", b.site_id AS "siteId",
      b.starts_at AS "startsAt", b.minutes, COALESCE((SELECT s.options FROM slot s WHERE s.id = b.slot_id), '{}') AS options, b.service_id AS "serviceId", b.audience_id AS "audienceId", p.invitation_id AS "invitationId",
      b.answers, b.status, COALESCE(b.hold_expires_at, p.held_since) AS "holdExpiresAt", p.seed,
      b.status = 'held' AND b.hold_expires_at >= app_now() AS live
    FROM party p JOIN booking b ON b.party_id = p.id WHERE p.id = $1 AND ($2::bytea IS NULL OR p.token_hash = $2) ORDER BY b.position`,
};
// One end for all rows of a party: they lapse together or not at all.
const RENEW = {
  name: 'holds.renew',
  text: `UPDATE booking b SET hold_expires_at = LEAST(app_now() + make_interval(mins => $3), p.held_since + make_interval(mins => $4), first.start)
    FROM party p, (SELECT min(starts_at) AS start FROM booking WHERE party_id = $1) AS first
    WHERE p.id = b.party_id AND p.id = $1 AND p.token_hash = $2 AND b.status = 'held' AND b.hold_expires_at >= app_now()
      AND NOT EXISTS (SELECT 1 FROM booking other WHERE other.party_id = $1 AND other.status <> 'held')
    RETURNING b.hold_expires_at AS "expiresAt"`,
};
const LAPSED = {
  name: 'holds.lapsed',
  text: `SELECT party_id AS "partyId" FROM booking WHERE status = 'held' AND hold_expires_at < app_now() ORDER BY hold_expires_at LIMIT $1`,
};
const LAPSED_IN = {
  name: 'holds.lapsed_in',
  text: `SELECT DISTINCT party_id AS "partyId" FROM booking WHERE slot_id = ANY ($1) AND status = 'held' AND hold_expires_at < app_now() ORDER BY 1`,
};

/** Statements that free places; run by `GiveBack`. */
export const RELEASE_HOLD = { name: 'holds.release', text: 'SELECT release_hold($1) AS freed' };
export const EXPIRE_HOLD = { name: 'holds.expire', text: 'SELECT expire_hold($1) AS freed' };
export const RELEASE_JOURNEY = {
  name: 'holds.release_journey',
  text: 'SELECT release_journey_hold(id, $2) AS freed FROM journey WHERE id_hash = $1',
};

@Injectable()
export class HoldsStore {
  constructor(private readonly database: Database) {}

  /** Undefined when no place was free, the key had been used, or the network holds as many as it may. */
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
      c.audienceId,
      c.dose,
      c.invitationId,
      c.network?.hash ?? null,
      ...windows(c.network),
      c.options,
    ]);
    return held;
  }

  /** 'new', or why the key takes nothing; the key is this transaction's until it ends. */
  async beginKey(tx: Tx, terms: HoldTerms): Promise<'new' | 'replay' | 'reused' | 'in_progress'> {
    const [row] = await tx.query<[{ outcome: 'new' | 'replay' | 'reused' | 'in_progress' }]>(
      `SELECT outcome FROM begin_idempotent('hold', $1, $2)`,
      [terms.key, terms.requestHash],
    );
    return row.outcome;
  }

  async isWithinBound(tx: Tx, { network, journeyHash }: HoldTerms): Promise<boolean> {
    if (!network) return true;
    const [row] = await tx.query<[{ within: boolean }]>('SELECT is_within_bound($1, $2, $3, $4) AS within', [
      network.hash,
      ...windows(network),
      journeyHash,
    ]);
    return row.within;
  }

  /** Writes a hold whose slots are locked and have room, and remembers its key; the places are counted by the caller. */
  async insert(tx: Tx, terms: HoldTerms, rows: readonly NewHeldRow[]): Promise<number> {
    const [party] = await tx.query<[{ id: number }]>(
      `INSERT INTO party (seed, token_hash, held_since, invitation_id, network_hash) VALUES ($1, $2, app_now(), $3, $4) RETURNING id`,
      [terms.seed, terms.tokenHash, terms.invitationId, terms.network?.hash ?? null],
    );
    const ids: number[] = [];
    for (const [index, row] of rows.entries()) {
      const [inserted] = await tx.query<[{ id: number }]>(
        `INSERT INTO booking (party_id, position, attendee, slot_id, pinned, continues, dose_after, site_id, starts_at, minutes, service_id, dose,
           audience_id, journey_id, status, hold_expires_at, rule_version, answers, source, created_at)
         SELECT $1, $2, $3, s.id, $5, $6, $7, s.site_id, s.starts_at, s.minutes, $8, $9, $10, (SELECT id FROM journey WHERE id_hash = $11), 'held',
           LEAST(app_now() + make_interval(mins => $12), (SELECT min(starts_at) FROM slot WHERE id = ANY ($15))), $13, $14::jsonb, 'online', app_now()
         FROM slot s WHERE s.id = $4 RETURNING id`,
        [
          party.id,
          index + 1,
          row.attendee,
          row.slotId,
          row.pinned,
          row.continues === undefined ? null : ids[row.continues],
          row.doseAfter === undefined ? null : ids[row.doseAfter],
          row.serviceId,
          row.dose,
          row.audienceId,
          terms.journeyHash,
          terms.minutes,
          row.ruleVersion,
          JSON.stringify(row.answers),
          rows.map(({ slotId }) => slotId),
        ],
      );
      ids.push(inserted.id);
    }
    await tx.query(
      `INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
       VALUES ('hold', $1, $2, 201, jsonb_build_object('partyId', $3::bigint), app_now())`,
      [terms.key, terms.requestHash, party.id],
    );
    return party.id;
  }

  async remembered(key: string): Promise<{ requestHash: Buffer; partyId: number } | undefined> {
    return (await this.database.once<{ requestHash: Buffer; partyId: number }>(REMEMBERED, [key]))[0];
  }

  /** Seconds until the network may hold again; null when it may now. */
  async wait(network: NetworkBound): Promise<number | null> {
    const [row] = await this.database.once<{ seconds: number | null }>(WAIT, [network.hash, ...windows(network)]);
    return row?.seconds ?? null;
  }

  /** The bookings of a hold, in attendee order; none when the token is another one. Null skips the token, for our own replays. */
  party(partyId: number, tokenHash: Buffer | null): Promise<HeldRow[]> {
    return this.database.once<HeldRow>(PARTY, [partyId, tokenHash]);
  }

  async renew(partyId: number, tokenHash: Buffer, minutes: number, maxMinutes: number): Promise<Date | undefined> {
    const rows = await this.database.once<{ expiresAt: Date }>(RENEW, [partyId, tokenHash, minutes, maxMinutes]);
    return rows[0]?.expiresAt;
  }

  /** Parties past their end whose places are not back yet, longest ago first. */
  async lapsed(most: number): Promise<number[]> {
    const rows = await this.database.once<{ partyId: number }>(LAPSED, [most]);
    return [...new Set(rows.map(({ partyId }) => partyId))];
  }

  /** Parties that have lapsed and still take places of these slots. */
  async lapsedIn(slotIds: readonly number[]): Promise<number[]> {
    return (await this.database.once<{ partyId: number }>(LAPSED_IN, [slotIds])).map(({ partyId }) => partyId);
  }
}

const windows = (network: NetworkBound | null): [number[], number[]] => [
  network?.limits.map(({ tries }) => tries) ?? [],
  network?.limits.map(({ seconds }) => seconds) ?? [],
];
