// Slices of pgbench, and the statements that it runs: the product's own, with the values that pgbench can make.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { withCpu } from './cpu.mjs';
import { query } from './database.mjs';

export const FLOOR = 'bench_floor';

/** The tables of pgbench itself, for its simple-update. */
export async function prepareFloor(cluster, scale) {
  const [known] = await query(cluster, 'postgres', 'SELECT FROM pg_database WHERE datname = $1', [FLOOR]);
  if (known) return;
  await query(cluster, 'postgres', `CREATE DATABASE ${FLOOR}`);
  await cluster.run('pgbench', ['-i', '-q', '-s', String(scale)], { database: FLOOR });
}

/** One slice. Answers transactions a second, and PostgreSQL's processor time for each. */
async function slice(cluster, args, { clients, seconds, ...as }) {
  const all = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), ...args];
  const { result, server } = await withCpu({ server: cluster.pid }, () => cluster.run('pgbench', all, as));
  const tps = Number(/tps = ([\d.]+)/.exec(result)?.[1]);
  // A client whose statement fails stops, and pgbench goes on without it: such a figure is worth nothing.
  if (!tps || /aborted/.test(result)) throw new Error(`pgbench: ${result}`);
  return { tps, cpuUs: (server / seconds / tps) * 1e6 };
}

/** The floor: one short durable transaction of three statements, as pgbench has measured it for twenty years. */
export const simpleUpdate = (world) =>
  slice(world.cluster, ['-b', 'simple-update'], { clients: world.clients, seconds: world.seconds, database: FLOOR });

/**
 * Runs a script as the role that the program signs in as. `made` is how many rows a second it numbered from the sequence:
 * bookings, unless another is named; refusals write none.
 */
export async function script(
  world,
  text,
  variables = {},
  { database = world.database, numbers = 'booking_id_seq' } = {},
) {
  const { cluster, seconds, clients } = world;
  const file = path.join(cluster.folder, 'script.sql');
  fs.writeFileSync(file, text);
  const defined = Object.entries({ clients, sites: world.sites, turn: 0, ...variables }).flatMap(([name, value]) => [
    '-D',
    `${name}=${value}`,
  ]);
  const written = async () =>
    Number((await query(cluster, database, `SELECT last_value FROM ${numbers}`))[0].last_value);
  const before = await written();
  const as = { clients, seconds, user: 'fairslot_public', database };
  const { tps, cpuUs } = await slice(cluster, ['-f', file, ...defined], as);
  return { tps, cpuUs, made: ((await written()) - before) / seconds };
}

/** The statement of the product's hold, taken from the store itself. */
async function claimText(folder) {
  const { HoldsStore } = createRequire(path.join(folder, 'main.cjs'))('./holds-store.cjs');
  let seen = '';
  const store = new HoldsStore({ once: async (statement) => ((seen = statement.text), []) });
  await store.claim({ answers: {}, network: null });
  return seen;
}

/** What pgbench puts where the program has values: all random ones come from the number :n. */
const VALUES = {
  1: ':slot',
  2: ':service',
  3: 'gen_random_uuid()',
  4: 'sha256(int8send(:n))',
  5: 'NULL::bytea',
  6: '10',
  7: '1',
  8: `'{}'`,
  9: ':n::text',
  10: 'sha256(int8send(:n))',
  11: 'NULL::integer',
  12: '1::smallint',
  13: 'NULL::bigint',
  14: 'sha256(int8send(:n::bigint + 1))',
  15: `'{100000000}'`,
  16: `'{600}'`,
};

/** Holds as the program writes them: place, party, booking, idempotency key, and the bound on a network's holds. */
export async function wholeClaim(folder) {
  const text = await claimText(folder);
  return `${text};`.replace(/\$(\d+)/g, (_, number) => {
    if (!VALUES[number])
      throw new Error(`holds.claim has a parameter $${number} that tools/bench/pgbench.mjs does not know`);
    return VALUES[number];
  });
}

/** The place and the booking alone, in the product's tables with all their indexes, keys and triggers. */
export const BARE_CLAIM = `WITH place AS (
    UPDATE slot SET taken = taken + 1
    WHERE id = :slot AND status = 'open' AND taken + reserved < capacity AND service_ids @> ARRAY[:service::integer] AND starts_at > app_now()
    RETURNING id, site_id, starts_at, minutes
  ), new_party AS (
    INSERT INTO party (seed, token_hash, held_since) SELECT gen_random_uuid(), sha256(int8send(:n)), app_now() FROM place RETURNING id
  )
  INSERT INTO booking (party_id, position, slot_id, site_id, starts_at, minutes, service_id, status, hold_expires_at, rule_version, source, created_at)
  SELECT new_party.id, 1, place.id, place.site_id, place.starts_at, place.minutes, :service, 'held', app_now() + interval '10 minutes', 1, 'online', app_now()
  FROM place, new_party;`;

/** The design by itself: the guarded update and a row in a table that has a key, one index and nothing else. */
export const DESIGN_CLAIM = `WITH place AS (
    UPDATE slot SET taken = taken + 1
    WHERE id = :slot AND status = 'open' AND taken + reserved < capacity AND service_ids @> ARRAY[:service::integer] AND starts_at > now()
    RETURNING id
  )
  INSERT INTO bench_claim (slot_id, status, hold_expires_at) SELECT id, 'held', now() + interval '10 minutes' FROM place;`;

export const prepareDesign = (world) =>
  world.query(`DROP TABLE IF EXISTS bench_claim;
    CREATE TABLE bench_claim (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, slot_id integer NOT NULL, status text NOT NULL, hold_expires_at timestamptz);
    CREATE INDEX ON bench_claim (slot_id);
    GRANT INSERT ON bench_claim TO fairslot_public`);

/** Gives the places of those rows back: they are nobody's bookings, and later targets count. */
export const undoDesign = (world) =>
  world.query(`UPDATE slot SET taken = taken - c.people FROM (SELECT slot_id, count(*)::integer AS people FROM bench_claim GROUP BY slot_id) c
    WHERE slot.id = c.slot_id`);

const NUMBER = '\\set n random(1, 9000000000000000000)\n';
/** The first service of the slot's site, by the numbering of data.sql; every clinic of the site offers it. */
const SERVICE = '\\set service ((:slot - 1) / 100 % :sites + 1) % 6 + 1\n';

/** Everybody takes a slot anywhere: any of those numbered from :first to :last. */
export const anywhere = (claim) => `${NUMBER}\\set slot random(:first, :last)\n${SERVICE}${claim}`;

/** Everybody wants the same three sites: four neighbouring slots of each, and the next four when most of those have gone. */
export const threeSites = (claim) => `${NUMBER}\\set turn :turn + 1
\\set window (:turn * :clients) / 36
\\set wanted :site + 2 * random(0, 2)
\\set slot ((:day + :window / 25) * :sites + :wanted - 1) * 100 + :window % 25 * 4 + random(1, 4)
${SERVICE}${claim}`;

const message = (channel) =>
  `{"kind": "booked", "channel": "${channel}", "occurrence": 1, "sendAfter": "2099-01-01T00:00:00Z", "notAfter": "2099-01-02T00:00:00Z"}`;

/** A complete booking: the hold, then the product's confirm with person, contact, two ledger rows, audit and key. */
export const complete = (claim) => `\\set partyId 0
${claim.trimEnd().replace(/;$/, '')} \\aset
\\if :partyId > 0
SELECT confirm_booking(:partyId, sha256(int8send(:n)), :n::text, sha256(int8send(:n)), jsonb_build_object(
  'bookings', jsonb_build_array(jsonb_build_object('bookingId', (SELECT id FROM booking WHERE party_id = :partyId), 'attendee', 1,
    'reference', left(md5(:n::text), 10), 'manageTokenHash', encode(sha256(int8send(:n)), 'hex'), 'ruleVersion', 1, 'answers', '{}'::jsonb,
    'messages', '[${message('sms')}, ${message('email')}]'::jsonb)),
  'people', jsonb_build_array(jsonb_build_object('rowKey', gen_random_uuid(), 'firstName', 'Ada', 'lastName', 'Bench' || :n::text, 'dateOfBirth', '1950-03-27',
    'nhsNumberCt', md5(:n::text), 'nhsNumberBi', md5(:n::text), 'postcodeCt', md5(:n::text), 'key', md5(:n::text))),
  'contact', jsonb_build_object('rowKey', gen_random_uuid(), 'mobileCt', md5(:n::text), 'mobileBi', md5(:n::text), 'emailCt', md5(:n::text), 'emailBi', md5(:n::text)),
  'contactMost', 1000000, 'language', 'en', 'help', '[]'::jsonb, 'source', 'online', 'requestId', 'bench', 'response', '{}'::jsonb));
\\endif
`;
