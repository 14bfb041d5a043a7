import { randomUUID } from 'node:crypto';
import {
  holdSlot,
  confirmBooking,
  openManageSession,
  listManagedBookings,
  moveBooking,
  cancelBooking,
  searchAvailability,
  listTimes,
  locate,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { FreeHolds } from '../src/bookings/free-holds';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';

let database: TestDatabase;
let api: Awaited<ReturnType<typeof anApi>>;
const date = dateAhead(3);

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  await aClinic(database.owner, { siteId: world.sites.speke, serviceIds: [world.services.flu], date });
  await aClinic(database.owner, {
    siteId: world.sites.garston,
    serviceIds: [world.services.flu, world.services.bloodTest],
    date,
    capacity: 2,
  });
  api = await anApi(database.url);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
/** How many are free at a start, once search knows as many as expected or has had its five seconds. */
const freeAt = async (siteId: string, start: string, expected: number): Promise<number> => {
  for (let i = 0; ; i += 1) {
    const query = { service: 'flu', from: date, to: date };
    const { items } = await api.client.call(listTimes, { params: { siteId }, query });
    const free = items.find((time) => Date.parse(time.start) === Date.parse(start))?.free ?? 0;
    if (free === expected || i >= 100) return free;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

test('a resident finds, holds, confirms, opens, moves and cancels', async () => {
  const { client } = api;
  const found = await client.call(searchAvailability, { query: { service: 'flu', near: 'L24 8QB' } });
  expect(found.items.map((item) => item.site.id)).toEqual(['speke', 'garston']);
  const start = found.items[0]?.nextTimes[0]?.start as string;

  const hold = await client.call(holdSlot, {
    ...key(),
    body: { siteId: 'speke', start, attendees: [{ serviceId: 'flu', dateOfBirth: '1950-03-27' }] },
  });
  expect(await freeAt('speke', start, 0)).toBe(0);

  const person = { firstName: 'Amina', lastName: 'Khan', dateOfBirth: '1950-03-27', nhsNumber: '999 000 0018' };
  const body = {
    holdId: hold.holdId,
    token: hold.token,
    people: [person],
    contact: { email: 'amina@example.com', mobile: '07700 900123' },
  };
  const confirm = { ...key(), body };
  const { bookings } = await client.call(confirmBooking, confirm);
  const again = await client.call(confirmBooking, confirm);
  expect(again).toEqual({ bookings });
  const [booking] = bookings as [(typeof bookings)[number]];
  expect(booking.reference).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);

  const token = booking.manageUrl.split('/').at(-1) as string;
  const session = await client.call(openManageSession, { body: { token, dateOfBirth: '1950-03-27' } });
  const bearer = session.token;
  const { items } = await client.call(listManagedBookings, { bearer });
  expect(items).toMatchObject([{ status: 'booked', firstName: 'Amina', site: { id: 'speke' }, mayChange: true }]);

  const target = found.items[1]?.nextTimes[1]?.start as string;
  const second = await client.call(holdSlot, {
    ...key(),
    body: { siteId: 'garston', start: target, attendees: [{ serviceId: 'flu' }] },
  });
  const move = {
    ...key(),
    bearer,
    params: { reference: booking.reference },
    body: { holdId: second.holdId, token: second.token },
  };
  expect(await client.call(moveBooking, move)).toMatchObject({ status: 'booked', site: { id: 'garston' } });
  expect(await client.call(moveBooking, move)).toMatchObject({ site: { id: 'garston' } });
  expect(await freeAt('speke', start, 1)).toBe(1);
  expect(await freeAt('garston', target, 1)).toBe(1);

  const cancel = { ...key(), bearer, params: { reference: booking.reference }, body: { reason: 'not_well' as const } };
  expect(await client.call(cancelBooking, cancel)).toMatchObject({ status: 'cancelled', mayChange: false });
  expect(await client.call(cancelBooking, cancel)).toMatchObject({ status: 'cancelled' });
  // The place is kept half an hour for whoever cancelled.
  expect(await freeAt('garston', target, 1)).toBe(1);
  await database.owner.query(
    `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE restores IS NOT NULL`,
  );
  await api.app.get(FreeHolds).run();
  expect(await freeAt('garston', target, 2)).toBe(2);

  const { rows } = await database.owner.query('SELECT kind, channel, state FROM message ORDER BY id');
  expect(rows.map((row: { kind: string; channel: string }) => `${row.kind} ${row.channel}`)).toEqual([
    'reminder_1_day sms',
    'booked sms',
    'booked email',
    'reminder_1_day sms',
    'moved sms',
    'moved email',
    'cancelled_by_resident sms',
    'cancelled_by_resident email',
  ]);
  const audit = await database.owner.query('SELECT action FROM audit ORDER BY id');
  expect(audit.rows).toEqual([
    { action: 'booking.confirmed' },
    { action: 'booking.moved' },
    { action: 'booking.cancelled' },
  ]);
});

test('what is said about a person is encrypted, and opens only in its own row', async () => {
  const { rows } = await database.owner.query<{ nhs_number_ct: Buffer }>('SELECT nhs_number_ct FROM person');
  expect(rows[0]?.nhs_number_ct.toString('latin1')).not.toContain('9990000018');
});

test('a second person for the same place gets alternatives', async () => {
  const { client } = api;
  const { items } = await client.call(listTimes, {
    params: { siteId: 'speke' },
    query: { service: 'flu', from: date, to: date },
  });
  const start = items[3]?.start as string;
  const want = { siteId: 'speke', start, attendees: [{ serviceId: 'flu' }] };
  await client.call(holdSlot, { ...key(), body: want });
  const refused = await client.call(holdSlot, { ...key(), body: want }).catch((error: unknown) => error);
  expect(isProblem(refused, 'time_gone') && refused.problem.alternatives?.length).toBeGreaterThanOrEqual(3);
});

test('every fault of a request is answered at once', async () => {
  const response = await fetch(`${api.url}/api/v1/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
    body: JSON.stringify({
      holdId: 'abcdefgh',
      token: 'abcdefgh',
      people: [{ firstName: '', lastName: 'x', dateOfBirth: '1950-02-30', nhsNumber: '123' }],
      contact: {},
    }),
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = (await response.json()) as { errors: { path: string; code: string }[]; requestId: string };
  expect(problem.errors.map((e) => `${e.path} ${e.code}`).sort()).toEqual([
    'contact contact_missing',
    'people.0.dateOfBirth date_not_real',
    'people.0.firstName first_name_missing',
    'people.0.nhsNumber nhs_number_wrong',
  ]);
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
});

test('somebody too young is told, with the first date', async () => {
  const { items } = await api.client.call(listTimes, {
    params: { siteId: 'speke' },
    query: { service: 'flu', from: date, to: date },
  });
  const body = {
    siteId: 'speke',
    start: items[5]?.start as string,
    attendees: [{ serviceId: 'flu', dateOfBirth: dateAhead(-60 * 365) }],
  };
  const refused = await api.client.call(holdSlot, { ...key(), body }).catch((error: unknown) => error);
  expect(isProblem(refused, 'not_eligible') && refused.problem.eligibility).toMatchObject({
    outcome: 'not_yet',
    earliestDate: expect.any(String) as string,
  });
});

test.each([
  ['L24 8QB', 'L24 8QB'],
  ['l24', 'L24'],
  ['spek', 'Speke'],
  ['pharmacy speke', 'Speke Pharmacy'],
])('where "%s" is, is known', async (typed, label) => {
  const { items } = await api.client.call(locate, { query: { q: typed } });
  expect(items.map((item) => item.label)).toContain(label);
});

test('where nobody has ever been is nowhere', async () => {
  expect((await api.client.call(locate, { query: { q: 'Sppeke zz' } })).items).toEqual([]);
});
