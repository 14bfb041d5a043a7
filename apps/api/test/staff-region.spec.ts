import { randomUUID } from 'node:crypto';
import type { Imported, SiteDetails, StaffService } from '@fairslot/contract';
import { FollowSlots } from '../src/clinics/follow-slots';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { aDatabase, type TestDatabase } from './harness/database';
import { anApi } from './harness/api';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

let world: StaffWorld;
let region: string;
let admin: string;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-02T09:00:00Z');
  await world.addStaff('region', [['region_administrator', 'region']]);
  await world.addStaff('admin', [['site_administrator', 'site', 'harbour']]);
  [region, admin] = [await world.tokenOf('region'), await world.tokenOf('admin')];
});
afterAll(() => world?.close());

const ask = async <B>(method: string, path: string, token: string, body?: unknown) => {
  const { status, body: answer } = await world.call(method, path, token, body);
  return { status, body: answer as unknown as B & { code: string; errors: { path: string; code: string }[] } };
};
const faultsOf = ({ rows }: Imported) =>
  rows.map(({ line, faults }) => [line, faults.map(({ column, code }) => `${column} ${code}`)]);

test('organisations and sites come from CSV, all or none, and each fault is told by line and column', async () => {
  const send = (what: string, csv: string, check = false) =>
    ask<Imported>('POST', `/staff/${what}/import`, region, { csv, check });
  const bad = await send(
    'organisations',
    'code,name,kind,parent\nA1,Trust,trust,\nA1,Again,trust,\n,Nameless,,Z9\ntrust,Known,,',
  );
  expect(bad.body.added).toBe(0);
  expect(faultsOf(bad.body)).toEqual([
    [2, []],
    [3, ['code row_twice']],
    [4, ['code required', 'parent unknown_organisation']],
    [5, ['code row_known']],
  ]);
  expect((await send('organisations', 'code,name,kind,parent\nB1,Child,practice,A1\nA1,Trust,trust,')).body.added).toBe(
    2,
  );
  const head = 'name,organisation,place,address,postcode,latitude,longitude,step_free,directions';
  const wrong = await send(
    'sites',
    `${head}\nNew Place,NOPE,Eastport,1 Quay,E1 1AA,91,x,yes,\nharbour,B1,Eastport,1,L1 1AA,53,-3,,`,
  );
  expect(faultsOf(wrong.body)).toEqual([
    [2, ['organisation unknown_organisation', 'latitude number_wrong', 'longitude number_wrong']],
    [3, ['name row_known']],
  ]);
  const good = await send('sites', `${head}\nÉast Quay Pharmacy,B1,Eastport,1 Quay,e11aa,53.1,"-3.1",yes,By the door`);
  expect(good.body.added).toBe(1);
  const seen = await world.call('GET', '/sites/east-quay-pharmacy');
  expect(seen.body).toMatchObject({
    name: 'Éast Quay Pharmacy',
    place: 'Eastport',
    postcode: 'E1 1AA',
    facilities: { stepFree: true, parking: false },
  });
  // People find it by what they type, though nobody loaded a list of postcodes.
  const near = await world.call('GET', '/locate?q=Eastport');
  expect(near.body.items).not.toEqual([]);
  expect((await ask('POST', '/staff/sites/import', admin, { csv: head })).status).toBe(404);
});

test('lists say what there is: sites of the caller alone, organisations, roles, stock, people by no more than their groups', async () => {
  type Listed = { items: Record<string, unknown>[]; total?: number };
  const list = async (path: string, token: string) => (await ask<Listed>('GET', `/staff/${path}`, token)).body;
  expect((await list('sites', admin)).items).toEqual([
    {
      id: 'harbour',
      name: expect.stringMatching(/harbour/i) as string,
      kind: expect.any(String) as string,
      status: 'open',
      place: { id: 'northtown', name: 'northtown' },
      organisation: { id: 'practice', name: expect.any(String) as string },
    },
  ]);
  const sites = (await list('sites', region)).items.map(({ id }) => id);
  expect(sites).toEqual(expect.arrayContaining(['harbour', 'meadow', 'station', 'island']));
  const { items: organisations } = await list('organisations', region);
  expect(organisations).toContainEqual(expect.objectContaining({ id: 'practice', parentId: 'trust', sites: 2 }));
  expect((await ask('GET', '/staff/organisations', admin)).status).toBe(404);
  const { items: roles } = await list('roles', admin);
  expect(roles).toContainEqual({
    id: 'helper',
    permissions: ['bookings:make'],
    isOfRegion: false,
  });
  expect(roles).toContainEqual(expect.objectContaining({ id: 'region_administrator', isOfRegion: true }));
  const add = (site: string, number: string) =>
    world.call('POST', `/staff/sites/${site}/batches`, region, { serviceId: 'flu', product: 'Vax', number });
  await add('harbour', 'H1');
  await add('station', 'S1');
  const batches = async (path: string, token: string) =>
    (await list(path, token)).items.map(({ siteId, number }) => [siteId, number]);
  expect(await batches('stock', admin)).toEqual([['harbour', 'H1']]);
  expect(await batches('stock', region)).toEqual(
    expect.arrayContaining([
      ['harbour', 'H1'],
      ['station', 'S1'],
    ]),
  );
  expect(await batches('stock?siteId=station', region)).toEqual([['station', 'S1']]);
  expect((await ask('GET', '/staff/stock?siteId=station', admin)).status).toBe(404);
  expect(await list('people', region)).toEqual({ items: [], total: 0 });
  expect((await ask('GET', '/staff/people', admin)).status).toBe(404);
});

test('services start from a library with their rules, or are a clinic of your own for an age range', async () => {
  const list = async () =>
    (await ask<{ items: StaffService[]; library: { id: string }[] }>('GET', '/staff/services', region)).body;
  const called = async (was: string, is: string) => {
    await world.rows('UPDATE service SET slug = $2 WHERE slug = $1', [was, is]);
    await world.get(ServiceCatalogue).load();
  };
  // A flu service of this world's own, which the library knows nothing of.
  await called('flu', 'jab');
  expect((await list()).library.map(({ id }) => id)).toContain('flu');
  const season = { opensOn: '2026-03-01', closesOn: '2026-06-30' };
  const flu = await ask<StaffService>('POST', '/staff/services', region, { libraryId: 'flu', ...season });
  expect(flu.body).toMatchObject({ id: 'flu', season: { state: 'open' }, drawsStock: true });
  const judge = (serviceId: string, dateOfBirth: string) =>
    world.call('POST', '/eligibility', undefined, { serviceId, dateOfBirth, on: '2026-03-10' });
  expect((await judge('flu', '1950-01-01')).body).toMatchObject({ outcome: 'eligible' });
  // Under 65 it takes a reason, each of which is asked for; a child has none.
  expect((await judge('flu', '1990-01-01')).body).toMatchObject({
    outcome: 'needs_information',
    missing: [
      'flag:pregnant',
      'flag:clinical_risk',
      'flag:carer',
      'flag:lives_with_immunosuppressed',
      'flag:frontline',
    ],
  });
  expect((await judge('flu', '2015-01-01')).body).toMatchObject({ outcome: 'not_eligible' });
  expect((await list()).library.map(({ id }) => id)).not.toContain('flu');
  expect((await ask('POST', '/staff/services', region, { libraryId: 'flu' })).body.errors).toMatchObject([
    { code: 'row_known' },
  ]);
  // A region that set it up under the name it had before keeps its addresses, and is offered no second one.
  await called('flu', 'flu-65');
  expect((await judge('flu-65', '1950-01-01')).body).toMatchObject({ outcome: 'eligible' });
  expect((await list()).library.map(({ id }) => id)).not.toContain('flu');
  for (const libraryId of ['flu', 'flu-65'])
    expect((await ask('POST', '/staff/services', region, { libraryId })).body.errors).toMatchObject([
      { code: 'row_known' },
    ]);
  await called('flu-65', 'flu');

  const own = { name: 'Hearing test', whoFor: 'People aged 50 to 64', ageFrom: 50, ageTo: 64, minutes: 20 };
  expect((await ask<StaffService>('POST', '/staff/services', region, own)).body).toMatchObject({
    id: 'hearing-test',
    shortName: 'hearing test',
    kind: 'clinic',
  });
  const outcomes = [];
  for (const born of ['1976-03-11', '1976-03-10', '1961-03-11', '1961-03-10'])
    outcomes.push((await judge('hearing-test', born)).body as unknown as { outcome: string });
  expect(outcomes.map(({ outcome }) => outcome === 'eligible')).toEqual([false, true, true, false]);
  expect(
    (await ask('POST', '/staff/services', region, { ...own, name: 'Other', ageFrom: 70 })).body.errors,
  ).toMatchObject([{ path: 'ageTo', code: 'age_order' }]);

  expect(flu.body.whatChanged).toMatch(/^The rules have changed\./);
  const changed = { whatChanged: ' Last year it was from age 65. ' };
  await ask('PATCH', '/staff/services/hearing-test', region, changed);
  const listed = await world.call('GET', '/services');
  expect(
    (listed.body as unknown as { items: StaffService[] }).items.find(({ id }) => id === 'hearing-test'),
  ).toMatchObject({ whatChanged: 'Last year it was from age 65.' });
  expect(
    (await ask('PATCH', '/staff/services/hearing-test', region, { whatChanged: 'x'.repeat(201) })).body.errors,
  ).toMatchObject([{ path: 'whatChanged', code: 'invalid' }]);

  const paused = await ask<StaffService>('PATCH', '/staff/services/hearing-test', region, { paused: true });
  expect(paused.body).toMatchObject({ season: { state: 'paused' }, whatChanged: 'Last year it was from age 65.' });
  expect(
    (await ask<StaffService>('PATCH', '/staff/services/flu', region, { closesOn: '2026-03-01' })).body.season.state,
  ).toBe('closed');
  expect((await judge('flu', '1950-01-01')).body).not.toMatchObject({ outcome: 'eligible' });
  await called('flu', 'flu-65');
  await called('jab', 'flu');
});

test('site details are changed by the site’s own administrator, seen by residents at once, and noted', async () => {
  const changed = await ask<SiteDetails>('PATCH', '/staff/sites/harbour/details', admin, {
    name: 'Harbour Clinic',
    directions: 'Blue door.',
    facilities: { parking: true },
  });
  expect(changed.body).toMatchObject({
    name: 'Harbour Clinic',
    facilities: { parking: true },
    organisation: 'practice',
  });
  expect((await world.call('GET', '/sites/harbour')).body).toMatchObject({
    name: 'Harbour Clinic',
    directions: 'Blue door.',
  });
  expect((await ask('PATCH', '/staff/sites/meadow/details', admin, { name: 'Not mine' })).status).toBe(404);
  const audited = await world.rows(`SELECT details FROM audit WHERE action = 'site.changed'`);
  expect(audited).toEqual([{ details: { fields: ['name', 'directions', 'facilities'] } }]);
});

describe('why is my site not showing?', () => {
  const why = async () => {
    await world.get(FollowSlots).poll();
    const { body } = await ask<{
      shown: boolean;
      free: number;
      checks: { code: string; ok: boolean; count: number }[];
    }>('GET', '/staff/sites/meadow/visibility?service=flu', region);
    return { shown: body.shown, free: body.free, not: body.checks.filter(({ ok }) => !ok).map(({ code }) => code) };
  };

  test('names every reason, and agrees with what search shows', async () => {
    expect(await why()).toEqual({ shown: false, free: 0, not: ['clinics_planned'] });
    const slot = await world.addSlot('meadow', '2026-03-04T10:00:00Z', 2);
    await world.rows(`UPDATE clinic SET date = '2026-03-04' WHERE id = (SELECT clinic_id FROM slot WHERE id = $1)`, [
      slot,
    ]);
    expect(await why()).toEqual({ shown: true, free: 2, not: [] });
    await world.rows('UPDATE slot SET reserved = 2 WHERE id = $1', [slot]);
    expect(await why()).toEqual({ shown: false, free: 0, not: ['not_kept_back'] });
    await world.rows('UPDATE slot SET reserved = 0, taken = 2 WHERE id = $1', [slot]);
    expect(await why()).toEqual({ shown: false, free: 0, not: ['places_left'] });
    await world.rows(`UPDATE slot SET taken = 0, status = 'paused' WHERE id = $1`, [slot]);
    expect(await why()).toEqual({ shown: false, free: 0, not: ['clinics_running'] });
    await world.rows(
      `WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('group', 'Home', now()) RETURNING id)
       UPDATE slot SET status = 'open', audience_ids = ARRAY[a.id] FROM a WHERE slot.id = $1`,
      [slot],
    );
    expect(await why()).toEqual({ shown: false, free: 0, not: ['open_to_everyone'] });
    await world.rows(`UPDATE slot SET audience_ids = NULL WHERE id = $1`, [slot]);
    await world.rows(`UPDATE site SET status = 'closed' WHERE slug = 'meadow'`);
    await ask('PATCH', '/staff/sites/harbour/details', admin, {});
    expect(await why()).toEqual({ shown: false, free: 0, not: ['site_open'] });
  });
});

describe('a region with nothing in it', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await aDatabase();
  });
  afterAll(() => database?.drop());

  test('lets its first administrator in, who can set everything up', async () => {
    const api = await anApi(database.url, { TIME_ZONE: 'Europe/Madrid', REGION_NAME: 'Comarca Nord' });
    try {
      const { hashPassword } = await import('../src/staff/verify-password');
      const hash = await hashPassword('a long enough password', Buffer.alloc(16, 1), 64);
      await database.owner.query(
        `WITH u AS (INSERT INTO staff_user (email, name, password_hash, created_at) VALUES ('first@example.org', 'First', $1, app_now()) RETURNING id)
         INSERT INTO role_grant (staff_user_id, role, scope_kind, created_at) SELECT id, 'region_administrator', 'region', now() FROM u`,
        [hash],
      );
      const call = async (method: string, path: string, body?: unknown, token = '') => {
        const answer = await fetch(`${api.url}/api/v1${path}`, {
          method,
          headers: {
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
            ...(token ? { authorization: `Bearer ${token}` } : {}),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: answer.status, body: (await answer.json()) as Record<string, never> };
      };
      const { body } = await call('POST', '/staff/sign-in', {
        email: 'first@example.org',
        password: 'a long enough password',
      });
      const token = body['token'] ?? '';
      expect(body['me']).toMatchObject({ sites: [], region: { name: 'Comarca Nord', timeZone: 'Europe/Madrid' } });
      expect((await call('GET', '/staff/set-up', undefined, token)).body).toMatchObject({
        organisations: 0,
        sites: 0,
        services: 0,
        clinics: 0,
      });
      await call('POST', '/staff/organisations/import', { csv: 'code;name\nCAP1;Centre de salut' }, token);
      await call(
        'POST',
        '/staff/sites/import',
        {
          csv: 'name;organisation;place;address;postcode;latitude;longitude\nCAP Nord;CAP1;Nord;Carrer 1;08001;41,38;2,17',
        },
        token,
      );
      await call('POST', '/staff/services', { name: 'Blood pressure check', whoFor: 'Everybody' }, token);
      const clinic = await call(
        'POST',
        '/staff/sites/cap-nord/clinics',
        {
          date: inDays(2),
          from: '09:00',
          until: '10:00',
          slotMinutes: 30,
          capacity: 1,
          serviceIds: ['blood-pressure-check'],
        },
        token,
      );
      expect(clinic.status).toBe(201);
      await api.app.get(FollowSlots).poll();
      const found = await call('GET', '/availability?service=blood-pressure-check&near=Nord');
      expect(found.body).toMatchObject({ items: [{ site: { id: 'cap-nord' }, free: 2 }] });
    } finally {
      await api.stop();
    }
  });

  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
});
