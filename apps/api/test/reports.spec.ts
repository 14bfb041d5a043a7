import type { Attendance, AttendanceRow, AuditRow } from '@fairslot/contract';
import { formatReference } from '@fairslot/domain';
import { Database } from '../src/platform/database/database';
import { Ids } from '../src/platform/ids/ids';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

interface Report {
  code: string;
  errors: { path: string; code: string }[];
  items: (AttendanceRow & { people: number; answer: string; place: string })[];
  all: Attendance;
}
let world: StaffWorld;
const tokens = new Map<string, string>();

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-12T09:00:00Z');
  for (const [name, role, ...scope] of [
    ['desk', 'front_desk', 'site', 'harbour'],
    ['analyst', 'analyst', 'region'],
    ['coordinator', 'coordinator', 'region'],
    ['north', 'analyst', 'place', 'northtown'],
    ['region', 'region_administrator', 'region'],
  ] as const) {
    await world.addStaff(name, [[role, ...(scope as ['site', string])]]);
    tokens.set(name, await world.tokenOf(name));
  }
  const add = async (site: string, startsAt: string, status: string, count: number, service = 'blood-test') => {
    for (let n = 0; n < count; n += 1) await world.addBooking({ site, startsAt, status, service });
  };
  await add('harbour', '2026-03-10T10:00:00Z', 'completed', 7);
  await add('harbour', '2026-03-10T11:00:00Z', 'did_not_attend', 2);
  await add('harbour', '2026-03-11T10:00:00Z', 'checked_in', 1, 'flu');
  await add('harbour', '2026-03-11T10:00:00Z', 'cancelled', 3);
  // Late on the day before, by local time after the clocks have changed nothing yet: 11 March, 23:30.
  await add('station', '2026-03-11T23:30:00Z', 'booked', 6);
  await add('station', '2026-04-01T10:00:00Z', 'booked', 1);
});
afterAll(() => world?.close());

const ask = async (who: string, path: string) => {
  const { status, body } = await world.call('GET', `/staff${path}`, tokens.get(who));
  return { status, body: body as unknown as Report };
};
const RANGE = 'from=2026-03-01&to=2026-03-31';

test('a site is told what became of each day, exactly; what was cancelled does not count', async () => {
  const { body } = await ask('desk', `/sites/harbour/report?${RANGE}`);
  expect(body.items).toMatchObject([
    { name: '2026-03-10', booked: 9, came: 7, given: 7, didNotCome: 2, open: 0 },
    { name: '2026-03-11', booked: 1, came: 1, given: 0, arrived: 1 },
  ]);
  expect(body.all).toMatchObject({ booked: 10, came: 8, given: 7, didNotCome: 2 });
  const { body: byService } = await ask('desk', `/sites/harbour/report?${RANGE}&by=service`);
  expect(byService.items.map(({ name, booked }) => [name, booked])).toEqual([
    ['blood-test', 9],
    ['flu', 1],
  ]);
  expect((await ask('desk', `/sites/harbour/report?${RANGE}&by=clinic`)).body.all.booked).toBe(10);
});

test('another site’s report is not there, and a range that is too long or turned round is told by field', async () => {
  expect((await ask('desk', `/sites/station/report?${RANGE}`)).status).toBe(404);
  expect((await ask('desk', `/reports/attendance?${RANGE}`)).status).toBe(404);
  for (const [range, code] of [
    ['from=2026-03-02&to=2026-03-01', 'range_order'],
    ['from=2026-01-01&to=2026-12-31', 'range_long'],
  ])
    expect((await ask('desk', `/sites/harbour/report?${range}`)).body.errors).toMatchObject([{ path: 'to', code }]);
});

test('who may see people is told every figure of their sites; who may not is told none under five, nor by subtraction', async () => {
  const { body: exact } = await ask('coordinator', `/reports/attendance?${RANGE}`);
  expect(exact.items).toMatchObject([
    { name: 'harbour health centre', booked: 10, came: 8, given: 7, arrived: 1, didNotCome: 2 },
    { name: 'station health centre', booked: 6, open: 6 },
  ]);
  const { body: hidden } = await ask('analyst', `/reports/attendance?${RANGE}`);
  const [harbour, station] = hidden.items;
  expect(harbour).toMatchObject({ booked: 10, arrived: null, didNotCome: null });
  expect(station).toMatchObject({ booked: 6, open: 6 });
  expect(hidden.all).toMatchObject({ booked: 16, arrived: null, didNotCome: null });
  const figures = [...hidden.items, hidden.all].flatMap((row) => Object.values(row));
  expect(figures.filter((one) => typeof one === 'number' && one > 0 && one < 5)).toEqual([]);
  expect((await ask('north', `/reports/attendance?${RANGE}`)).body.items).toHaveLength(1);
});

test('what people told of themselves is counted by service and Place, groups under five left out for everybody', async () => {
  const [service, north, south] = [
    world.service.get('flu'),
    world.place.get('northtown'),
    world.place.get('southtown'),
  ];
  for (const [place, group, count] of [
    [north, 'asian', 5],
    [north, 'black', 4],
    [south, 'white', 6],
  ] as const)
    await world.rows(
      `INSERT INTO equality_answer (week, service_id, place_id, ethnic_group) SELECT '2026-03-09', $1, $2, $3 FROM generate_series(1, $4::integer)`,
      [service, place, group, count],
    );
  const { body } = await ask('coordinator', '/reports/equality');
  expect(body.items.map(({ place, answer, people }) => [place, answer, people])).toEqual([
    ['northtown', 'asian', 5],
    ['southtown', 'white', 6],
  ]);
  expect((await ask('north', '/reports/equality')).body.items).toHaveLength(1);
});

describe('the audit', () => {
  const audit = async (who: string, query: string) => {
    const { status, body } = await world.call('GET', `/staff/audit${query}`, tokens.get(who));
    return { status, ...(body as unknown as { items: AuditRow[]; nextCursor?: string }) };
  };

  test('tells what was done at sites, by whom and when, newest first', async () => {
    const reference = await world.addBooking({ site: 'harbour', startsAt: '2026-03-12T10:00:00Z' });
    await world.call('POST', `/staff/bookings/${reference}/check-in`, tokens.get('desk'), {});
    await world.call('POST', `/staff/bookings/${reference}/undo`, tokens.get('desk'), {});
    const { items } = await audit('region', `?reference=${formatReference(reference).toLowerCase()}`);
    expect(items.map(({ action }) => action)).toEqual(['booking.undone', 'booking.checked_in']);
    expect(items[1]).toMatchObject({
      at: expect.stringMatching(/^2026-03-12T09:\d\d/) as string,
      by: expect.stringMatching(/\w/) as string,
      site: { id: 'harbour' },
      reference: formatReference(reference),
    });
    expect((await audit('region', '?action=booking.checked_in&siteId=harbour')).items).toHaveLength(1);
    expect((await audit('region', '?siteId=station')).items).toEqual([]);
    expect((await audit('region', '?from=2026-03-13')).items).toEqual([]);
    expect((await audit('region', '?siteId=harbour&to=2026-03-12')).items.length).toBeGreaterThan(1);
  });

  test('goes on where the last page ended, and misses and repeats nothing', async () => {
    const many = 120;
    await world.rows(
      `INSERT INTO audit (at, actor, action, site_id, details) SELECT app_now(), 'system', 'test.counted', $1, jsonb_build_object('slots', n) FROM generate_series(1, $2::int) n`,
      [world.site.get('harbour'), many],
    );
    const seen: unknown[] = [];
    let next: string | undefined;
    do {
      const { items, nextCursor } = await audit('region', `?action=test.counted${next ? `&cursor=${next}` : ''}`);
      seen.push(...items.map(({ details }) => details.slots));
      next = nextCursor;
    } while (next);
    expect(seen).toEqual(Array.from({ length: many }, (_, n) => many - n));
  });

  test('a place in the list that is none of ours is a fault, and not the first page', async () => {
    for (const cursor of ['nonsense', 'AAAAAAAAAAAAAAAAAAAAAA']) {
      const { status, body } = await world.call('GET', `/staff/audit?cursor=${cursor}`, tokens.get('region'));
      expect([status, body.errors]).toMatchObject([400, [{ path: 'cursor', code: 'cursor_unknown' }]]);
    }
  });

  test('says who by name, and nothing that somebody typed', async () => {
    const details = {
      reason: 'Mrs Smith fell',
      clinic: 7,
      fromSlot: 8,
      fromSite: world.site.get('station'),
      changes: {
        capacity: { from: 1, to: 2 },
        serviceIds: { from: [world.service.get('flu')], to: [] },
        location: { from: 'Hall', to: 'Mrs Smith’s house' },
      },
    };
    const [user] = await world.rows<{ id: number; name: string }>(`SELECT id, name FROM staff_user LIMIT 1`);
    const reference = await world.addBooking({ site: 'harbour', startsAt: '2026-03-12T11:00:00Z' });
    await world.rows(
      `INSERT INTO audit (at, actor, action, site_id, booking_id, details)
       SELECT app_now(), actor, action, $1, CASE WHEN action LIKE 'booking%' THEN (SELECT id FROM booking WHERE reference = $4) END, $2
       FROM (VALUES ($3, 'day.exported'), ('staff:999999', 'site.closed'), ('resident', 'booking.cancelled')) AS v (actor, action)`,
      [world.site.get('harbour'), details, `staff:${user?.id}`, reference],
    );
    const { items } = await audit('region', '?siteId=harbour');
    // Numbers of rows stay inside: a clinic has its opaque id, sites and services their names.
    const shown = {
      clinic: world.get(Ids).opaque('clinic', 7),
      fromSite: 'station',
      changes: { capacity: { from: 1, to: 2 }, serviceIds: { from: ['flu'], to: [] } },
    };
    expect(items.slice(0, 3).map(({ action, by, details: told }) => [action, by, told])).toEqual([
      // Why a booking ended is one of a few codes, never words.
      ['booking.cancelled', 'resident', { ...shown, reason: 'Mrs Smith fell' }],
      ['site.closed', 'staff', shown],
      ['day.exported', user?.name, shown],
    ]);
    expect(
      (await audit('region', `?reference=${formatReference(reference)}`)).items.map(({ action }) => action),
    ).toEqual(['booking.cancelled']);
  });

  test('of the region is read by whoever reads it for the whole region, and by nobody else, past row-level security too', async () => {
    const [target] = await world.rows<{ id: number; name: string }>(
      'SELECT id, name FROM staff_user ORDER BY id LIMIT 1',
    );
    await world.rows(
      `INSERT INTO audit (at, actor, action, details) VALUES (app_now(), 'system', 'campaign.done', '{"campaignId": 7}'),
         (app_now(), 'system', 'staff.role_given', jsonb_build_object('user', $1::int, 'role', 'viewer', 'scope', 'site', 'scopeId', 1, 'until', '2026-03-31'))`,
      [target?.id],
    );
    await world.addStaff('of-a-site@example.org', [['site_administrator', 'site', 'harbour']]);
    await world.addStaff('of-a-place@example.org', [['coordinator', 'place', 'northtown']]);
    tokens.set('site', await world.tokenOf('of-a-site@example.org'));
    tokens.set('place', await world.tokenOf('of-a-place@example.org'));
    const { items } = await audit('region', '?about=region');
    const done = items.filter(({ action }) => ['campaign.done', 'staff.role_given'].includes(action));
    expect(done).toMatchObject([
      { action: 'staff.role_given', site: null, about: target?.name, details: { role: 'viewer', until: '2026-03-31' } },
      {
        action: 'campaign.done',
        site: null,
        about: null,
        details: { campaignId: world.get(Ids).opaque('campaign', 7) },
      },
    ]);
    expect(JSON.stringify(done)).not.toContain('scopeId');
    expect(items.every(({ site }) => site === null)).toBe(true);
    // Beside the acts at sites, where nothing is chosen.
    expect((await audit('region', '')).items.map(({ action }) => action)).toContain('campaign.done');
    for (const who of ['site', 'place']) {
      expect((await audit(who, '?about=region')).status).toBe(404);
      const seen = (await audit(who, '')).items;
      expect(seen.filter(({ site }) => site === null)).toEqual([]);
      expect(seen.length).toBeGreaterThan(0);
    }
    expect((await audit('site', '')).items.every(({ site }) => site?.id === 'harbour')).toBe(true);
    expect((await audit('site', '?siteId=station')).status).toBe(404);
    const counted = (sites: number[]) =>
      world
        .get(Database)
        .staffTx(sites, (tx) =>
          tx.query<{ n: number }[]>('SELECT count(*)::int AS n FROM audit WHERE site_id IS NULL'),
        );
    expect([...(await counted([world.site.get('harbour') as number])), ...(await counted([]))]).toEqual([
      { n: 0 },
      { n: 0 },
    ]);
    expect((await counted([0]))[0]?.n).toBeGreaterThan(1);
  });

  test('is asked for by who did it, of the staff of the reader’s own sites', async () => {
    const people = async (who: string) => {
      const { status, body } = await world.call('GET', '/staff/audit/people', tokens.get(who));
      return { status, items: (body as unknown as { items: { id: string; email: string }[] }).items };
    };
    const mail = async (who: string) => (await people(who)).items.map(({ email }) => email);
    await world.addStaff('far-away@example.org', [['front_desk', 'site', 'island']]);
    expect(await mail('region')).toContain('far-away@example.org');
    expect(await mail('site')).not.toContain('far-away@example.org');
    expect(await mail('site')).toContain('of-a-site@example.org');
    expect((await people('desk')).status).toBe(404);
    const siteId = world.site.get('harbour');
    const rows = await world.rows<{ id: number; email: string }>('SELECT id, email FROM staff_user');
    const idOf = (email: string) => rows.find((row) => row.email === email)?.id as number;
    for (const email of ['of-a-site@example.org', 'far-away@example.org'])
      await world.rows(`INSERT INTO audit (at, actor, action, site_id) VALUES (app_now(), $1, 'day.exported', $2)`, [
        `staff:${idOf(email)}`,
        siteId,
      ]);
    const by = async (who: string, email: string) =>
      (await audit(who, `?action=day.exported&by=${world.get(Ids).opaque('staff_user', idOf(email))}`)).items.length;
    expect([await by('site', 'of-a-site@example.org'), await by('region', 'far-away@example.org')]).toEqual([1, 1]);
    expect(await by('site', 'of-a-place@example.org')).toBe(0);
    expect((await audit('site', '?by=AAAAAAAAAAAAAAAAAAAAAA')).items).toEqual([]);
  });

  test('leaves signing in and out away, unless somebody asks for the act or for the person', async () => {
    const seen = async (query: string) => {
      const { items } = await audit('region', query);
      return items.filter(({ action }) => action.startsWith('staff.signed_')).length;
    };
    const [{ id: signedIn } = { id: 0 }] = await world.rows<{ id: number }>(
      `SELECT substring(actor FROM '\\d+')::int AS id FROM audit WHERE action = 'staff.signed_in' LIMIT 1`,
    );
    await world.rows(`INSERT INTO audit (at, actor, action) VALUES (app_now(), $1, 'staff.signed_out')`, [
      `staff:${signedIn}`,
    ]);
    expect([await seen(''), await seen('?about=region'), await seen('?from=2026-03-01')]).toEqual([0, 0, 0]);
    expect(await seen('?action=staff.signed_in')).toBeGreaterThan(0);
    expect(await seen('?action=staff.signed_out')).toBe(1);
    expect(await seen(`?by=${world.get(Ids).opaque('staff_user', signedIn)}`)).toBeGreaterThan(1);
  });

  test('is not there for whoever may not read it', async () => {
    for (const who of ['desk', 'analyst']) expect((await audit(who, '')).status).toBe(404);
    expect((await audit('region', '?siteId=nowhere')).status).toBe(404);
  });
});
