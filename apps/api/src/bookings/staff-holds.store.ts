import type { ClinicOption } from '@fairslot/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Claim, Claimed } from './holds.store';

// As a resident's claim, but for the share kept back from the public, which is for staff, and without a bound on the network.
const CLAIM = {
  name: 'staff_holds.claim',
  text: `WITH place AS (
      UPDATE slot SET taken = taken + 1
      WHERE id = $1 AND status = 'open' AND taken < capacity AND service_ids @> ARRAY[$2::integer] AND starts_at > app_now()
        AND (audience_ids IS NULL OR $10 = ANY (audience_ids)) AND COALESCE(options, '{}') = $12::text[] AND NOT is_service_paused(site_id, $2, starts_at)
        AND NOT EXISTS (SELECT 1 FROM idempotency WHERE scope = 'hold' AND key = $8)
      RETURNING id, site_id, starts_at, minutes
    ), new_party AS (
      INSERT INTO party (seed, token_hash, held_since) SELECT $3::uuid, $4, app_now() FROM place RETURNING id
    ), held AS (
      INSERT INTO booking (party_id, position, slot_id, site_id, starts_at, minutes, service_id, dose, audience_id, status,
        hold_expires_at, rule_version, answers, source, created_at)
      SELECT new_party.id, 1, place.id, place.site_id, place.starts_at, place.minutes, $2, $11, $10, 'held',
        LEAST(app_now() + make_interval(mins => $5), place.starts_at), $6, $7::jsonb, 'phone', app_now()
      FROM place, new_party RETURNING party_id, hold_expires_at, minutes
    ), remembered AS (
      INSERT INTO idempotency (scope, key, request_hash, status, response, created_at)
      SELECT 'hold', $8, $9, 201, jsonb_build_object('partyId', held.party_id), app_now() FROM held
    )
    SELECT party_id AS "partyId", hold_expires_at AS "holdExpiresAt", minutes FROM held`,
};

/** Slots of one start that staff may take; the share kept back counts as free. */
const CANDIDATES = {
  name: 'staff_holds.candidates',
  text: `SELECT id FROM slot WHERE site_id = $1 AND starts_at = $2 AND service_ids @> ARRAY[$3::integer] AND status = 'open' AND taken < capacity
    AND (audience_ids IS NULL OR $4 = ANY (audience_ids)) AND ($5::integer IS NULL OR minutes = $5)
    AND COALESCE(options, '{}') = $6::text[]
    AND NOT is_service_paused(site_id, $3, starts_at)
    ORDER BY cardinality(service_ids), id LIMIT 20`,
};

@Injectable()
export class StaffHoldsStore {
  constructor(private readonly database: Database) {}

  async candidates(
    siteId: number,
    startsAt: Date,
    serviceId: number,
    audienceId: number | null,
    minutes: number | undefined,
    options: readonly ClinicOption[],
  ): Promise<number[]> {
    const values = [siteId, startsAt, serviceId, audienceId, minutes ?? null, options];
    return (await this.database.once<{ id: number }>(CANDIDATES, values)).map(({ id }) => id);
  }

  /** Undefined when the place is gone, or the key had been used. */
  async claim(c: Claim): Promise<Claimed | undefined> {
    const [held] = await this.database.once<Claimed>(CLAIM, [
      c.slotId,
      c.serviceId,
      c.seed,
      c.tokenHash,
      c.minutes,
      c.ruleVersion,
      JSON.stringify(c.answers),
      c.key,
      c.requestHash,
      c.audienceId,
      c.dose,
      c.options,
    ]);
    return held;
  }
}
