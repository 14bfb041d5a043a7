import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot } from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { BORN } from './harness/opened-booking';
import { aClinic, aWorld, dateAhead } from './harness/world';

/** Requests of each kind that count, after some that warm the program up. */
const ROUNDS = 200;
const WARMING = 20;
/**
 * Of 0.5: how far from a coin somebody may be who guesses by the time that an answer takes. Two sets of 200 that differ in nothing
 * come out beyond it once in thirty thousand times (the rank sum has a standard deviation of 0.029).
 */
const COIN = 0.12;

let database: TestDatabase;
let api: ApiProcess;

/** Two forms of contact in turn. Number and address are as long for those we know as for those we do not. */
const contactOf = (n: number) =>
  n % 2 ? { mobile: `+447700900${100 + n}` } : { email: `resident.${100 + n}@example.com` };
const STRANGERS = 400;
const ANOTHER_DAY = '1950-03-28';

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
  for (let n = 0; n < WARMING + ROUNDS; n += 1) {
    const start = slots[n % slots.length]?.start as string;
    const { holdId, token } = await api.client.call(holdSlot, {
      idempotencyKey: randomUUID(),
      body: aHoldRequest(start),
    });
    const body = { holdId, token, people: [aPerson({ lastName: `Known${n}` })], contact: contactOf(n) };
    await api.client.call(confirmBooking, { idempotencyKey: randomUUID(), body });
  }
}, 120_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
}, 30_000);

interface Answer {
  /** Status, headers and body, without what is never the same twice. */
  said: string;
  milliseconds: number;
}

async function ask(contact: object, dateOfBirth: string): Promise<Answer> {
  const body = JSON.stringify({ ...contact, dateOfBirth });
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const from = performance.now();
  const answer = await fetch(`${api.url}/api/v1/manage/details`, { method: 'POST', headers, body });
  const text = await answer.text();
  const milliseconds = performance.now() - from;
  const kept = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { said: JSON.stringify([answer.status, kept, text]), milliseconds };
}

/** Of all pairs, the share in which one of `a` took longer than one of `b`: 0.5 where nothing tells them apart. */
function longerShare(a: readonly number[], b: readonly number[]): number {
  const points = a.flatMap((x) => b.map((y): number => (x === y ? 0.5 : x > y ? 1 : 0)));
  return points.reduce((sum, point) => sum + point, 0) / points.length;
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] as number;

test('whoever asks for lost details cannot tell by the answer, or by its time, whether we know the contact', async () => {
  // Each contact is asked about twice, because tries are counted for each.
  const kinds = {
    known: (n: number) => ask(contactOf(n), BORN),
    knownBornOnAnotherDay: (n: number) => ask(contactOf(n), ANOTHER_DAY),
    unknown: (n: number) => ask(contactOf(n + STRANGERS), BORN),
    unknownToo: (n: number) => ask(contactOf(n + STRANGERS), ANOTHER_DAY),
  };
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const took: Record<keyof typeof kinds, number[]> = {
    known: [],
    knownBornOnAnotherDay: [],
    unknown: [],
    unknownToo: [],
  };
  const said = new Set<string>();
  for (let n = 0; n < WARMING + ROUNDS; n += 1) {
    // Each kind is first, and last, as often as any other, by number and by address.
    for (const turn of names.keys()) {
      const name = names[(Math.floor(n / 2) + turn) % names.length] as keyof typeof kinds;
      const answer = await kinds[name](n);
      said.add(answer.said);
      if (n >= WARMING) took[name].push(answer.milliseconds);
    }
  }
  expect([...said]).toEqual([expect.stringMatching(/^\[200,/)]);
  const figures = names.map((name) => [name, ...[0.25, 0.5, 0.75].map((share) => quantile(took[name], share))]);
  for (const name of ['known', 'knownBornOnAnotherDay', 'unknownToo'] as const) {
    const share = longerShare(took[name], took.unknown);
    // The quartiles in milliseconds are for whoever sees it fail.
    expect({ name, figures, isCoin: Math.abs(share - 0.5) < COIN, share }).toEqual({
      name,
      figures,
      isCoin: true,
      share,
    });
  }
}, 120_000);

test('those we know were found, and nobody else', async () => {
  const { rows } = await database.owner.query<{ found: number; asked: number }>(
    `SELECT cardinality(booking_ids) AS found, count(*)::integer AS asked FROM asked_details GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    { found: 0, asked: 3 * (WARMING + ROUNDS) },
    { found: 1, asked: WARMING + ROUNDS },
  ]);
});
