import { randomUUID } from 'node:crypto';
import type { HomeVisit } from '@fairslot/contract';
import { Cipher } from '../src/platform/crypto/cipher';
import { Database, type Tx } from '../src/platform/database/database';
import { SiteDirectory } from '../src/sites/site-directory';
import { StaffWorld } from './staff-world';

const ADA = {
  serviceId: 'flu',
  firstName: 'Ada',
  lastName: 'Zzhome',
  dateOfBirth: '1940-03-27',
  phone: '0151 496 0001',
  postcode: 'N1 1AA',
  bestTime: 'morning',
};

let world: StaffWorld;
const tokens = new Map<string, string>();

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z', { LIMIT_LOOK_UPS: '5/900' });
  await world.rows(
    `INSERT INTO outcode (outcode, latitude, longitude, town, place_id) VALUES ('N1', 53.4, -2.9, 'Northtown', $1), ('S1', 52.0, -1.0, 'Southtown', $2)`,
    [world.place.get('northtown'), world.place.get('southtown')],
  );
  // A Place where people live and no site is yet.
  await world.rows(
    `WITH added AS (INSERT INTO place (slug, name) VALUES ('islands', 'Islands') RETURNING id)
     INSERT INTO outcode (outcode, latitude, longitude, town, place_id) SELECT 'ZE9', 60.2, -1.2, 'Islands', id FROM added`,
  );
  await world.rows('UPDATE site SET name = name');
  await world.get(SiteDirectory).load();
  await world.addStaff('north@example.org', [['phone_agent', 'place', 'northtown']]);
  await world.addStaff('south@example.org', [['phone_agent', 'place', 'southtown']]);
  await world.addStaff('desk@example.org', [['front_desk', 'site', 'harbour']]);
  await world.addStaff('region@example.org', [['region_administrator', 'region']]);
  for (const name of ['north', 'south', 'desk', 'region']) tokens.set(name, await world.tokenOf(`${name}@example.org`));
}, 90_000);
afterAll(() => world?.close());

const ask = (changes: object = {}, key: string = randomUUID()) =>
  world.call('POST', '/home-visits', undefined, { ...ADA, ...changes }, { 'idempotency-key': key });
const list = async (who: string, which = 'open') => {
  const { status, body } = await world.call('GET', `/staff/home-visits?list=${which}`, tokens.get(who));
  expect(status).toBe(200);
  return body.items as unknown as HomeVisit[];
};
const named = async (who: string, which?: string) => (await list(who, which)).map(({ lastName }) => lastName).sort();
const change = async (who: string, visit: HomeVisit, body: object) =>
  world.call('POST', `/staff/home-visits/${visit.id}/state`, tokens.get(who), { version: visit.version, ...body });
const visitOf = async (who: string, lastName: string, which?: string): Promise<HomeVisit> => {
  const found = (await list(who, which)).find((visit) => visit.lastName === lastName);
  if (!found) throw new Error(`${lastName} is on no list of ${who}`);
  return found;
};

test('a wish is kept once for one key, encrypted, and on the list of whoever calls for the Place', async () => {
  const key = randomUUID();
  expect(await ask({}, key)).toMatchObject({ status: 201, body: { on: '2026-03-09' } });
  const again = await ask({}, key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await ask({ lastName: 'Other' }, key)).body).toMatchObject({ code: 'idempotency_key_reused' });
  expect(await visitOf('north', 'Zzhome')).toMatchObject({
    firstName: 'Ada',
    phone: '+441514960001',
    postcode: 'N1 1AA',
    place: { id: 'northtown' },
    bestTime: 'morning',
    state: 'new',
    steps: [],
  });
  expect(await named('north')).toEqual(['Zzhome']);
  const rows = await world.rows<object>('SELECT * FROM home_visit');
  const stored = JSON.stringify(rows, (_, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : value,
  );
  for (const personal of ['Ada', 'Zzhome', '1940', '4960001', 'N1 1AA']) expect(stored).not.toContain(personal);
});

test('every field that is wrong is named', async () => {
  const { status, body } = await ask({
    phone: '12',
    postcode: 'nowhere',
    dateOfBirth: '2040-01-01',
    bestTime: 'night',
  });
  expect(status).toBe(400);
  expect(body.errors.map(({ path }) => path).sort()).toEqual(['bestTime', 'phone', 'postcode']);
  expect((await ask({ dateOfBirth: '2040-01-01' })).body.errors).toEqual([
    expect.objectContaining({ path: 'dateOfBirth', code: 'date_of_birth_in_future' }),
  ]);
  expect((await ask({ serviceId: 'no-such' })).body.errors[0]).toMatchObject({ code: 'unknown_service' });
});

test('nobody has one number called again and again; who repeats a lost request gets its answer and uses up no try', async () => {
  const many = { phone: '0151 496 0999', lastName: 'Zzmany' };
  const keys = Array.from({ length: 5 }, () => randomUUID());
  const answers = [];
  for (const key of [keys[0], keys[0], keys[0], ...keys, randomUUID(), keys[4]])
    answers.push((await ask(many, key)).status);
  expect(answers).toEqual([201, 201, 201, 201, 201, 201, 201, 201, 429, 201]);
  expect(
    await world.rows(`SELECT kind, count(*)::integer AS n FROM attempt WHERE kind <> 'sign_in' GROUP BY 1`),
  ).toEqual([{ kind: 'home_visit', n: 6 }]);
  await world.rows(`UPDATE home_visit SET state = 'closed' WHERE id > 1`);
});

test('a Place is told to those who call for all of it: not to one desk in it, nor to another Place; nobody’s is the region’s', async () => {
  const near = { latitude: 52.1, longitude: -1.1 };
  expect((await ask({ lastName: 'Zzsouth', phone: '0151 496 0002', postcode: undefined, near })).status).toBe(201);
  expect((await ask({ lastName: 'Zznowhere', phone: '0151 496 0003', postcode: 'ZE1 0AA', near })).status).toBe(201);
  expect(await named('north')).toEqual(['Zzhome']);
  expect(await named('south')).toEqual(['Zzsouth']);
  expect(await named('desk')).toEqual([]);
  expect(await named('region')).toEqual(['Zzhome', 'Zznowhere', 'Zzsouth']);
  const visit = await visitOf('north', 'Zzhome');
  for (const who of ['south', 'desk']) expect((await change(who, visit, { state: 'called' })).status).toBe(404);
  const counts = async (who: string) => (await world.call('GET', '/staff/home-visits/count', tokens.get(who))).body;
  expect(await counts('north')).toEqual({ new: 1, called: 0, isMine: true });
  expect(await counts('desk')).toEqual({ new: 0, called: 0, isMine: false });
  expect(await counts('region')).toEqual({ new: 3, called: 0, isMine: true });
});

test('the database itself hides another Place, whatever the program asks, and residents read nothing', async () => {
  const database = world.get(Database);
  const north = [world.site.get('harbour') ?? 0, world.site.get('meadow') ?? 0];
  const count = async (tx: Tx) =>
    (await tx.query<[{ n: number }]>('SELECT count(*)::integer AS n FROM home_visit WHERE state = $1', ['new']))[0].n;
  expect(await database.staffTx(north, count)).toBe(1);
  expect(await database.staffTx(north.slice(0, 1), count)).toBe(0);
  expect(await database.staffTx([], count)).toBe(0);
  const [{ id } = { id: '0' }] = await world.rows<{ id: string }>(
    `SELECT id FROM home_visit WHERE state = 'new' LIMIT 1`,
  );
  const step = { id, state: 'closed', reason: 'visited', version: 1, user: 1, requestId: 'x' };
  const touch = async (tx: Tx) =>
    (await tx.query<[{ done: boolean }]>('SELECT step_home_visit($1) AS done', [step]))[0].done;
  expect(await database.staffTx(north.slice(0, 1), touch)).toBe(false);
  await expect(database.tx(count)).rejects.toThrow(/permission denied/);
});

test('each step is kept with who and when, a slip is put right, and of two at once one is told', async () => {
  const visit = await visitOf('north', 'Zzhome');
  expect((await change('north', visit, { state: 'closed' })).body.errors[0]).toMatchObject({ path: 'reason' });
  expect((await change('north', visit, { state: 'called', reason: 'visited' })).status).toBe(400);
  const called = await change('north', visit, { state: 'called', note: 'No answer' });
  expect(called.body).toMatchObject({
    state: 'called',
    version: visit.version + 1,
    steps: [{ state: 'called', note: 'No answer', reason: null, by: 'north@example.org' }],
  });
  expect((await change('region', visit, { state: 'arranged' })).body.code).toBe('wrong_state');
  const arranged = await change('north', await visitOf('north', 'Zzhome'), { state: 'arranged' });
  expect(arranged.status).toBe(200);
  expect(await named('north')).toEqual([]);
  expect(await named('north', 'arranged')).toEqual(['Zzhome']);
  const back = await change('north', await visitOf('north', 'Zzhome', 'arranged'), { state: 'called' });
  expect(back.status).toBe(200);
  const closed = await change('north', await visitOf('north', 'Zzhome'), { state: 'closed', reason: 'visited' });
  expect((closed.body as unknown as HomeVisit).steps.map(({ state }) => state)).toEqual([
    'closed',
    'called',
    'arranged',
    'called',
  ]);
  const actions = await world.rows<{ action: string }>(
    `SELECT action FROM audit WHERE action LIKE 'home_visit.%' ORDER BY id`,
  );
  expect(actions.map(({ action }) => action)).toEqual([
    'home_visit.called',
    'home_visit.arranged',
    'home_visit.called',
    'home_visit.closed',
  ]);
});

test('who lives in a Place without a site is called by the region', async () => {
  const phone = '0151 496 0006';
  expect((await ask({ lastName: 'Zzislands', phone, postcode: 'ZE9 1AA' })).status).toBe(201);
  const visit = await visitOf('region', 'Zzislands');
  expect(visit.place).toMatchObject({ id: 'islands' });
  for (const who of ['north', 'south', 'desk']) {
    expect(await named(who)).not.toContain('Zzislands');
    expect((await change(who, visit, { state: 'called' })).status).toBe(404);
  }
  const { body } = await world.call('GET', '/staff/home-visits/count', tokens.get('region'));
  expect(body).toEqual({ new: 3, called: 0, isMine: true });
  expect((await change('region', visit, { state: 'closed', reason: 'not_offered' })).status).toBe(200);
});

test('a wish is written out and erased with the record of the person, and not that of a twin', async () => {
  const born = { lastName: 'Zztwin', dateOfBirth: '1950-05-05', phone: '0151 496 0004', postcode: undefined };
  await ask({ ...born, firstName: 'Bea' });
  await ask({ ...born, firstName: 'Bob', phone: '0151 496 0005' });
  const reference = await world.addBooking({
    site: 'harbour',
    startsAt: '2026-03-01T10:00:00Z',
    firstName: 'Bea',
    lastName: 'Zztwin',
    dateOfBirth: '1950-05-05',
    status: 'completed',
  });
  const body = { reference, reason: 'asked_by_person' };
  const held = await world.call('POST', '/staff/people/records/export', tokens.get('region'), body);
  const { homeVisits } = held.body as unknown as { homeVisits: object[] };
  expect(homeVisits).toEqual([expect.objectContaining({ firstName: 'Bea', phone: '+441514960004', state: 'new' })]);
  const erased = await world.call('POST', '/staff/people/records/erase', tokens.get('region'), body);
  expect(erased.status).toBe(200);
  const left = (await list('region')).filter(({ lastName }) => lastName === 'Zztwin');
  expect(left.map(({ firstName }) => firstName)).toEqual(['Bob']);
});

test('a wish is found with the record whether its postcode was said or not', async () => {
  const born = { firstName: 'Cal', lastName: 'Zzcode', dateOfBirth: '1951-06-06' };
  await ask({ ...born, phone: '0151 496 0007' });
  await ask({ ...born, phone: '0151 496 0008', postcode: undefined });
  const elsewhere = { ...born, phone: '0151 496 0009', postcode: 'S1 1AA' };
  await ask(elsewhere);
  const reference = await world.addBooking({
    ...born,
    site: 'harbour',
    startsAt: '2026-03-01T10:00:00Z',
    status: 'completed',
  });
  const [person] = await world.rows<{ id: string; rowKey: string }>(
    `SELECT id, row_key AS "rowKey" FROM person WHERE last_name = 'Zzcode'`,
  );
  const { id = '', rowKey = '' } = person ?? {};
  const sealed = world.get(Cipher).seal('person.postcode', rowKey, 'N1 1AA');
  await world.rows('UPDATE person SET postcode_ct = $2 WHERE id = $1', [id, sealed]);
  const body = { reference, reason: 'asked_by_person' };
  const held = await world.call('POST', '/staff/people/records/export', tokens.get('region'), body);
  const { homeVisits } = held.body as unknown as { homeVisits: { phone: string }[] };
  expect(homeVisits.map(({ phone }) => phone)).toEqual(['+441514960007', '+441514960008']);
  expect((await world.call('POST', '/staff/people/records/erase', tokens.get('region'), body)).status).toBe(200);
  const left = (await list('region')).filter(({ lastName }) => lastName === 'Zzcode');
  expect(left.map(({ postcode }) => postcode)).toEqual(['S1 1AA']);
});

test('a wish is let go when its time is over, whether somebody has called about it or not', async () => {
  const due = async () => {
    const { body } = await world.call('GET', '/staff/retention', tokens.get('region'));
    const { kinds } = body as unknown as { kinds: { kind: string; due: number }[] };
    return kinds.find(({ kind }) => kind === 'home_visits')?.due;
  };
  await world.rows(`UPDATE home_visit SET changed_at = app_now(), created_at = app_now()`);
  expect(await due()).toBe(0);
  await world.rows(
    `UPDATE home_visit SET changed_at = app_now() - interval '10 years', created_at = app_now() - interval '10 years'`,
  );
  const [all] = await world.rows<{ n: number; uncalled: number }>(
    `SELECT count(*)::integer AS n, count(*) FILTER (WHERE state = 'new')::integer AS uncalled FROM home_visit`,
  );
  expect(all?.uncalled).toBeGreaterThan(0);
  expect(all?.n).toBeGreaterThan(all?.uncalled ?? 0);
  expect(await due()).toBe(all?.n);
  const [step] = await world.rows<{ gone: number }>(`SELECT retention_step('home_visits', $1, 500) AS gone`, [
    { holdHours: 24, contactDays: 90, recordYears: 8, auditYears: 8 },
  ]);
  expect(step?.gone).toBe(all?.n);
  expect(await due()).toBe(0);
});
