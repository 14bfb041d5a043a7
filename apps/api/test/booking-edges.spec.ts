import { randomUUID } from 'node:crypto';
import {
  cancelBooking,
  confirmBooking,
  createJourney,
  deleteJourney,
  getJourney,
  holdSlot,
  listTimes,
  locateNearest,
  moveBooking,
  releaseHold,
  updateJourney,
  type Hold,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aPerson } from '@fairslot/testing';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi } from './harness/api';
import { checkCounters } from './harness/counters';
import { aDatabase, type TestDatabase } from './harness/database';
import { anOpenedBooking, type Opened } from './harness/opened-booking';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let starts: string[] = [];

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(4),
    slotMinutes: 5,
  });
  starts = slots.map((slot) => slot.start);
  api = await anApi(database.url, { LIMIT_LOOK_UPS: '5/900,10/86400' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

afterEach(() => checkCounters(database.owner));

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const nextStart = (): string => starts.shift() as string;
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

function hold(start = nextStart(), journeyId?: string): Promise<Hold> {
  const body = { siteId: 'speke', start, attendees: [{ serviceId: 'anyone' }], ...(journeyId ? { journeyId } : {}) };
  return api.client.call(holdSlot, { ...key(), body });
}

const aBooking = (): Promise<Opened> => anOpenedBooking(api, nextStart());

const statusOf = async (reference: string): Promise<string> => {
  const { rows } = await database.owner.query<{ status: string }>('SELECT status FROM booking WHERE reference = $1', [
    reference.replace('-', ''),
  ]);
  return (rows[0] as { status: string }).status;
};

test('a point becomes the outcode around it, and nothing where that is far', async () => {
  const near = (latitude: number, longitude: number) =>
    api.client.call(locateNearest, { body: { latitude, longitude } });
  expect(await near(53.36, -2.9)).toMatchObject({ label: 'L24', latitude: 53.345, longitude: -2.83 });
  expect(isProblem(await failure(near(51.5, -0.12)), 'not_found')).toBe(true);
});

describe('holds', () => {
  test('a journey has one live hold: taking another frees the one before', async () => {
    const journey = await api.client.call(createJourney, {});
    const first = await hold(nextStart(), journey.id);
    const second = await hold(nextStart(), journey.id);
    const { rows } = await database.owner.query<{ status: string }>(
      'SELECT status FROM booking ORDER BY id DESC LIMIT 2',
    );
    expect(rows).toEqual([{ status: 'held' }, { status: 'expired' }]);
    expect(first.holdId).not.toBe(second.holdId);
  });

  test('a journey that does not get the other time keeps the one it has', async () => {
    const journey = await api.client.call(createJourney, {});
    const full = nextStart();
    await hold(full);
    await hold(nextStart(), journey.id);
    expect(isProblem(await failure(hold(full, journey.id)), 'time_gone')).toBe(true);
    const { rows } = await database.owner.query<{ status: string }>(
      'SELECT status FROM booking WHERE journey_id = (SELECT max(id) FROM journey)',
    );
    expect(rows).toEqual([{ status: 'held' }]);
  });

  test('clearing the answers frees the time and forgets the answers', async () => {
    const journey = await api.client.call(createJourney, {});
    const start = nextStart();
    await hold(start, journey.id);
    await api.client.call(updateJourney, {
      params: { journeyId: journey.id },
      body: { draft: { firstName: 'Amina' } },
    });
    await api.client.call(deleteJourney, { params: { journeyId: journey.id } });
    expect(
      isProblem(await failure(api.client.call(getJourney, { params: { journeyId: journey.id } })), 'not_found'),
    ).toBe(true);
    await hold(start);
  });

  test('answers are kept for 20 hours after the last change of them, and then nobody reads them', async () => {
    const hours = (until: string): number => Math.round((Date.parse(until) - Date.now()) / 360_000) / 10;
    const journey = await api.client.call(createJourney, {});
    expect(hours(journey.expiresAt)).toBe(20);
    const params = { journeyId: journey.id };
    const ends = (when: string) =>
      database.owner.query(`UPDATE journey SET expires_at = ${when} WHERE id = (SELECT max(id) FROM journey)`);
    await ends(`now() + interval '1 minute'`);
    const change = () => api.client.call(updateJourney, { params, body: { draft: { firstName: 'Amina' } } });
    expect(hours((await change()).expiresAt)).toBe(20);
    expect(hours((await api.client.call(getJourney, { params })).expiresAt)).toBe(20);
    await ends(`now() - interval '1 second'`);
    expect(isProblem(await failure(api.client.call(getJourney, { params })), 'not_found')).toBe(true);
    expect(isProblem(await failure(change()), 'not_found')).toBe(true);
  });

  test('a place that only a lapsed hold still takes is given to the next who asks, at once', async () => {
    const start = nextStart();
    await hold(start);
    await database.owner.query(
      `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE id = (SELECT max(id) FROM booking)`,
    );
    // This process has no worker, so nobody has swept.
    await expect(hold(start)).resolves.toMatchObject({ times: [{ siteId: 'speke' }] });
  });

  test('a hold ends when its appointment begins', async () => {
    const soon = new Date(Date.now() + 180_000).toISOString();
    const { rows } = await database.owner.query<{ starts_at: Date }>(
      `UPDATE slot SET starts_at = $1 WHERE id = (SELECT max(id) FROM slot) RETURNING starts_at`,
      [soon],
    );
    const { expiresAt } = await hold((rows[0] as { starts_at: Date }).starts_at.toISOString());
    expect(Date.parse(expiresAt)).toBe(Date.parse(soon));
  });

  test('a hold that became a booking is confirmed and released no more', async () => {
    const { holdId, token } = await hold();
    const confirm = (): Promise<unknown> =>
      api.client.call(confirmBooking, {
        ...key(),
        body: { holdId, token, people: [aPerson()], contact: { none: true } },
      });
    await confirm();
    expect(isProblem(await failure(confirm()), 'wrong_state')).toBe(true);
    const release = api.client.call(releaseHold, { params: { holdId }, body: { token } });
    expect(isProblem(await failure(release), 'wrong_state')).toBe(true);
  });

  test('a service that is paused is neither offered nor held', async () => {
    await database.owner.query(`UPDATE service SET paused = true WHERE slug = 'anyone'`);
    const reload = api.app.get(ServiceCatalogue);
    await reload.load();
    const refused = await failure(hold());
    const { items } = await api.client.call(listTimes, { params: { siteId: 'speke' }, query: { service: 'anyone' } });
    await database.owner.query(`UPDATE service SET paused = false WHERE slug = 'anyone'`);
    await reload.load();
    expect(isProblem(refused, 'service_closed')).toBe(true);
    expect(items).toEqual([]);
  });

  test('a hold is released once, however often it is asked', async () => {
    const start = nextStart();
    const { holdId, token } = await hold(start);
    const release = (): Promise<unknown> => api.client.call(releaseHold, { params: { holdId }, body: { token } });
    await Promise.all([release(), release(), release()]);
    await expect(hold(start)).resolves.toMatchObject({ times: [{ siteId: 'speke' }] });
  });

  test('a hold opens for nobody without its own token', async () => {
    const mine = await hold();
    const other = await hold();
    const stolen = api.client.call(releaseHold, { params: { holdId: mine.holdId }, body: { token: other.token } });
    expect(isProblem(await failure(stolen), 'not_found')).toBe(true);
  });
});

describe('cancel and move', () => {
  test('cancelling from two sides at once gives one place back', async () => {
    const { reference, bearer, start } = await aBooking();
    const cancel = (): Promise<unknown> =>
      failure(api.client.call(cancelBooking, { ...key(), bearer, params: { reference }, body: {} }));
    const ends = await Promise.all([cancel(), cancel(), cancel()]);
    expect(ends.filter((end) => end === 'no failure')).toHaveLength(1);
    expect(ends.filter((end) => isProblem(end, 'wrong_state'))).toHaveLength(2);
    const { rows } = await database.owner.query(
      `SELECT status FROM booking WHERE restores IS NOT NULL AND starts_at = $1`,
      [start],
    );
    expect(rows).toEqual([{ status: 'held' }]);
  });

  test('a move to a hold that has lapsed leaves the booking where it was', async () => {
    const { reference, bearer } = await aBooking();
    const { holdId, token } = await hold();
    await database.owner.query(
      `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE id = (SELECT max(id) FROM booking)`,
    );
    const moved = await failure(
      api.client.call(moveBooking, { ...key(), bearer, params: { reference }, body: { holdId, token } }),
    );
    expect(isProblem(moved, 'hold_expired')).toBe(true);
    expect(await statusOf(reference)).toBe('booked');
    const { rows } = await database.owner.query('SELECT slot_id FROM booking WHERE reference = $1', [
      reference.replace('-', ''),
    ]);
    expect(rows).toEqual([{ slot_id: expect.any(Number) as number }]);
  });

  test('moving and cancelling at once ends in one of the two, with every place accounted for', async () => {
    for (let i = 0; i < 5; i += 1) {
      const { reference, bearer } = await aBooking();
      const { holdId, token } = await hold();
      await Promise.all([
        failure(api.client.call(moveBooking, { ...key(), bearer, params: { reference }, body: { holdId, token } })),
        failure(api.client.call(cancelBooking, { ...key(), bearer, params: { reference }, body: {} })),
      ]);
      expect(await statusOf(reference)).toBe('cancelled');
    }
  });

  test('a session opens its own booking and no other', async () => {
    const mine = await aBooking();
    const other = await aBooking();
    const foreign = api.client.call(cancelBooking, {
      ...key(),
      bearer: mine.bearer,
      params: { reference: other.reference },
      body: {},
    });
    expect(isProblem(await failure(foreign), 'not_found')).toBe(true);
    expect(await statusOf(other.reference)).toBe('booked');
  });
});
