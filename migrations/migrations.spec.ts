import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './index';

const workspace = path.resolve(__dirname, '..');
const name = `fairslot_migrations_${process.pid}`;

/** Addresses of a database of our own on the test server, made with the roles and passwords every tool uses. */
function makeDatabase(superuserUrl: string): { databaseUrl: string; migrationDatabaseUrl: string } {
  const script = `import { ensureDatabase } from './tools/postgres/database.mjs';
    console.log(JSON.stringify(await ensureDatabase({ superuserUrl: process.env.TEST_POSTGRES_URL, name: '${name}' })));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: workspace,
    encoding: 'utf8',
    env: { ...process.env, TEST_POSTGRES_URL: superuserUrl },
  });
  return JSON.parse(printed) as { databaseUrl: string; migrationDatabaseUrl: string };
}

let superuserUrl: string;
let source: DataSource;
/** The owner, and the role that the program signs in as. */
let owner: Client;
let program: Client;

beforeAll(async () => {
  const given = process.env['TEST_POSTGRES_URL'];
  if (!given) throw new Error('These tests need PostgreSQL: run them with "npm test", which starts one');
  superuserUrl = given;
  const { databaseUrl, migrationDatabaseUrl } = makeDatabase(superuserUrl);
  source = await new DataSource({ type: 'postgres', url: migrationDatabaseUrl, migrations }).initialize();
  await source.runMigrations({ transaction: 'all' });
  owner = new Client({ connectionString: migrationDatabaseUrl });
  program = new Client({ connectionString: databaseUrl });
  await Promise.all([owner.connect(), program.connect()]);
}, 60_000);

afterAll(async () => {
  await Promise.allSettled([owner?.end(), program?.end(), source?.destroy()]);
  const superuser = new Client({ connectionString: superuserUrl });
  await superuser.connect();
  await superuser.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await superuser.end();
});

const rowsOf = async <R extends QueryResultRow>(client: Client, text: string, values: unknown[] = []): Promise<R[]> =>
  (await client.query<R>(text, values)).rows;

/** Runs `work` in a transaction that is taken back, so that no test sees another's rows. */
async function tried<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Everything the migrations make, as text: columns, constraints, indexes, functions, triggers, policies, rights. */
async function catalogue(): Promise<string[]> {
  const mine = `relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migrations%'`;
  const rows = await rowsOf<{ line: string }>(
    owner,
    `SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' ||
        a.attidentity::text || ' ' || COALESCE(pg_get_expr(d.adbin, d.adrelid), '') AS line
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relkind IN ('r', 'p') AND ${mine}
    UNION ALL SELECT 'constraint ' || c.relname || ' ' || con.conname || ' ' || pg_get_constraintdef(con.oid)
      FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid WHERE ${mine}
    UNION ALL SELECT 'index ' || pg_get_indexdef(i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE ${mine}
    UNION ALL SELECT 'table ' || relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity || ' ' || COALESCE(reloptions::text, '') || ' ' ||
        COALESCE((SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(relacl) AS acl), '')
      FROM pg_class c WHERE relkind IN ('r', 'p', 'S') AND ${mine}
    UNION ALL SELECT 'policy ' || tablename || ' ' || policyname || ' ' || roles::text || ' ' || cmd || ' ' || COALESCE(qual, '') || ' ' ||
        COALESCE(with_check, '') FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid)
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND ${mine}
    UNION ALL SELECT 'function ' || pg_get_functiondef(p.oid) || COALESCE(p.proacl::text, '')
      FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'schema ' || COALESCE((SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(nspacl) AS acl), '')
      FROM pg_namespace WHERE nspname = 'public'`,
  );
  return rows.map(({ line }) => line).sort();
}

describe('up, down and up again', () => {
  it('leaves the same catalogue, and nothing in between', async () => {
    const first = await catalogue();
    expect(first.length).toBeGreaterThan(200);
    for (const _ of migrations) await source.undoLastMigration({ transaction: 'each' });
    expect((await catalogue()).filter((line) => !line.startsWith('schema '))).toEqual([]);
    await source.runMigrations({ transaction: 'all' });
    expect(await catalogue()).toEqual(first);
  }, 60_000);

  it('holds no index on a slot that mentions its counters, so that a claim stays a HOT update', async () => {
    const indexes = await rowsOf<{ indexdef: string }>(
      owner,
      `SELECT indexdef FROM pg_indexes WHERE tablename = 'slot'`,
    );
    expect(indexes.filter(({ indexdef }) => /taken|capacity|reserved/.test(indexdef))).toEqual([]);
  });
});

describe('three roles', () => {
  it('force row-level security on every table that names a site or a person', async () => {
    const unforced = await rowsOf(
      owner,
      `SELECT relname FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relispartition
         AND NOT (relrowsecurity AND relforcerowsecurity)
         AND (relname IN ('person', 'party', 'contact') OR EXISTS (SELECT 1 FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attname = 'site_id' AND NOT a.attisdropped))`,
    );
    expect(unforced).toEqual([]);
  });

  it('let the program own nothing', async () => {
    const owned = await rowsOf(
      owner,
      `SELECT relname FROM pg_class WHERE relowner IN ('fairslot_public'::regrole, 'fairslot_staff'::regrole)`,
    );
    expect(owned).toEqual([]);
  });

  it.each([
    ['changing the audit', `UPDATE audit SET action = 'nothing'`],
    ['erasing the audit', 'DELETE FROM audit'],
    ['reading the audit', 'SELECT 1 FROM audit'],
    ['emptying the audit', 'TRUNCATE audit'],
    ['reaching the audit through its partition', 'SELECT 1 FROM audit_default'],
    ['writing into the partition', `INSERT INTO audit_default (at, actor, action) VALUES (now(), 'a', 'b')`],
    ['deleting bookings', 'DELETE FROM booking'],
    ['deleting people', 'DELETE FROM person'],
    [
      'making slots',
      `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity) VALUES (1, 1, now(), 5, '{1}', 1)`,
    ],
    [
      'granting itself a role',
      `INSERT INTO role_grant (staff_user_id, role, scope_kind, created_at) VALUES (1, 'viewer', 'region', now())`,
    ],
    [
      'making a member of staff',
      `INSERT INTO staff_user (email, name, password_hash, created_at) VALUES ('a', 'a', 'a', now())`,
    ],
    ['changing a site', `UPDATE site SET name = 'x'`],
    ['switching row security off', 'ALTER TABLE booking DISABLE ROW LEVEL SECURITY'],
    ['making a table', 'CREATE TABLE mine (id integer)'],
  ])('refuse the public role: %s', async (_, statement) => {
    await tried(program, () => expect(program.query(statement)).rejects.toMatchObject({ code: '42501' }));
  });

  it.each([
    [
      'making bookings',
      `INSERT INTO booking (party_id, position, site_id, starts_at, minutes, service_id, status, rule_version, source, created_at) VALUES (1, 1, 1, now(), 5, 1, 'booked', 1, 'phone', now())`,
    ],
    ['changing people', `UPDATE person SET last_name = 'x'`],
    ['changing the audit', `UPDATE audit SET action = 'nothing'`],
    ['erasing the audit', 'DELETE FROM audit'],
    ['moving the clock', 'DELETE FROM app_clock'],
    ['reading journeys', 'SELECT 1 FROM journey'],
  ])('refuse the staff role: %s', async (_, statement) => {
    await tried(program, async () => {
      await program.query('SET LOCAL ROLE fairslot_staff');
      await expect(program.query(statement)).rejects.toMatchObject({ code: '42501' });
    });
  });
});

/** Two sites with one booking each, made by the owner. */
async function twoSites(): Promise<{ sites: [number, number]; services: number }> {
  const one = async (text: string, values: unknown[] = []): Promise<number> =>
    Number((await rowsOf<{ id: string | number }>(owner, `${text} RETURNING id`, values))[0]?.id);
  const place = await one(`INSERT INTO place (slug, name) VALUES ('somewhere', 'Somewhere')`);
  const organisation = await one(`INSERT INTO organisation (ods_code, name, kind) VALUES ('T1', 'Test', 'trust')`);
  const service = await one(
    `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule) VALUES ('flu', 'vaccine', 'Flu', 'flu', '', 'vaccinated', 5, '{}')`,
  );
  const site = async (n: number): Promise<number> => {
    const id = await one(
      `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude)
       VALUES ($1, $1, $1, 'hospital', '', 'L1 1CC', $2, $3, 53, -3)`,
      [`site-${n}`, place, organisation],
    );
    const clinic = await one(
      `INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids) VALUES ($1, '2026-12-01', '09:00', '10:00', 5, 1, ARRAY[$2::integer])`,
      [id, service],
    );
    const slot = await one(
      `INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, taken)
       VALUES ($1, $2, '2026-12-01T09:00:00Z', 5, ARRAY[$3::integer], 1, 1)`,
      [clinic, id, service],
    );
    const person = await one(
      `INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
       VALUES (gen_random_uuid(), 'Ann', $1, '1950-01-01', '\\x01', now())`,
      [`Of site ${n}`],
    );
    const party = await one(`INSERT INTO party (seed, token_hash, held_since) VALUES (gen_random_uuid(), $1, now())`, [
      Buffer.of(n),
    ]);
    await owner.query(`INSERT INTO contact (party_id, row_key, language) VALUES ($1, gen_random_uuid(), 'en')`, [
      party,
    ]);
    const booking = await one(
      `INSERT INTO booking (reference, party_id, position, slot_id, site_id, starts_at, minutes, service_id, person_id, person_key, status,
         rule_version, source, created_at)
       VALUES ($1, $2, 1, $3, $4, '2026-12-01T09:00:00Z', 5, $5, $6, '\\x01', 'booked', 1, 'online', now())`,
      [`REF${n}`, party, slot, id, service, person],
    );
    await owner.query(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
       VALUES ($1, $2, 'booked', 'email', 1, now(), now(), now())`,
      [booking, id],
    );
    await owner.query(`INSERT INTO audit (at, actor, action, site_id) VALUES (now(), 'test', 'test', $1)`, [id]);
    return id;
  };
  return { sites: [await site(1), await site(2)], services: service };
}

describe('what the database itself refuses', () => {
  let sites: [number, number];
  beforeAll(async () => {
    ({ sites } = await twoSites());
  });

  const SEEN = ['booking', 'clinic', 'slot', 'message', 'audit', 'person', 'party', 'contact'];

  async function seenByStaff(scope: number[] | undefined): Promise<Record<string, number>> {
    return tried(program, async () => {
      await program.query('SET LOCAL ROLE fairslot_staff');
      if (scope) await program.query(`SELECT set_config('app.scope', $1, true)`, [`{${scope.join(',')}}`]);
      const counts: Record<string, number> = {};
      for (const table of SEEN) {
        counts[table] =
          (await rowsOf<{ n: number }>(program, `SELECT count(*)::integer AS n FROM ${table}`))[0]?.n ?? -1;
      }
      return counts;
    });
  }

  const each = (n: number): Record<string, number> => Object.fromEntries(SEEN.map((table) => [table, n]));

  it('staff without a scope see no row of any site or person', async () => {
    expect(await seenByStaff(undefined)).toEqual(each(0));
    expect(await seenByStaff([])).toEqual(each(0));
  });

  it('staff see the rows of their own sites only', async () => {
    expect(await seenByStaff([sites[0]])).toEqual(each(1));
    expect(await seenByStaff(sites)).toEqual(each(2));
    expect(await seenByStaff([987_654])).toEqual(each(0));
  });

  it('staff cannot change a booking of another site, nor write an audit row for it', async () => {
    await tried(program, async () => {
      await program.query('SET LOCAL ROLE fairslot_staff');
      await program.query(`SELECT set_config('app.scope', $1, true)`, [`{${sites[0]}}`]);
      const changed = await program.query(`UPDATE booking SET status = 'checked_in' WHERE site_id = $1`, [sites[1]]);
      expect(changed.rowCount).toBe(0);
      await expect(
        program.query(`INSERT INTO audit (at, actor, action, site_id) VALUES (now(), 'staff', 'x', $1)`, [sites[1]]),
      ).rejects.toMatchObject({ code: '42501' });
    });
  });

  it.each([
    'UPDATE audit SET actor = actor',
    'DELETE FROM audit',
    'TRUNCATE audit',
    'TRUNCATE audit_default',
    'UPDATE audit_default SET actor = actor',
  ])('the audit is append-only, for its owner too: %s', async (statement) => {
    await tried(owner, () =>
      expect(owner.query(statement)).rejects.toMatchObject({ message: 'the audit is append-only' }),
    );
  });

  it.each([
    ['more taken than there are places', 'UPDATE slot SET taken = capacity + 1'],
    ['fewer than none', 'UPDATE slot SET taken = -1'],
    ['a capacity below what is taken', 'UPDATE slot SET capacity = 0'],
  ])('a slot refuses %s', async (_, statement) => {
    await tried(owner, () =>
      expect(owner.query(statement)).rejects.toMatchObject({ code: '23514', constraint: 'slot_never_oversold' }),
    );
  });

  it('a change of slots is noted for every process that keeps them in memory', async () => {
    await tried(program, async () => {
      const before = (await rowsOf<{ n: number }>(program, 'SELECT count(*)::integer AS n FROM slot_event'))[0]?.n ?? 0;
      await program.query('UPDATE slot SET taken = 0');
      expect(await rowsOf(program, 'SELECT count(*)::integer AS n FROM slot_event')).toEqual([{ n: before + 2 }]);
    });
  });

  it('a proved person has one live booking for a service and dose', async () => {
    await tried(owner, async () => {
      await owner.query('UPDATE booking SET proved = true');
      await expect(
        owner.query('UPDATE booking SET person_id = (SELECT min(person_id) FROM booking)'),
      ).rejects.toMatchObject({ constraint: 'booking_one_live_per_person' });
    });
  });

  it('app_now is the clock of the server, and the shifted one where CLOCK was set', async () => {
    await tried(owner, async () => {
      expect(await rowsOf(owner, 'SELECT app_now() = now() AS same')).toEqual([{ same: true }]);
      await owner.query(`INSERT INTO app_clock (started_from, shift) VALUES ('x', interval '-1 day')`);
      expect(await rowsOf(owner, `SELECT app_now() = now() - interval '1 day' AS same`)).toEqual([{ same: true }]);
    });
  });
});
