import type { Client } from 'pg';
import { type ClinicOption, slotStarts } from '@fairslot/domain';

const ZONE = 'Europe/London';

/** A region small enough to reason about: one Place, one trust, two sites five kilometres apart, three services. */
export interface World {
  placeId: number;
  organisationId: number;
  sites: { speke: number; garston: number };
  services: { flu: number; bloodTest: number; anyone: number };
}

const rule = (id: string, when: unknown): string =>
  JSON.stringify({
    id,
    vaccine: id.toUpperCase(),
    programme_start: '2020-01-01',
    programme_end: '2039-12-31',
    cohorts: [{ id: 'all', priority: 1, when }],
  });

export async function aWorld(owner: Client): Promise<World> {
  const one = async (text: string, values: unknown[] = []): Promise<number> =>
    ((await owner.query(text, values)).rows[0] as { id: number }).id;
  const placeId = await one(`INSERT INTO place (slug, name) VALUES ('liverpool', 'Liverpool') RETURNING id`);
  await owner.query(
    `INSERT INTO outcode (outcode, latitude, longitude, town, place_id) VALUES ('L24', 53.345, -2.83, 'Speke', $1)`,
    [placeId],
  );
  const organisationId = await one(
    `INSERT INTO organisation (ods_code, name, kind) VALUES ('REM', 'A trust', 'trust') RETURNING id`,
  );
  const site = (slug: string, name: string, latitude: number): Promise<number> =>
    one(
      `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude)
       VALUES ($1, $2, left($2, 22), 'pharmacy', '1 High Street, Liverpool', 'L24 8QB', $3, $4, $5, -2.83) RETURNING id`,
      [slug, name, placeId, organisationId, latitude],
    );
  const service = (
    slug: string,
    kind: string,
    name: string,
    word: string,
    questions: string,
    when: unknown,
  ): Promise<number> =>
    one(
      `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, questions, rule)
       VALUES ($1, $2, $3, $4, 'Everybody it is for', $5, 10, $6, $7) RETURNING id`,
      [slug, kind, name, name.toLowerCase(), word, questions, rule(slug, when)],
    );
  return {
    placeId,
    organisationId,
    sites: {
      speke: await site('speke', 'Speke Pharmacy', 53.345),
      garston: await site('garston', 'Garston Clinic', 53.365),
    },
    services: {
      flu: await service('flu', 'vaccine', 'Flu vaccine', 'vaccinated', '[]', { age: { gte: { years: 65 } } }),
      bloodTest: await service(
        'blood-test',
        'clinic',
        'Blood test',
        'seen',
        '[{"id":"referralCode","kind":"code","label":"What is your referral code?"}]',
        true,
      ),
      anyone: await service('anyone', 'vaccine', 'Open vaccine', 'vaccinated', '[]', true),
    },
  };
}

export interface ClinicWanted {
  siteId: number;
  serviceIds: number[];
  date: string;
  from?: string;
  until?: string;
  slotMinutes?: number;
  capacity?: number;
  options?: ClinicOption[];
}

/** One clinic with its slots; answers the slots in time order. */
export async function aClinic(
  owner: Client,
  wanted: ClinicWanted,
): Promise<{ clinicId: number; slots: { id: number; start: string }[] }> {
  const {
    siteId,
    serviceIds,
    date,
    from = '09:00',
    until = '12:00',
    slotMinutes = 10,
    capacity = 1,
    options = null,
  } = wanted;
  const { rows } = await owner.query<{ id: number }>(
    `INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids, options) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [siteId, date, from, until, slotMinutes, capacity, serviceIds, options],
  );
  const clinicId = (rows[0] as { id: number }).id;
  const starts = slotStarts({ date, from, until, slotMinutes }, ZONE).map((slot) => slot.startsAt.toISOString());
  const inserted = await owner.query<{ id: number; starts_at: Date }>(
    `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, options)
     SELECT $1, $2, start, $3, $4, $5, $7 FROM unnest($6::timestamptz[]) AS start ORDER BY start RETURNING id, starts_at`,
    [clinicId, siteId, slotMinutes, serviceIds, capacity, starts, options],
  );
  return { clinicId, slots: inserted.rows.map((row) => ({ id: row.id, start: row.starts_at.toISOString() })) };
}

/** The local date some days from now, when the real clock is used. */
export function dateAhead(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(Date.now() + days * 86_400_000));
}
