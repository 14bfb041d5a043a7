import { randomUUID } from 'node:crypto';
import {
  cancelBooking,
  confirmBooking,
  holdSlot,
  listManagedBookings,
  openManageSession,
  restoreBooking,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld } from './harness/world';

let database: TestDatabase;
let api: Awaited<ReturnType<typeof anApi>>;
let starts: string[];

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: '2026-03-10',
    slotMinutes: 5,
  });
  starts = slots.map(({ start }) => start);
  api = await anApi(database.url, { CLOCK: '2026-03-02T09:00:00Z', ROLES: 'api,worker' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

async function cancelled(): Promise<{ start: string; bearer: string; reference: string }> {
  const start = starts.shift() as string;
  const { holdId, token } = await api.client.call(holdSlot, { ...key(), body: aHoldRequest(start) });
  const body = { holdId, token, people: [aPerson()], contact: { email: `${randomUUID()}@example.com` } };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  const { reference } = bookings[0] as { reference: string };
  const opened = await api.client.call(openManageSession, { body: { reference, dateOfBirth: '1950-03-27' } });
  await api.client.call(cancelBooking, { ...key(), bearer: opened.token, params: { reference }, body: {} });
  return { start, bearer: opened.token, reference };
}

const advance = (seconds: number): Promise<Response> =>
  fetch(`${api.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });

test('a cancelled booking can be had back for half an hour, and nobody else gets its place meanwhile', async () => {
  const { start, bearer, reference } = await cancelled();
  const { items } = await api.client.call(listManagedBookings, { bearer });
  expect(items[0]?.mayRestoreUntil).toMatch(/^2026-03-02T09:3/);
  const other = await failure(api.client.call(holdSlot, { ...key(), body: aHoldRequest(start) }));
  expect(isProblem(other, 'time_gone')).toBe(true);
  const restore = { ...key(), bearer, params: { reference } };
  expect(await api.client.call(restoreBooking, restore)).toMatchObject({ status: 'booked', mayChange: true });
  expect(await api.client.call(restoreBooking, restore)).toMatchObject({ status: 'booked' });
  expect(isProblem(await failure(api.client.call(restoreBooking, { ...restore, ...key() })), 'wrong_state')).toBe(true);
  const { rows } = await database.owner.query(
    `SELECT s.taken, count(b.id)::int AS people FROM slot s JOIN booking b ON b.slot_id = s.id AND b.status IN ('held', 'booked')
     WHERE s.starts_at = $1 GROUP BY s.id`,
    [start],
  );
  expect(rows).toEqual([{ taken: 1, people: 1 }]);
});

test("after half an hour the time is as anybody's: it is sold, and the restore is refused with alternatives", async () => {
  const { start, bearer, reference } = await cancelled();
  await advance(31 * 60);
  await api.client.call(holdSlot, { ...key(), body: aHoldRequest(start) });
  const opened = await api.client.call(openManageSession, { body: { reference, dateOfBirth: '1950-03-27' } });
  const refused = await failure(
    api.client.call(restoreBooking, { ...key(), bearer: opened.token, params: { reference } }),
  );
  expect(isProblem(refused, 'time_gone') && refused.problem.alternatives?.length).toBeTruthy();
  expect(bearer).not.toBe(opened.token);
});
