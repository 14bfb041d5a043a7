import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot, listTimes, renewHold } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest } from '@fairslot/testing';
import { anApi, anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld } from './harness/world';

let database: TestDatabase;
let processes: ApiProcess[] = [];
const night = '2026-10-25';

// Half past midnight UTC is 01:30 BST: half an hour before the clocks go back. The hold below is made at 01:58 BST.
const CLOCK = '2026-10-25T00:30:00Z';

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: night,
    from: '00:00',
    until: '04:00',
    slotMinutes: 30,
  });
  await aClinic(database.owner, { siteId: world.sites.speke, serviceIds: [world.services.anyone], date: '2026-10-26' });
  processes = await Promise.all([anApiProcess(database.url, { CLOCK }), anApiProcess(database.url, { CLOCK })]);
}, 90_000);

afterAll(async () => {
  await Promise.all(processes.map((api) => api.stop()));
  await database.drop();
});

async function advance(seconds: number): Promise<Date> {
  const response = await fetch(`${(processes[0] as ApiProcess).url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
  expect(response.status).toBe(200);
  return new Date(((await response.json()) as { now: string }).now);
}

test('a hold made at 01:58 BST on the night the clocks go back is good for ten minutes of elapsed time and no longer', async () => {
  const [one, other] = processes as [ApiProcess, ApiProcess];
  const now = await advance(0);
  await advance((Date.parse('2026-10-25T00:58:00Z') - now.getTime()) / 1000);
  const hold = async (start: string): Promise<{ holdId: string; token: string; expiresAt: string }> =>
    one.client.call(holdSlot, {
      idempotencyKey: randomUUID(),
      body: aHoldRequest(start),
    });
  const kept = await hold('2026-10-26T10:00:00Z');
  const lost = await hold('2026-10-26T10:10:00Z');
  // 01:58 BST + 10 minutes = 01:08 GMT, written with its own offset.
  expect(kept.expiresAt).toMatch(/^2026-10-25T01:0[78]:\d\d(\.\d+)?\+00:00$/);

  await advance(9.5 * 60);
  const people = [{ firstName: 'Night', lastName: 'Owl', dateOfBirth: '1980-01-01' }];
  const confirm = ({ holdId, token }: { holdId: string; token: string }): Promise<unknown> =>
    other.client.call(confirmBooking, {
      idempotencyKey: randomUUID(),
      body: { holdId, token, people, contact: { none: true } },
    });
  await expect(confirm(kept)).resolves.toMatchObject({ bookings: [{ start: '2026-10-26T10:00:00+00:00' }] });

  await advance(40);
  const renewed = await other.client
    .call(renewHold, { params: { holdId: lost.holdId }, body: { token: lost.token } })
    .catch((e: unknown) => e);
  expect(isProblem(renewed, 'hold_expired') && renewed.problem.alternatives?.length).toBeGreaterThan(0);
  expect(isProblem(await confirm(lost).catch((e: unknown) => e), 'hold_expired')).toBe(true);
}, 60_000);

test('both 01:00 and both 01:30 of that night are times of their own', async () => {
  const api = processes[0] as ApiProcess;
  const { rows } = await database.owner.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM slot WHERE starts_at < '2026-10-25T12:00:00Z'`,
  );
  expect(rows[0]?.n).toBe(10);
  const { items } = await api.client.call(listTimes, {
    params: { siteId: 'speke' },
    query: { service: 'anyone', from: night, to: night },
  });
  const local = items.map((item) => item.start);
  expect(local).toContain('2026-10-25T01:30:00+00:00');
  expect(local).not.toContain('2026-10-25T01:00:00+01:00');
});

test('without CLOCK there is no clock to move', async () => {
  const plain = await anApi(database.url);
  const response = await fetch(`${plain.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advanceSeconds":1}',
  });
  expect(response.status).toBe(404);
  await plain.stop();
}, 60_000);
