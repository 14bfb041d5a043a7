import { DayRowQueries } from '../src/bookings/day-row.queries';
import { DayStore } from '../src/bookings/day.store';
import { SearchBookingsQueries } from '../src/bookings/search-bookings.queries';
import { ClinicsStore } from '../src/clinic-changes/clinics.store';
import { Database, sqlState, type Tx } from '../src/platform/database/database';
import { AuditStore } from '../src/staff/audit.store';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

const TODAY = '2026-03-09T15:00:00Z';
let world: StaffWorld;
/** Nobody has none. */
const tokens = new Map<string, string>();

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z');
  await world.addStaff('viewer', [['viewer', 'site', 'harbour']]);
  await world.addStaff('other desk', [['front_desk', 'site', 'meadow']]);
  await world.addStaff('desk', [['front_desk', 'site', 'harbour']]);
  await world.addStaff('lead', [['clinic_lead', 'site', 'harbour']]);
  await world.addStaff('region', [['region_administrator', 'region']]);
  await world.addStaff('nothing', []);
  for (const actor of actors) if (actor !== 'nobody') tokens.set(actor, await world.tokenOf(actor));
});
afterAll(() => world?.close());

const actors = ['nobody', 'nothing', 'viewer', 'other desk', 'desk', 'lead', 'region'] as const;
describe('how far a grant reaches', () => {
  const sitesOf = async (email: string) => {
    const { body } = await world.call('GET', '/staff/me', await world.tokenOf(email));
    return Object.fromEntries(
      (body.sites as { id: string; permissions: string[] }[]).map(({ id, permissions }) => [id, permissions.length]),
    );
  };

  test.each([
    ['region', undefined, ['harbour', 'island', 'meadow', 'station']],
    ['place', 'southtown', ['island', 'station']],
    ['organisation', 'practice', ['harbour', 'meadow']],
    ['organisation', 'trust', ['harbour', 'meadow', 'station']],
    ['organisation', 'other', ['island']],
    ['site', 'station', ['station']],
  ] as const)('%s %s', async (kind, name, expected) => {
    const email = `${kind} ${name}`;
    await world.addStaff(email, [['viewer', kind, ...(name ? [name] : [])] as never]);
    expect(Object.keys(await sitesOf(email)).sort()).toEqual(expected);
  });

  test('organisations that name each other as parent do not loop', async () => {
    const practice = world.organisation.get('practice');
    await world.rows('UPDATE organisation SET parent_id = $1 WHERE id = $2', [
      practice,
      world.organisation.get('trust'),
    ]);
    await world.addStaff('looped', [['viewer', 'organisation', 'practice']]);
    expect(Object.keys(await sitesOf('looped')).sort()).toEqual(['harbour', 'meadow', 'station']);
    await world.rows('UPDATE organisation SET parent_id = NULL WHERE id = $1', [world.organisation.get('trust')]);
  });

  test('a wide grant to read does not widen a narrow grant to act', async () => {
    await world.addStaff('both', [
      ['front_desk', 'site', 'harbour'],
      ['viewer', 'place', 'northtown'],
    ]);
    const token = await world.tokenOf('both');
    const at = async (site: string) => {
      const reference = await world.addBooking({ site, startsAt: TODAY });
      const read = await world.call('GET', `/staff/sites/${site}/day`, token);
      return [read.status, (await world.call('POST', `/staff/bookings/${reference}/check-in`, token, {})).status];
    };
    expect(await at('harbour')).toEqual([200, 200]);
    expect(await at('meadow')).toEqual([200, 404]);
    expect(await at('station')).toEqual([404, 404]);
  });

  test('a foreign booking and one that does not exist are answered alike', async () => {
    const token = await world.tokenOf('desk');
    const foreign = await world.addBooking({ site: 'island', startsAt: TODAY });
    const [one, other] = [
      await world.call('POST', `/staff/bookings/${foreign}/check-in`, token, {}),
      await world.call('POST', '/staff/bookings/ZZZZZZZZZZ/check-in', token, {}),
    ];
    expect(one.status).toBe(404);
    expect({ ...one.body, requestId: '' }).toEqual({ ...other.body, requestId: '' });
    const site = await world.call('GET', '/staff/sites/island/day', token);
    const nowhere = await world.call('GET', '/staff/sites/nowhere/day', token);
    expect({ ...site.body, requestId: '' }).toEqual({ ...nowhere.body, requestId: '' });
  });
});

describe('row-level security, with the policy layer out of the way', () => {
  let database: Database;
  let harbour: number;
  let island: number;
  let foreign: string;
  let foreignId: number;

  beforeAll(async () => {
    database = world.get(Database);
    harbour = world.site.get('harbour') as number;
    island = world.site.get('island') as number;
    const slotId = await world.addSlot('island', TODAY);
    foreign = await world.addBooking({
      site: 'island',
      startsAt: TODAY,
      slotId,
      lastName: 'Foreign',
      mobile: '+447700900999',
    });
    const [row] = await world.rows<{ id: number }>('SELECT id::int FROM booking WHERE reference = $1', [foreign]);
    foreignId = (row as { id: number }).id;
    await world.rows(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at) VALUES ($1, $2, 'booked', 'email', 1, now(), now(), now())`,
      [foreignId, island],
    );
    await world.rows(
      `INSERT INTO clinic_series (site_id, starts_on, ends_on, weekdays, starts, ends, slot_minutes, capacity, service_ids)
       VALUES ($1, '2026-03-01', '2026-03-31', '{1}', '09:00', '12:00', 10, 1, '{1}')`,
      [island],
    );
    await world.rows(
      `INSERT INTO batch (site_id, service_id, product, number, created_by, created_at) VALUES ($1, 1, 'P', 'N', 1, now())`,
      [island],
    );
    await world.rows(`INSERT INTO audit (at, actor, action, site_id) VALUES (now(), 'test', 'test', $1)`, [island]);
    await world.addBooking({
      site: 'harbour',
      startsAt: TODAY,
      slotId: await world.addSlot('harbour', TODAY),
      lastName: 'Own',
    });
  });

  const inScope = <T>(siteIds: number[], work: (tx: Tx) => Promise<T>) => database.staffTx(siteIds, work);
  const refusal = (siteIds: number[], sql: string, values: unknown[] = []) =>
    inScope(siteIds, (tx) => tx.query(sql, values)).then(
      () => 'accepted',
      (error: unknown) => sqlState(error),
    );

  test.each(['booking', 'slot', 'clinic', 'clinic_series', 'message', 'audit', 'batch'])(
    '%s shows only the sites in scope, and none without',
    async (table) => {
      const sites = async (ids: number[]) =>
        (
          await inScope(ids, (tx) =>
            tx.query<{ id: number }[]>(`SELECT DISTINCT site_id AS id FROM ${table} ORDER BY 1`),
          )
        ).map(({ id }) => id);
      expect(await sites([island])).toEqual([island]);
      expect(await sites([harbour])).not.toContain(island);
      expect(await sites([])).toEqual([]);
    },
  );

  test.each([
    ['person', 'SELECT 1 FROM person'],
    [
      'contact',
      'SELECT 1 FROM contact c JOIN booking b USING (party_id) WHERE b.id = $1 OR c.party_id IN (SELECT party_id FROM contact)',
    ],
    ['party', 'SELECT 1 FROM party'],
  ])('%s is seen through a booking in scope and not otherwise', async (table, sql) => {
    const count = async (ids: number[]) =>
      (await inScope(ids, (tx) => tx.query<unknown[]>(sql, sql.includes('$1') ? [foreignId] : []))).length;
    expect([table, await count([])]).toEqual([table, 0]);
    expect([table, (await count([island])) > 0]).toEqual([table, true]);
  });

  test('a person booked elsewhere is not seen here', async () => {
    const seen = (ids: number[]) =>
      inScope(ids, (tx) => tx.query<unknown[]>(`SELECT 1 FROM person WHERE last_name = 'Foreign'`));
    expect(await seen([harbour])).toEqual([]);
    expect(await seen([island])).toHaveLength(1);
  });

  test('the queries of the desk find nothing foreign, even when they are told the foreign site', async () => {
    await inScope([harbour], async (tx) => {
      expect(await world.get(DayStore).find(tx, foreign, [island])).toBeNull();
      expect(
        await world
          .get(DayStore)
          .change(tx, { id: foreignId, siteId: island, status: 'booked', version: 1 } as never, 'checked_in', null),
      ).toBe(false);
      await expect(world.get(DayRowQueries).one(tx, foreignId)).rejects.toThrow(TypeError);
      const starts = [
        { first: '', last: 'F' },
        { first: '', last: 'O' },
      ];
      const found = await world
        .get(SearchBookingsQueries)
        .find(tx, [harbour, island], new Date(TODAY), { by: 'name', starts, born: null });
      expect(new Set(found.map(({ siteId }) => siteId))).toEqual(new Set([harbour]));
    });
    expect(
      (await world.rows<{ status: string }>('SELECT status FROM booking WHERE id = $1', [foreignId]))[0]?.status,
    ).toBe('booked');
  });

  test('nothing is written outside the scope', async () => {
    const clinic = {
      siteId: island,
      date: '2026-03-20',
      starts: '09:00',
      ends: '10:00',
      slotMinutes: 10,
      capacity: 1,
      serviceIds: [1],
      breaks: [],
      seriesId: null,
      status: 'open' as const,
      pausedUntil: null,
      dailyCap: null,
      heldBackPercent: 0,
      heldBackDays: null,
      heldBackTime: null,
      audienceIds: null,
      options: null,
      ownChanges: [],
    };
    const created = inScope([harbour], (tx) => world.get(ClinicsStore).insert(tx, [clinic]));
    await expect(created.catch(sqlState)).resolves.toBe('42501');
    const noted = inScope([harbour], (tx) =>
      world.get(AuditStore).note(tx, { actor: 'staff:1', action: 'x', siteId: island, requestId: 'x' }),
    );
    await expect(noted.catch(sqlState)).resolves.toBe('42501');
    // A booking cannot be pushed over the fence either.
    expect(await refusal([harbour], 'UPDATE booking SET site_id = $1', [island])).toBe('42501');
  });

  test('what became of a message is seen with the message alone', async () => {
    const [{ id: bookingId, siteId }] = (await world.rows<{ id: string; siteId: number }>(
      'SELECT id, site_id AS "siteId" FROM booking LIMIT 1',
    )) as [{ id: string; siteId: number }];
    await world.rows(
      `WITH m AS (INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
         VALUES ($1, $2, 'booked', 'sms', 9, now(), now(), now()) RETURNING id)
       INSERT INTO message_attempt (message_id, number, started_at) SELECT id, 1, now() FROM m`,
      [bookingId, siteId],
    );
    const seen = async (scope: number[]) =>
      inScope(scope, async (tx) => (await tx.query<unknown[]>('SELECT 1 FROM message_attempt')).length);
    expect(await seen([siteId])).toBe(1);
    expect(await seen([harbour, island].filter((id) => id !== siteId))).toBe(0);
  });

  test('the roles hold what they need and no more', async () => {
    for (const table of ['journey', 'idempotency', 'manage_session'])
      expect([table, await refusal([harbour], `SELECT 1 FROM ${table}`)]).toEqual([table, '42501']);
    for (const sql of [
      `UPDATE staff_user SET active = true`,
      `INSERT INTO role_grant (staff_user_id, role, scope_kind, created_at) VALUES (1, 'viewer', 'region', now())`,
      'DELETE FROM booking',
      'DELETE FROM slot',
      'UPDATE person SET last_name = last_name',
      'DELETE FROM audit',
      `UPDATE audit SET actor = 'x'`,
    ])
      expect([sql, await refusal([harbour], sql)]).toEqual([sql, '42501']);
    for (const table of ['staff_user', 'role_grant', 'staff_session', 'audit']) {
      const read = database.source.query(`SELECT 1 FROM ${table}`).then(() => 'accepted', sqlState);
      expect([table, await read]).toEqual([table, '42501']);
    }
  });

  test('role and scope end with the transaction, also when it fails', async () => {
    for (let n = 0; n < 40; n += 1)
      await inScope([harbour], (tx) => tx.query(n % 2 ? 'SELECT 1' : 'SELECT nonsense')).catch(() => undefined);
    for (let n = 0; n < 40; n += 1) {
      const [now] = await database.source.query<{ role: string; scope: string | null }[]>(
        `SELECT current_user AS role, current_setting('app.scope', true) AS scope`,
      );
      expect(now?.role).toBe('fairslot_public');
      expect(now?.scope ?? '').toBe('');
    }
  });
});
