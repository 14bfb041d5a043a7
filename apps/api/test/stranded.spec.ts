import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  cancelBooking,
  confirmBooking,
  holdSlot,
  listManagedBookings,
  moveBooking,
  openManageSession,
  releaseHold,
} from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { FreeHolds } from '../src/bookings/free-holds';
import { Reallocate } from '../src/bookings/reallocate';
import { Database } from '../src/platform/database/database';
import { anApi } from './harness/api';
import { checkCounters } from './harness/counters';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let day = 3;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  api = await anApi(database.url);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

afterEach(() => checkCounters(database.owner));

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const hold = (start: string, serviceId = 'anyone') =>
  api.client.call(holdSlot, { ...key(), body: aHoldRequest(start, { attendees: [{ serviceId }] }) });

interface Booked {
  reference: string;
  id: number;
  bearer: string;
}

async function booked(start: string, serviceId = 'anyone'): Promise<Booked> {
  const { holdId, token } = await hold(start, serviceId);
  const body = { holdId, token, people: [aPerson()], contact: { email: `${randomUUID()}@example.com` } };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  const { reference } = bookings[0] as { reference: string };
  const { token: bearer } = await api.client.call(openManageSession, {
    body: { reference, dateOfBirth: '1950-03-27' },
  });
  const { rows } = await database.owner.query<{ id: number }>('SELECT id::int FROM booking WHERE reference = $1', [
    reference.replace('-', ''),
  ]);
  return { reference, bearer, id: (rows[0] as { id: number }).id };
}

const slotOf = async ({ id }: Booked): Promise<number | null> =>
  (await database.owner.query<{ slot_id: number | null }>('SELECT slot_id FROM booking WHERE id = $1', [id])).rows[0]
    ?.slot_id ?? null;

const cancel = ({ bearer, reference }: Booked) =>
  api.client.call(cancelBooking, { ...key(), bearer, params: { reference }, body: {} });

/** Takes a slot out of use, as closing its clinic does; its bookings are re-allocated. */
async function close(slotId: number, start: string, minutes = 10): Promise<void> {
  const starts = [{ siteId: world.sites.speke, startsAt: new Date(start), minutes }];
  await api.app.get(Database).tx(async (tx) => {
    const reallocate = api.app.get(Reallocate);
    await reallocate.lock(tx, starts);
    await tx.query(`UPDATE slot SET status = 'closed' WHERE id = $1`, [slotId]);
    await reallocate.run(tx, starts, { actor: 'staff:1', requestId: 'test' }, 'change');
  });
}

/** Two clinics at one start on a day of their own; `a` for anyone, `b` for the services given. */
async function twoClinics(services: number[] = [world.services.anyone]) {
  day += 1;
  const common = { siteId: world.sites.speke, date: dateAhead(day), until: '10:00' };
  const a = await aClinic(database.owner, { ...common, serviceIds: [world.services.anyone] });
  const b = await aClinic(database.owner, { ...common, serviceIds: services, until: '11:00' });
  const [first] = a.slots as [(typeof a.slots)[number]];
  const [second] = b.slots as [(typeof b.slots)[number]];
  return { start: first.start, a: first.id, b: second.id, later: (b.slots[8] as { start: string }).start };
}

test('when a clinic closes, the earliest booking is kept in the other, and the later one waits without being cancelled', async () => {
  const { start, a, b } = await twoClinics();
  const first = await booked(start);
  const second = await booked(start);
  await close((await slotOf(first)) as number, start);
  const [firstSlot, secondSlot] = [await slotOf(first), await slotOf(second)];
  expect([a, b]).toContain(firstSlot);
  expect(secondSlot).toBeNull();
  const { items } = await api.client.call(listManagedBookings, { bearer: second.bearer });
  expect(items[0]).toMatchObject({ status: 'booked', mayChange: true });
});

describe('a place that comes free goes to somebody stranded, in the same transaction', () => {
  async function oneWaits() {
    const clinics = await twoClinics();
    const first = await booked(clinics.start);
    const second = await booked(clinics.start);
    await close((await slotOf(second)) as number, clinics.start);
    expect(await slotOf(second)).toBeNull();
    return { ...clinics, first, second, place: (await slotOf(first)) as number };
  }

  test('when its holder cancels, who then cannot have it back', async () => {
    const { first, second, place } = await oneWaits();
    await cancel(first);
    expect(await slotOf(second)).toBe(place);
    const { items } = await api.client.call(listManagedBookings, { bearer: first.bearer });
    expect(items[0]).not.toHaveProperty('mayRestoreUntil');
    const { rows } = await database.owner.query('SELECT action FROM audit WHERE booking_id = $1 ORDER BY id', [
      second.id,
    ]);
    expect(rows.map((row: { action: string }) => row.action)).toEqual([
      'booking.confirmed',
      'booking.stranded',
      'booking.rescued',
    ]);
  });

  test('when its holder moves away', async () => {
    const { first, second, place, later } = await oneWaits();
    const { holdId, token } = await hold(later);
    const { bearer, reference } = first;
    await api.client.call(moveBooking, { ...key(), bearer, params: { reference }, body: { holdId, token } });
    expect(await slotOf(second)).toBe(place);
  });
});

describe('a held place', () => {
  async function heldAndWaiting() {
    const { start } = await twoClinics();
    const waits = await booked(start);
    const held = await hold(start);
    const { rows } = await database.owner.query<{ slot_id: number }>(
      `SELECT slot_id FROM booking WHERE status = 'held' AND starts_at = $1`,
      [start],
    );
    const place = (rows[0] as { slot_id: number }).slot_id;
    // A booking ranks above a hold: the hold's clinic closes, and the booking keeps its own. So strand the booking by hand.
    const taken = (await slotOf(waits)) as number;
    await database.owner.query(
      `WITH b AS (UPDATE booking SET slot_id = NULL, stranded_at = now(), stranded_from = $2 WHERE id = $1)
       UPDATE slot SET taken = taken - 1, status = 'closed' WHERE id = $2`,
      [waits.id, taken],
    );
    return { waits, held, place };
  }

  test('given up goes to whoever waits', async () => {
    const { waits, held, place } = await heldAndWaiting();
    await api.client.call(releaseHold, { params: { holdId: held.holdId }, body: { token: held.token } });
    expect(await slotOf(waits)).toBe(place);
  });

  test('that lapses goes to whoever waits', async () => {
    const { waits, place } = await heldAndWaiting();
    await database.owner.query(
      `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE status = 'held'`,
    );
    await api.app.get(FreeHolds).run();
    expect(await slotOf(waits)).toBe(place);
  });
});

test('a place in another clinic helps too: somebody moves there and makes room', async () => {
  const { start, a, b } = await twoClinics([world.services.anyone, world.services.flu]);
  const inA = await booked(start);
  const inB = await booked(start);
  expect([await slotOf(inA), await slotOf(inB)]).toEqual([a, b]);
  const third = await aClinic(database.owner, {
    siteId: world.sites.speke,
    date: dateAhead(day),
    until: '09:10',
    serviceIds: [world.services.flu],
  });
  const flu = await booked(start, 'flu');
  const at = (third.slots[0] as { id: number }).id;
  expect(await slotOf(flu)).toBe(at);
  await close(at, start);
  expect(await slotOf(flu)).toBeNull();
  await cancel(inA);
  // Freed is a place for anyone only; who sits in the clinic that also gives flu moves there.
  expect([await slotOf(inB), await slotOf(flu)]).toEqual([a, b]);
});

test('a cancel that waits while its booking is moved into a brand-new clinic gives that place back', async () => {
  const { start, a } = await twoClinics();
  const booking = await booked(start);
  const other = new Client({ connectionString: database.ownerUrl });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM slot WHERE id = $1 FOR UPDATE', [await slotOf(booking)]);
  const added = await other.query<{ id: number }>(
    `WITH c AS (INSERT INTO clinic (site_id, date, starts, ends, slot_minutes, capacity, service_ids)
       VALUES ($1, $2, '09:00', '09:10', 10, 1, $3) RETURNING id, site_id)
     INSERT INTO slot (clinic_id, site_id, starts_at, minutes, service_ids, capacity, taken)
     SELECT id, site_id, $4, 10, $3, 1, 1 FROM c RETURNING id`,
    [world.sites.speke, dateAhead(day), [world.services.anyone], start],
  );
  const fresh = (added.rows[0] as { id: number }).id;
  await other.query('UPDATE booking SET slot_id = $2 WHERE id = $1', [booking.id, fresh]);
  await other.query('UPDATE slot SET taken = taken - 1 WHERE id = $1', [a]);
  const cancelling = cancel(booking);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await other.query('COMMIT');
  await other.end();
  await cancelling;
  const { rows } = await database.owner.query('SELECT status, slot_id FROM booking WHERE id = $1', [booking.id]);
  expect(rows).toEqual([{ status: 'cancelled', slot_id: fresh }]);
});
