import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { confirmBooking, holdSlot, type BodyInput, type ResponseOf } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest } from '@fairslot/testing';
import { anApi, anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

/** Two rounds with every test run; the proof runs twenty. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 2);
const IN_FLIGHT = 50;

type Request = { idempotencyKey: string; body: BodyInput<typeof confirmBooking> };
type Answer = ResponseOf<typeof confirmBooking>;

let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
}, 60_000);

afterAll(() => database.drop());

async function heldRequests(api: ApiProcess, starts: string[]): Promise<Request[]> {
  return Promise.all(
    starts.map(async (start, i) => {
      const { holdId, token } = await api.client.call(holdSlot, {
        idempotencyKey: randomUUID(),
        body: aHoldRequest(start),
      });
      const people = [{ firstName: 'Person', lastName: `Number ${i}`, dateOfBirth: '1950-03-27' }];
      return { idempotencyKey: randomUUID(), body: { holdId, token, people, contact: { email: `p${i}@example.com` } } };
    }),
  );
}

async function bookedOnce(): Promise<void> {
  const { rows } = await database.owner.query<{
    taken: number;
    living: number;
    twice: number;
    messages: number;
    booked: number;
  }>(`
    SELECT (SELECT sum(taken)::integer FROM slot) AS taken,
      (SELECT count(*)::integer FROM booking WHERE status IN ('held', 'booked')) AS living,
      (SELECT count(*)::integer FROM (SELECT 1 FROM booking WHERE status = 'booked' GROUP BY party_id HAVING count(*) > 1) x) AS twice,
      (SELECT count(*)::integer FROM message WHERE kind = 'booked') AS messages,
      (SELECT count(*)::integer FROM booking WHERE status = 'booked') AS booked`);
  const [now] = rows as [(typeof rows)[number]];
  expect(now.taken).toBe(now.living);
  expect(now.twice).toBe(0);
  expect(now.messages).toBe(now.booked);
}

test(
  `an API process killed ${ROUNDS} times with ${IN_FLIGHT} confirms in flight loses nothing it answered and books nothing twice`,
  async () => {
    let answered = 0;
    let unanswered = 0;
    // Whoever answers the retries is the next to be killed.
    let doomed = await anApiProcess(database.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      const clinic = {
        siteId: world.sites.speke,
        serviceIds: [world.services.anyone],
        date: dateAhead(3 + round),
        capacity: 10,
      };
      const { slots } = await aClinic(database.owner, clinic);
      const starts = Array.from({ length: IN_FLIGHT }, (_, i) => (slots[i % slots.length] as { start: string }).start);
      const { client, process: running } = doomed;
      const requests = await heldRequests(doomed, starts);
      const killAfter = (round * 17) % (IN_FLIGHT - 10);
      let arrived = 0;
      const first = requests.map(async (request) => {
        const answer = await client.call(confirmBooking, request).catch(() => null);
        if (answer) arrived += 1;
        if (arrived >= killAfter) running.kill('SIGKILL');
        return answer;
      });
      if (killAfter === 0) running.kill('SIGKILL');
      const seen = await Promise.all(first);
      await doomed.kill();

      const next = await anApiProcess(database.url);
      const retried = await Promise.all(requests.map((request) => next.client.call(confirmBooking, request)));
      const kept = seen.flatMap((answer, i) => (answer ? [{ answer, again: retried[i] }] : []));
      expect(kept.map(({ again }) => again)).toEqual(kept.map(({ answer }) => answer));
      answered += kept.length;
      unanswered += seen.length - kept.length;
      const references = retried.map((answer) => answer.bookings[0]?.reference);
      expect(new Set(references).size).toBe(IN_FLIGHT);
      await bookedOnce();
      doomed = next;
    }
    await doomed.stop();
    process.stdout.write(
      `crash: ${ROUNDS} kills, ${answered} answers seen before, ${unanswered} cut off, 0 lost, 0 doubled\n`,
    );
    expect(answered).toBeGreaterThan(0);
    expect(unanswered).toBeGreaterThan(0);
  },
  60_000 + ROUNDS * 30_000,
);

test('when the reply is cut after the commit, the retry gets the same reference', async () => {
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.garston,
    serviceIds: [world.services.anyone],
    date: dateAhead(2),
  });
  const api = await anApi(database.url);
  const { holdId, token } = await api.client.call(holdSlot, {
    idempotencyKey: randomUUID(),
    body: { siteId: 'garston', start: (slots[0] as { start: string }).start, attendees: [{ serviceId: 'anyone' }] },
  });
  const people = [{ firstName: 'Cut', lastName: 'Off', dateOfBirth: '1950-03-27' }];
  const request: Request = { idempotencyKey: randomUUID(), body: { holdId, token, people, contact: { none: true } } };
  const port = Number(new URL(api.url).port);
  const json = JSON.stringify(request.body);
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /api/v1/bookings HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nidempotency-key: ${request.idempotencyKey}\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
  const reference = await committedReference();
  socket.destroy();
  const retried: Answer = await api.client.call(confirmBooking, request);
  expect(retried.bookings[0]?.reference.replace('-', '')).toBe(reference);
  const other = await api.client
    .call(confirmBooking, { ...request, body: { ...request.body, contact: { email: 'x@example.com' } } })
    .catch((e: unknown) => e);
  expect(isProblem(other, 'idempotency_key_reused')).toBe(true);
  await api.stop();
}, 60_000);

async function committedReference(): Promise<string> {
  for (;;) {
    const { rows } = await database.owner.query<{ reference: string }>(
      `SELECT b.reference FROM booking b JOIN person p ON p.id = b.person_id WHERE p.last_name = 'Off'`,
    );
    if (rows[0]) return rows[0].reference;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
