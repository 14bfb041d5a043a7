import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import {
  cancelBooking,
  confirmBooking,
  createJourney,
  holdSlot,
  openManageSession,
  updateJourney,
} from '@fairslot/contract';
import { aHoldRequest } from '@fairslot/testing';
import { anApiProcess, type ApiProcess, queueUrl } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';

/** Marked values: none of them may turn up outside the tables they belong to. */
const marked = {
  firstName: 'Zzcanaryfirst',
  lastName: 'Zzcanarylast',
  nhsNumber: '9990000018',
  mobile: '07700900123',
  email: 'zzcanary@example.com',
  reason: 'other' as const,
};

let database: TestDatabase;
let api: ApiProcess;
let start = '';

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(3),
  });
  start = (slots[0] as { start: string }).start;
  // No mail server listens: the failure paths write log lines too.
  api = await anApiProcess(database.url, { ROLES: 'api,worker', LOG_LEVEL: 'debug' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

test('a whole booking leaves nothing personal and no secret in logs, metrics, the queue, the message ledger or the audit', async () => {
  const { client } = api;
  const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
  const journey = await client.call(createJourney, {});
  await client.call(updateJourney, {
    params: { journeyId: journey.id },
    body: { draft: { firstName: marked.firstName, nhsNumber: marked.nhsNumber } },
  });
  const { holdId, token } = await client.call(holdSlot, {
    ...key(),
    body: aHoldRequest(start, { journeyId: journey.id }),
  });
  const people = [
    { firstName: marked.firstName, lastName: marked.lastName, dateOfBirth: '1951-02-03', nhsNumber: marked.nhsNumber },
  ];
  const contact = { mobile: marked.mobile, email: marked.email };
  const { bookings } = await client.call(confirmBooking, { ...key(), body: { holdId, token, people, contact } });
  const manageUrl = bookings[0]?.manageUrl as string;
  const reference = bookings[0]?.reference as string;
  const link = manageUrl.split('/').at(-1) as string;
  const session = await client.call(openManageSession, { body: { token: link, dateOfBirth: '1951-02-03' } });
  await client.call(openManageSession, { body: { reference, dateOfBirth: '1999-09-09' } }).catch(() => undefined);
  await client.call(cancelBooking, {
    ...key(),
    bearer: session.token,
    params: { reference },
    body: { reason: marked.reason },
  });
  for (let i = 0; i < 200 && !/handled.*cancelled_by_resident.*email/.test(api.output()); i += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));

  // Sent by no provider here: every message fails, goes another way, and ends on the call list, through all of its log lines.
  await database.owner.query(
    `UPDATE message SET send_after = now(), not_after = now() + interval '1 hour', state = 'pending', queued_until = NULL WHERE kind = 'booked' OR kind LIKE 'reminder%'`,
  );
  await database.owner.query(`UPDATE booking SET status = 'booked' WHERE reference IS NOT NULL`);
  const ended = async (): Promise<number> =>
    (await database.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM message_attempt')).rows[0]?.n ?? 0;
  for (let i = 0; i < 100 && (await ended()) < 4; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  const rows = async (...tables: string[]): Promise<string> => {
    const texts: string[] = [];
    for (const table of tables) {
      const found = `SELECT row_to_json(t)::text AS text FROM ${table} t`;
      texts.push(...(await database.owner.query<{ text: string }>(found)).rows.map(({ text }) => text));
    }
    return texts.join('\n');
  };
  const places: Record<string, string> = {
    log: api.output(),
    metrics: await (await fetch(`${api.url}/metrics`)).text(),
    queue: await queueContents(),
    audit: await rows('audit'),
    ledger: await rows(
      'message',
      'message_attempt',
      'message_receipt',
      'message_provider',
      'call_list_entry',
      'letter',
    ),
    'stored answers': await rows('idempotency'),
  };
  expect(places['log']).toContain('"event":"message.handled"');
  expect(places['queue']).not.toBe('');
  expect(places['ledger']).toContain('"recipient_bi"');
  expect(places['audit']).toContain('booking.cancelled');
  const secrets = [
    ...Object.values(marked).filter((value) => value !== 'other'),
    '+447700900123',
    '1951-02-03',
    token,
    link,
    session.token,
    journey.id,
  ];
  const leaks = Object.entries(places).flatMap(([place, text]) =>
    secrets
      .filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))
      .map((secret) => `${secret} in ${place}`),
  );
  expect(leaks).toEqual([]);
}, 30_000);

/** Everything the queue keeps, wherever it lives. */
async function queueContents(): Promise<string> {
  const { QUEUE_URL } = process.env;
  if (QUEUE_URL) {
    const redis = new Redis(queueUrl(QUEUE_URL));
    const keys = await redis.keys('bull:*');
    const values = await Promise.all(
      keys.map(async (key) => `${key} ${(await redis.dumpBuffer(key))?.toString('latin1') ?? ''}`),
    );
    redis.disconnect();
    return values.join('\n');
  }
  const { rows } = await database.owner.query<{ text: string }>(
    `SELECT query_to_xml('SELECT * FROM bullmq.' || quote_ident(relname), true, false, '')::text AS text
     FROM pg_class WHERE relnamespace = 'bullmq'::regnamespace AND relkind IN ('r', 'p')`,
  );
  return rows.map((row) => row.text).join('\n');
}
