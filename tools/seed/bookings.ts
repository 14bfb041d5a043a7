import { addDays, daysBetween, personKeyText, startOfLocalDay, type LocalDate } from '@fairslot/domain';
import type { Client } from 'pg';
import type { Cipher } from '../../apps/api/src/platform/crypto/cipher';
import type { Keys } from '../../apps/api/src/platform/crypto/keys';
import type { Ids } from '../../apps/api/src/platform/ids/ids';
import { statusNow } from './attendance';
import { syntheticPerson } from './people';
import { randomOf, uuidOf } from './random';
import type { SeededSite } from './sites';

export interface Sealing {
  keys: Keys;
  cipher: Cipher;
  ids: Ids;
}

interface FreeSlot {
  id: number;
  site_id: number;
  starts_at: Date;
  minutes: number;
  service_ids: number[];
  left: number;
}

interface Wanted {
  key: string;
  /** 0–249 within its date. */
  n: number;
  site: SeededSite;
}

/** How many bookings each of these sites gets on a date. The first is the front desk's. */
const BUSY: [slug: string, bookings: number][] = [
  ['royal-liverpool-university-hospital', 34],
  ['aintree-university-hospital', 14],
  ['alder-hey-childrens-hospital', 8],
  ['whiston-hospital', 8],
  ['arrowe-park-hospital', 8],
  ['countess-of-chester-hospital', 8],
  ['warrington-hospital', 8],
  ['totally-wicked-stadium', 16],
  ['chester-racecourse', 10],
  ['aintree-racecourse', 10],
  ['knowsley-road-pharmacy', 6],
  ['appleton-village-pharmacy', 6],
  ['lee-jones-community-centre', 6],
  ['kensington-sports-bank', 6],
  ['eagle-bridge-health-and-wellbeing-centre', 6],
  ['living-well-bus-rock-ferry-library', 4],
];
export const DESK_SITE = 'royal-liverpool-university-hospital';
const MOST_A_DATE = 250;
const DATES_BEFORE_NUMBERS_REPEAT = 4000;

/** Synthetic bookings of one date that are not there yet. Answers how many were added. */
export async function seedBookings(
  client: Client,
  what: {
    date: LocalDate;
    now: Date;
    zone: string;
    sites: SeededSite[];
    serviceSlugs: Map<number, string>;
    sealing: Sealing;
  },
): Promise<number> {
  const { date, now, zone, sites, serviceSlugs, sealing } = what;
  const wanted = await missing(client, date, sites, sealing);
  const rows = [];
  const free = groupBySite(await freeSlots(client, date, zone, wanted));
  for (const one of wanted) {
    const random = randomOf(one.key);
    const slots = (free.get(one.site.id) ?? []).filter((slot) => slot.left > 0);
    if (slots.length === 0) continue;
    const slot = random.pick(slots);
    slot.left -= 1;
    const service = random.pick(slot.service_ids);
    const number = (daysBetween('2020-01-01', date) % DATES_BEFORE_NUMBERS_REPEAT) * MOST_A_DATE + one.n;
    const person = syntheticPerson(random, number, serviceSlugs.get(service) ?? '', one.site.postcode, date);
    const bookedDaysAgo = random.between(1, 12);
    rows.push({
      ...sealed(one.key, person, sealing),
      slot: slot.id,
      service,
      answers: person.answers,
      help: person.help,
      createdAt: new Date(now.getTime() - bookedDaysAgo * 86_400_000 - random.between(0, 36_000_000)).toISOString(),
      ...statusNow(random, slot.starts_at, now, one.site.slug === DESK_SITE && one.n % 4 === 0),
    });
  }
  if (rows.length > 0) await write(client, rows, sealing);
  return rows.length;
}

async function missing(client: Client, date: LocalDate, sites: SeededSite[], sealing: Sealing): Promise<Wanted[]> {
  const bySlug = new Map(sites.map((site) => [site.slug, site]));
  let n = 0;
  const all: Wanted[] = [];
  for (const [slug, bookings] of BUSY) {
    const site = bySlug.get(slug);
    for (let i = 0; i < bookings; i += 1, n += 1) if (site) all.push({ key: `booking ${date} ${slug} ${i}`, n, site });
  }
  const hashes = all.map(({ key }) => partyOf(key, sealing).tokenHash);
  const { rows } = await client.query<{ hash: string }>(
    `SELECT encode(token_hash, 'hex') AS hash FROM party WHERE token_hash = ANY ($1)`,
    [hashes],
  );
  const known = new Set(rows.map(({ hash }) => hash));
  return all.filter((_, at) => !known.has((hashes[at] as Buffer).toString('hex')));
}

/** A booking is found again by the token of its party, which stays whatever becomes of it. */
function partyOf(key: string, { keys, ids }: Sealing): { seed: string; tokenHash: Buffer } {
  const seed = uuidOf(`${key} party`);
  return { seed, tokenHash: ids.hash(keys.token('hold', seed, 1, 26)) };
}

async function freeSlots(client: Client, date: LocalDate, zone: string, wanted: Wanted[]): Promise<FreeSlot[]> {
  const siteIds = [...new Set(wanted.map(({ site }) => site.id))];
  const [from, until] = [startOfLocalDay(date, zone), startOfLocalDay(addDays(date, 1), zone)];
  const { rows } = await client.query<FreeSlot>(
    `SELECT id, site_id, starts_at, minutes, service_ids, capacity - taken AS left FROM slot
     WHERE site_id = ANY ($1) AND starts_at >= $2 AND starts_at < $3 AND status = 'open' AND taken < capacity AND options IS NULL ORDER BY id`,
    [siteIds, from, until],
  );
  return rows;
}

function groupBySite(slots: FreeSlot[]): Map<number, FreeSlot[]> {
  const groups = new Map<number, FreeSlot[]>();
  for (const slot of slots) {
    const group = groups.get(slot.site_id);
    if (group) group.push(slot);
    else groups.set(slot.site_id, [slot]);
  }
  return groups;
}

/** As the program seals a person and a contact when a booking is confirmed. Bytes as hex. */
function sealed(key: string, person: ReturnType<typeof syntheticPerson>, sealing: Sealing) {
  const { keys, cipher, ids } = sealing;
  const rowKey = uuidOf(key);
  const contactKey = uuidOf(`${key} contact`);
  const { seed, tokenHash } = partyOf(key, sealing);
  const { nhsNumber, postcode, firstName, lastName, dateOfBirth } = person;
  const hex = (bytes: Buffer | undefined): string | null => bytes?.toString('hex') ?? null;
  const contact = (column: 'mobile' | 'email' | 'landline') => {
    const value = person.contact[column];
    return {
      [`${column}Ct`]: hex(value === undefined ? undefined : cipher.seal(`contact.${column}`, contactKey, value)),
      [`${column}Bi`]: hex(value === undefined ? undefined : keys.blindIndex(column, value.toLowerCase())),
    };
  };
  return {
    rowKey,
    contactKey,
    seed,
    tokenHash: hex(tokenHash),
    reference: ids.reference(),
    firstName,
    lastName,
    dateOfBirth,
    language: person.language,
    nhsNumberCt: hex(nhsNumber === undefined ? undefined : cipher.seal('person.nhs_number', rowKey, nhsNumber)),
    nhsNumberBi: hex(nhsNumber === undefined ? undefined : keys.blindIndex('nhs_number', nhsNumber)),
    postcodeCt: hex(cipher.seal('person.postcode', rowKey, postcode)),
    personKey: hex(
      keys.blindIndex(
        'person_key',
        personKeyText({ firstName, lastName, dateOfBirth, postcode, ...(nhsNumber ? { nhsNumber } : {}) }),
      ),
    ),
    ...contact('mobile'),
    ...contact('email'),
    ...contact('landline'),
  };
}

const COLUMNS = `r("rowKey" uuid, "contactKey" uuid, seed uuid, "tokenHash" text, reference text, "firstName" text, "lastName" text,
  "dateOfBirth" date, language text, "nhsNumberCt" text, "nhsNumberBi" text, "postcodeCt" text, "personKey" text, "mobileCt" text,
  "mobileBi" text, "emailCt" text, "emailBi" text, "landlineCt" text, "landlineBi" text, slot integer, service integer,
  answers jsonb, help text[], "createdAt" timestamptz, status text, outcome text)`;

async function write(client: Client, rows: object[], { keys, ids }: Sealing): Promise<void> {
  const given = [JSON.stringify(rows)];
  const { rows: people } = await client.query<{ id: string; rowKey: string }>(
    `INSERT INTO person (row_key, first_name, last_name, date_of_birth, nhs_number_ct, nhs_number_bi, postcode_ct, person_key, created_at)
     SELECT "rowKey", "firstName", "lastName", "dateOfBirth", decode("nhsNumberCt", 'hex'), decode("nhsNumberBi", 'hex'),
       decode("postcodeCt", 'hex'), decode("personKey", 'hex'), "createdAt" FROM jsonb_to_recordset($1) AS ${COLUMNS}
     RETURNING id, row_key AS "rowKey"`,
    given,
  );
  await client.query(
    `INSERT INTO party (seed, token_hash, held_since) SELECT seed, decode("tokenHash", 'hex'), "createdAt" FROM jsonb_to_recordset($1) AS ${COLUMNS}`,
    given,
  );
  await client.query(
    `INSERT INTO contact (party_id, row_key, mobile_ct, mobile_bi, email_ct, email_bi, landline_ct, landline_bi, language)
     SELECT party.id, "contactKey", decode("mobileCt", 'hex'), decode("mobileBi", 'hex'), decode("emailCt", 'hex'), decode("emailBi", 'hex'),
       decode("landlineCt", 'hex'), decode("landlineBi", 'hex'), language
     FROM jsonb_to_recordset($1) AS ${COLUMNS} JOIN party ON party.token_hash = decode(r."tokenHash", 'hex')`,
    given,
  );
  const { rows: booked } = await client.query<{ id: string }>(
    `INSERT INTO booking (reference, party_id, position, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key, status,
       outcome, rule_version, answers, help, source, created_at, booked_at)
     SELECT r.reference, party.id, 1, slot.id, slot.site_id, slot.starts_at, slot.minutes, r.service, person.id, decode(r."personKey", 'hex'), r.status,
       r.outcome, service.rule_version, r.answers, r.help, 'online', r."createdAt", r."createdAt"
     FROM jsonb_to_recordset($1) AS ${COLUMNS} JOIN party ON party.token_hash = decode(r."tokenHash", 'hex')
     JOIN unnest($2::bigint[], $3::uuid[]) AS person (id, row_key) ON person.row_key = r."rowKey" JOIN slot ON slot.id = r.slot JOIN service ON service.id = r.service
     RETURNING id`,
    [...given, people.map(({ id }) => id), people.map(({ rowKey }) => rowKey)],
  );
  const hashes = booked.map(({ id }) => ids.hash(keys.token('manage', id, 1, 16)));
  const numbers = booked.map(({ id }) => id);
  await client.query(
    `UPDATE booking SET manage_token_hash = m.hash FROM unnest($1::bigint[], $2::bytea[]) AS m(id, hash) WHERE booking.id = m.id`,
    [numbers, hashes],
  );
  await client.query(
    `UPDATE slot SET taken = taken + c.n FROM (SELECT slot_id, count(*) AS n FROM booking WHERE id = ANY ($1) GROUP BY slot_id) AS c
     WHERE slot.id = c.slot_id`,
    [numbers],
  );
  await client.query(
    `INSERT INTO audit (at, actor, action, site_id, booking_id, details)
     SELECT created_at, 'demo data', 'booking.confirmed', site_id, id, '{}' FROM booking WHERE id = ANY ($1)`,
    [numbers],
  );
}
