import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { changeHelp, confirmBooking, holdSlot, openManageSession } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

type Claim = (person: number) => Promise<'won' | 'refused'>;

interface Result {
  won: number;
  refused: number;
}

/** Everybody at once for the same time. */
async function race(people: number, claim: Claim): Promise<Result> {
  const ends = await Promise.all(Array.from({ length: people }, (_, person) => claim(person)));
  return { won: ends.filter((end) => end === 'won').length, refused: ends.filter((end) => end === 'refused').length };
}

/** Asks again where the service was too busy to do anything, as a client does. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await ask();
    } catch (error) {
      if (!isProblem(error, 'busy') || tries === 30) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
}

let database: TestDatabase;
let world: World;
let processes: ApiProcess[] = [];
const date = dateAhead(5);

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  processes = await Promise.all([anApiProcess(database.url), anApiProcess(database.url)]);
}, 90_000);

afterAll(async () => {
  await Promise.all(processes.map((api) => api.stop()));
  await database.drop();
});

/** Holds through both processes in turn; a refusal counts only when it is clean: 409 with alternatives. */
const throughTheApi =
  (start: string): Claim =>
  async (person) => {
    const api = processes[person % processes.length] as ApiProcess;
    try {
      await api.client.call(holdSlot, {
        idempotencyKey: randomUUID(),
        body: aHoldRequest(start),
      });
      return 'won';
    } catch (error) {
      if (isProblem(error, 'time_gone') && (error.problem.alternatives?.length ?? 0) > 0) return 'refused';
      throw error;
    }
  };

async function counters(slotId: number): Promise<{ taken: number; held: number }> {
  const { rows } = await database.owner.query<{ taken: number; held: number }>(
    `SELECT taken, (SELECT count(*)::integer FROM booking WHERE slot_id = slot.id AND status = 'held') AS held FROM slot WHERE id = $1`,
    [slotId],
  );
  return rows[0] as { taken: number; held: number };
}

test('of 200 requests from two processes for one place, exactly one holds it and 199 are refused with alternatives', async () => {
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date,
  });
  const [slot] = slots as [(typeof slots)[number]];
  expect(await race(200, throughTheApi(slot.start))).toEqual({ won: 1, refused: 199 });
  expect(await counters(slot.id)).toEqual({ taken: 1, held: 1 });
}, 60_000);

test('of 300 people for 100 places, spread over two clinics, exactly 100 get one', async () => {
  const wanted = { siteId: world.sites.speke, date, from: '14:00', until: '15:00', slotMinutes: 20 };
  const wide = await aClinic(database.owner, {
    ...wanted,
    serviceIds: [world.services.anyone, world.services.flu],
    capacity: 60,
  });
  const narrow = await aClinic(database.owner, { ...wanted, serviceIds: [world.services.anyone], capacity: 40 });
  const [first] = wide.slots as [(typeof wide.slots)[number]];
  const [second] = narrow.slots as [(typeof narrow.slots)[number]];
  expect(await race(300, throughTheApi(first.start))).toEqual({ won: 100, refused: 200 });
  expect(await counters(first.id)).toEqual({ taken: 60, held: 60 });
  expect(await counters(second.id)).toEqual({ taken: 40, held: 40 });
}, 60_000);

test('one key sent by twenty clients at once holds one place', async () => {
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date,
    from: '16:00',
    until: '17:00',
    capacity: 30,
  });
  const [slot] = slots as [(typeof slots)[number]];
  const idempotencyKey = randomUUID();
  const body = aHoldRequest(slot.start);
  const holds = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (processes[i % 2] as ApiProcess).client.call(holdSlot, { idempotencyKey, body }),
    ),
  );
  expect(new Set(holds.map((hold) => hold.holdId)).size).toBe(1);
  expect(new Set(holds.map((hold) => hold.token)).size).toBe(1);
  expect(await counters(slot.id)).toEqual({ taken: 1, held: 1 });
}, 60_000);

test('of thirty who ask for more time at once in two processes, and as many who want the slot after theirs, each place is taken once', async () => {
  const CAPACITY = 30;
  const ROOM = 7;
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.garston,
    serviceIds: [world.services.anyone],
    date,
    until: '09:20',
    capacity: CAPACITY,
  });
  const [mine, next] = slots as [(typeof slots)[number], (typeof slots)[number]];
  await database.owner.query('UPDATE slot SET capacity = $2 WHERE id = $1', [next.id, ROOM]);
  const client = (person: number) => (processes[person % processes.length] as ApiProcess).client;
  const request = (start: string) => ({ ...aHoldRequest(start), siteId: 'garston' });
  const sessions = await Promise.all(
    Array.from({ length: CAPACITY }, async (_, person) => {
      const api = client(person);
      const holding = { idempotencyKey: randomUUID(), body: request(mine.start) };
      const held = await answered(() => api.call(holdSlot, holding));
      const body = { holdId: held.holdId, token: held.token, people: [aPerson()], contact: { none: true as const } };
      const confirming = { idempotencyKey: randomUUID(), body };
      const { bookings } = await answered(() => api.call(confirmBooking, confirming));
      const { reference } = bookings[0] as { reference: string };
      const opening = { body: { reference, dateOfBirth: '1950-03-27' } };
      const { token } = await answered(() => api.call(openManageSession, opening));
      return { params: { reference }, bearer: token };
    }),
  );
  const result = await race(2 * CAPACITY, async (person) => {
    const asking = {
      ...(sessions[person % CAPACITY] as (typeof sessions)[number]),
      body: { help: [], moreTime: true },
    };
    const holding = { idempotencyKey: randomUUID(), body: request(next.start) };
    const api = client(person);
    try {
      await answered(
        async () => void (await (person < CAPACITY ? api.call(changeHelp, asking) : api.call(holdSlot, holding))),
      );
      return 'won';
    } catch (error) {
      if (isProblem(error, 'time_gone')) return 'refused';
      throw error;
    }
  });
  expect(result).toEqual({ won: ROOM, refused: 2 * CAPACITY - ROOM });
  const { rows } = await database.owner.query(
    `SELECT taken, (SELECT count(*)::integer FROM booking WHERE slot_id = slot.id AND status IN ('held', 'booked')) AS people
     FROM slot WHERE id = ANY ($1) ORDER BY starts_at`,
    [[mine.id, next.id]],
  );
  expect(rows).toEqual([
    { taken: CAPACITY, people: CAPACITY },
    { taken: ROOM, people: ROOM },
  ]);
}, 60_000);

describe('red proof: the same race against claims that are known to be wrong', () => {
  const pool = (): Pool => new Pool({ connectionString: database.ownerUrl, max: 32 });

  test('counting and then inserting oversells', async () => {
    const clients = pool();
    await clients.query('CREATE TABLE naive_booking (slot_id integer NOT NULL)');
    const countThenInsert: Claim = async () => {
      const { rows } = await clients.query<{ n: number }>(
        'SELECT count(*)::integer AS n FROM naive_booking WHERE slot_id = 1',
      );
      if ((rows[0] as { n: number }).n >= 100) return 'refused';
      await clients.query('INSERT INTO naive_booking (slot_id) VALUES (1)');
      return 'won';
    };
    const { won } = await race(300, countThenInsert);
    await clients.end();
    expect(won).toBeGreaterThan(100);
  });

  test('reading and then updating oversells', async () => {
    const clients = pool();
    await clients.query('CREATE TABLE naive_slot (taken integer NOT NULL); INSERT INTO naive_slot VALUES (0)');
    const readThenUpdate: Claim = async () => {
      const { rows } = await clients.query<{ taken: number }>('SELECT taken FROM naive_slot');
      const { taken } = rows[0] as { taken: number };
      if (taken >= 100) return 'refused';
      await clients.query('UPDATE naive_slot SET taken = $1', [taken + 1]);
      return 'won';
    };
    const { won } = await race(300, readThenUpdate);
    await clients.end();
    expect(won).toBeGreaterThan(100);
  });
});
