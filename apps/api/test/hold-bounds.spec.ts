import { randomUUID } from 'node:crypto';
import { confirmBooking, createJourney, holdSlot, type Hold } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApi, anApiProcess, type RunningApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';

let database: TestDatabase;
/** A process of its own, and this one. */
let processes: RunningApi[];
let starts: string[];

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(4),
    until: '17:00',
    slotMinutes: 5,
  });
  starts = slots.map(({ start }) => start);
  const bounds = {
    LIMIT_HOLDS: '3/600',
    LIMIT_HOLDS_SHARED: '8/3600',
    SHARED_NETWORKS: '198.51.100.0/24',
    BOOKINGS_PER_CONTACT: '2',
    TRUSTED_PROXIES: '1',
  };
  processes = await Promise.all([anApiProcess(database.url, bounds), anApi(database.url, bounds)]);
}, 90_000);

afterAll(async () => {
  await Promise.all(processes.map((api) => api.stop()));
  await database.drop();
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const apiOf = (n: number): RunningApi => processes[n % processes.length] as RunningApi;
const next = (): string => starts.shift() as string;
const holdFrom = (ip: string, n: number, more: object = {}): Promise<Hold> =>
  apiOf(n).client.call(holdSlot, {
    ...key(),
    body: aHoldRequest(next(), more),
    headers: { 'x-forwarded-for': ip },
  });
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

test('one client that tries to hold a whole clinic, all at once through one process, is stopped at the bound', async () => {
  const ends = await Promise.all(Array.from({ length: 30 }, () => failure(holdFrom('203.0.113.7', 0))));
  const held = ends.filter((end) => end === 'no failure').length;
  expect(ends.filter((end) => isProblem(end, 'too_many'))).toHaveLength(30 - held);
  // Sent together some may be refused that would have passed alone; never the other way round.
  for (let n = held; n < 3; n += 1) await holdFrom('203.0.113.7', n);
  expect(isProblem(await failure(holdFrom('203.0.113.7', 1)), 'too_many')).toBe(true);
});

test('the bound holds across processes, by network: 64 bits of an IPv6 address', async () => {
  for (let n = 0; n < 3; n += 1) await holdFrom(`2001:db8:1:2::${n + 1}`, n);
  const fourth = await failure(holdFrom('2001:db8:1:2:ffff::9', 1));
  expect(isProblem(fourth, 'too_many') && (fourth.retryAfter ?? 0) > 500).toBe(true);
  await holdFrom('2001:db8:1:3::1', 1);
});

test('a network that many share has a bound of its own', async () => {
  for (let n = 0; n < 8; n += 1) await holdFrom('198.51.100.20', n);
  expect(isProblem(await failure(holdFrom('198.51.100.20', 0)), 'too_many')).toBe(true);
});

test('choosing another time in one journey, and confirming, use up nothing', async () => {
  const { id: journeyId } = await apiOf(0).client.call(createJourney, {});
  for (let n = 0; n < 5; n += 1) await holdFrom('203.0.113.50', n, { journeyId });
  for (let n = 0; n < 4; n += 1) {
    const { holdId, token } = await holdFrom('203.0.113.51', n);
    const body = { holdId, token, people: [aPerson({ firstName: `P${n}` })], contact: { none: true } };
    expect((await apiOf(n).client.call(confirmBooking, { ...key(), body })).bookings).toHaveLength(1);
  }
});

test('one contact books for a household, not for a street', async () => {
  const book = async (n: number, email: string): Promise<unknown> => {
    const { holdId, token } = await holdFrom(`192.0.2.${n + 1}`, n);
    const body = { holdId, token, people: [aPerson({ firstName: `Q${n}`, lastName: `R${n}` })], contact: { email } };
    return failure(apiOf(n).client.call(confirmBooking, { ...key(), body }));
  };
  const ends = await Promise.all(Array.from({ length: 5 }, (_, n) => book(n, 'Street@example.com')));
  expect(ends.filter((end) => end === 'no failure')).toHaveLength(2);
  expect(ends.filter((end) => isProblem(end, 'contact_full'))).toHaveLength(3);
  expect(await book(9, 'home@example.com')).toBe('no failure');
});
