import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot } from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { BORN } from './harness/opened-booking';
import { aClinic, aWorld, dateAhead } from './harness/world';

/** Requests of each kind whose time counts, after some that warm the program up. The proof takes more: at most 900. */
const ROUNDS = Number(process.env['ORACLE_ROUNDS'] ?? 40);
const WARMING = 10;
const PEOPLE = ROUNDS + WARMING;
const ANOTHER_DAY = '1950-03-28';

let database: TestDatabase;
let api: ApiProcess;

/** Numbers and addresses in turn, as long for those we know as for strangers. */
function contactOf(n: number, isKnown: boolean): { mobile: string } | { email: string } {
  const digits = String((isKnown ? 0 : 500) + Math.floor(n / 2)).padStart(3, '0');
  return n % 2 ? { mobile: `+447700900${digits}` } : { email: `resident.${digits}@example.com` };
}

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(3),
    capacity: 99,
  });
  api = await anApiProcess(database.url);
  for (let n = 0; n < PEOPLE; n += 1) {
    const request = aHoldRequest(slots[n % slots.length]?.start as string);
    const { holdId, token } = await api.client.call(holdSlot, { idempotencyKey: randomUUID(), body: request });
    const body = { holdId, token, people: [aPerson({ lastName: `Known${n}` })], contact: contactOf(n, true) };
    await api.client.call(confirmBooking, { idempotencyKey: randomUUID(), body });
  }
  while ((await notHandedOver()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
}, 300_000);

/** Messages about the bookings that the program has still to hand to the queue, a moment after it answered. */
async function notHandedOver(): Promise<number> {
  const { rows } = await database.owner.query<{ count: number }>(
    `SELECT count(*)::integer FROM message WHERE state = 'pending' AND send_after <= app_now() AND queued_until IS NULL`,
  );
  return rows[0]?.count ?? 0;
}

afterAll(async () => {
  await api.stop();
  await database.drop();
}, 30_000);

interface Answer {
  /** Status, headers and body, without what is never the same twice. */
  said: string;
  milliseconds: number;
}

async function ask(n: number, isKnown: boolean, dateOfBirth = BORN): Promise<Answer> {
  const body = JSON.stringify({ ...contactOf(n, isKnown), dateOfBirth });
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const from = performance.now();
  const answer = await fetch(`${api.url}/api/v1/manage/details`, { method: 'POST', headers, body });
  const text = await answer.text();
  const milliseconds = performance.now() - from;
  const kept = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { said: JSON.stringify([answer.status, kept, text]), milliseconds };
}

/** How many rows of which tables are written, or written anew, meanwhile. */
async function writtenBy(act: () => Promise<void>): Promise<Record<string, number>> {
  const rowsOf = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
    (await database.owner.query<R>(text, values)).rows;
  const [began] = await rowsOf<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  await act();
  const tables = await rowsOf<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
  );
  const written: Record<string, number> = {};
  for (const { name } of tables) {
    const text = `SELECT count(*)::integer AS rows FROM ${name} WHERE xmin::text::bigint > $1`;
    const [counted] = await rowsOf<{ rows: number }>(text, [began?.id]);
    if (counted?.rows) written[name] = counted.rows;
  }
  return written;
}

/** Of all pairs, the share in which one of `a` took longer than one of `b`: 0.5 where nothing tells them apart. */
function longerShare(a: readonly number[], b: readonly number[]): number {
  const points = a.flatMap((x) => b.map((y): number => (x === y ? 0.5 : x > y ? 1 : 0)));
  return points.reduce((sum, point) => sum + point, 0) / points.length;
}

/** How far from 0.5 two sets that differ in nothing come out once in thirty thousand times: 4.2 standard deviations of the rank sum. */
const chance = (rounds: number): number => 4.2 * Math.sqrt((2 * rounds + 1) / (12 * rounds * rounds));

/** Quartiles in milliseconds. */
const quartiles = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(values.length * share)]?.toFixed(1)).join(' / ');
};

describe('whoever asks for lost details cannot tell whether we know the contact', () => {
  test('by what is done before the answer: the same rows are written', async () => {
    const tenAsk = (isKnown: boolean) =>
      writtenBy(async () => {
        for (let n = 0; n < 10; n += 1) await ask(n, isKnown);
      });
    const known = await tenAsk(true);
    expect(known).toEqual({ asked_details: 10, attempt: 10, idempotency: 10 });
    expect(await tenAsk(false)).toEqual(known);
  }, 60_000);

  test(`by status, headers, words or time of ${ROUNDS} answers`, async () => {
    // Each contact is asked about twice, because tries are counted for each.
    const kinds = {
      known: (n: number) => ask(n, true),
      knownBornOnAnotherDay: (n: number) => ask(n, true, ANOTHER_DAY),
      stranger: (n: number) => ask(n, false),
      strangerToo: (n: number) => ask(n, false, ANOTHER_DAY),
    };
    type Kind = keyof typeof kinds;
    const names = Object.keys(kinds) as Kind[];
    const took: Record<Kind, number[]> = { known: [], knownBornOnAnotherDay: [], stranger: [], strangerToo: [] };
    const said = new Set<string>();
    for (let n = 0; n < PEOPLE; n += 1) {
      // Each kind is first, and last, as often as any other, by number and by address.
      for (const turn of names.keys()) {
        const name = names[(Math.floor(n / 2) + turn) % names.length] as Kind;
        const answer = await kinds[name](n);
        said.add(answer.said);
        if (n >= WARMING) took[name].push(answer.milliseconds);
      }
    }
    expect([...said]).toEqual([expect.stringMatching(/^\[200,/)]);
    const figures = names.map((name) => `${name}: ${quartiles(took[name])} ms`).join(', ');
    if (process.env['ORACLE_ROUNDS']) process.stdout.write(`${figures}\n`);
    for (const name of ['known', 'knownBornOnAnotherDay', 'strangerToo'] as const) {
      const offCoin = Math.abs(longerShare(took[name], took.stranger) - 0.5);
      expect({ name, figures, offCoin, isChance: offCoin < chance(ROUNDS) }).toMatchObject({ isChance: true });
    }
  }, 600_000);

  test('and yet those we know are found', async () => {
    const { rows } = await database.owner.query<{ found: number; asked: number }>(
      `SELECT cardinality(booking_ids) AS found, count(*)::integer AS asked FROM asked_details GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { found: 0, asked: 3 * PEOPLE + 10 },
      { found: 1, asked: PEOPLE + 10 },
    ]);
  });
});
