import { randomUUID } from 'node:crypto';
import { holdSlot, releaseHold } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest } from '@fairslot/testing';
import { FollowSlots } from '../src/clinics/follow-slots';
import { ReconcileSlots } from '../src/clinics/reconcile-slots';
import { SlotsStore } from '../src/clinics/slots.store';
import { anApi, anApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
const date = dateAhead(4);
/** Bounds on holds have tests of their own. */
const UNBOUND = { LIMIT_HOLDS: '100000/600', LIMIT_HOLDS_SHARED: '100000/600' };

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  api = await anApi(database.url, UNBOUND);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const reconcile = (): Promise<number> => api.app.get(ReconcileSlots).run();
const measured = async (): Promise<string | undefined> =>
  /^fairslot_slots_disagreeing (\d+)/m.exec(await (await fetch(`${api.url}/metrics`)).text())?.[1];
const clinic = (from: string, more: object = {}) =>
  aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date,
    from,
    until: `${from.slice(0, 3)}10`,
    capacity: 3,
    ...more,
  });
const hold = (start: string) => api.client.call(holdSlot, { idempotencyKey: randomUUID(), body: aHoldRequest(start) });
const slotRow = async (id: number): Promise<unknown> =>
  (await database.owner.query('SELECT taken, status FROM slot WHERE id = $1', [id])).rows[0];
const frozenAudit = async (): Promise<{ site_id: number; actor: string; details: object }[]> =>
  (
    await database.owner.query<{ site_id: number; actor: string; details: object }>(
      `SELECT site_id, actor, details FROM audit WHERE action = 'slot.frozen' ORDER BY id`,
    )
  ).rows;

test('a counter that says other than the bookings freezes its slot, rings the alarm and repairs nothing', async () => {
  const { slots } = await clinic('09:00');
  const [{ id, start }] = slots as [(typeof slots)[number]];
  await api.app.get(FollowSlots).poll();
  await hold(start);
  expect(await reconcile()).toBe(0);

  await database.owner.query('UPDATE slot SET taken = taken + 1 WHERE id = $1', [id]);
  expect(await reconcile()).toBe(1);
  expect(await slotRow(id)).toEqual({ taken: 2, status: 'frozen' });
  expect(await measured()).toBe('1');
  const entry = {
    site_id: world.sites.speke,
    actor: 'system',
    details: { slot: id, taken: 2, counted: 1, misplaced: 0 },
  };
  expect(await frozenAudit()).toEqual([entry]);

  await api.app.get(FollowSlots).poll();
  const refused = await hold(start).catch((error: unknown) => error);
  expect(isProblem(refused, 'time_gone')).toBe(true);

  expect(await reconcile()).toBe(1);
  expect(await slotRow(id)).toEqual({ taken: 2, status: 'frozen' });
  expect(await frozenAudit()).toEqual([entry]);

  await database.owner.query('UPDATE slot SET taken = taken - 1 WHERE id = $1', [id]);
  expect(await reconcile()).toBe(0);
  expect(await measured()).toBe('0');
  expect(await slotRow(id)).toEqual({ taken: 1, status: 'frozen' });
});

test('a booking that nobody counted, and a count of nobody, freeze their slots too', async () => {
  const { slots } = await clinic('10:00', { until: '10:20' });
  const [uncounted, nobody] = slots as [(typeof slots)[number], (typeof slots)[number]];
  await api.app.get(FollowSlots).poll();
  await hold(uncounted.start);
  await database.owner.query('UPDATE slot SET taken = 0 WHERE id = $1', [uncounted.id]);
  await database.owner.query('UPDATE slot SET taken = 1 WHERE id = $1', [nobody.id]);
  expect(await reconcile()).toBe(2);
  expect(await slotRow(uncounted.id)).toEqual({ taken: 0, status: 'frozen' });
  expect(await slotRow(nobody.id)).toEqual({ taken: 1, status: 'frozen' });
  await database.owner.query('UPDATE slot SET taken = CASE id WHEN $1 THEN 1 ELSE 0 END WHERE id IN ($1, $2)', [
    uncounted.id,
    nobody.id,
  ]);
});

test('somebody who sits where the slot does not offer their service freezes it', async () => {
  const { slots } = await clinic('11:00');
  const [{ id, start }] = slots as [(typeof slots)[number]];
  await api.app.get(FollowSlots).poll();
  await hold(start);
  await database.owner.query('UPDATE slot SET service_ids = $2 WHERE id = $1', [id, [world.services.bloodTest]]);
  expect(await reconcile()).toBe(1);
  expect((await frozenAudit()).at(-1)?.details).toEqual({ slot: id, taken: 1, counted: 1, misplaced: 1 });
  await database.owner.query('UPDATE slot SET service_ids = $2 WHERE id = $1', [id, [world.services.anyone]]);
});

test('a share kept back goes on sale when its time has come, and not before', async () => {
  const { slots } = await clinic('12:00');
  const [{ id }] = slots as [(typeof slots)[number]];
  const keep = (until: string): Promise<unknown> =>
    database.owner.query(`UPDATE slot SET reserved = 2, reserve_until = app_now() + $2::interval WHERE id = $1`, [
      id,
      until,
    ]);
  const reserved = async (): Promise<unknown> =>
    (await database.owner.query('SELECT reserved, reserve_until AS until FROM slot WHERE id = $1', [id])).rows[0];
  await keep('1 hour');
  expect(await api.app.get(SlotsStore).releaseReserved()).toBe(0);
  expect(await reserved()).toMatchObject({ reserved: 2 });
  await keep('-1 second');
  expect(await api.app.get(SlotsStore).releaseReserved()).toBe(1);
  expect(await reserved()).toEqual({ reserved: 0, until: null });
});

test('nothing is frozen while two processes hold and let go', async () => {
  const { slots } = await clinic('14:00', { until: '15:00', capacity: 2 });
  const other = await anApiProcess(database.url, UNBOUND);
  const processes = [api, other];
  const before = (await frozenAudit()).length;
  let held = 0;
  let over = false;
  const resident = async (n: number): Promise<void> => {
    const { client } = processes[n % 2] as (typeof processes)[number];
    for (let turn = n; !over; turn += 1) {
      const { start } = slots[turn % slots.length] as (typeof slots)[number];
      try {
        const taken = await client.call(holdSlot, { idempotencyKey: randomUUID(), body: aHoldRequest(start) });
        held += 1;
        await client.call(releaseHold, { params: { holdId: taken.holdId }, body: { token: taken.token } });
      } catch (error) {
        if (!isProblem(error, 'time_gone')) throw error;
      }
    }
  };
  const residents = Promise.all(Array.from({ length: 8 }, (_, n) => resident(n)));
  for (let n = 0; n < 25 || held < 100; n += 1) expect(await reconcile()).toBe(0);
  over = true;
  await residents;
  expect(await reconcile()).toBe(0);
  expect(await frozenAudit()).toHaveLength(before);
  await other.stop();
}, 120_000);
