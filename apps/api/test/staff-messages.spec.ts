import { randomUUID } from 'node:crypto';
import type { Call, KillSwitch, MessageHistory, MessageRow } from '@fairslot/contract';
import { Redis } from 'ioredis';
import { sendMessageJob } from '../src/messages/send-message.job';
import { Dispatch } from '../src/messages/dispatch';
import { CallListStore } from '../src/messages/call-list.store';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { Clock } from '../src/platform/clock/clock';
import { CONFIG, type Config } from '../src/platform/config/config';
import { Cipher } from '../src/platform/crypto/cipher';
import { Jobs } from '../src/platform/jobs/jobs';
import { Log } from '../src/platform/log/log';
import { queueUrl } from './harness/api';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

let world: StaffWorld;
const token = new Map<string, string>();

/** Forgets the jobs that earlier test files of this worker left in Redis; a queue in PostgreSQL goes with its database. */
async function emptyQueue(): Promise<void> {
  const shared = process.env['QUEUE_URL'];
  if (!shared) return;
  const redis = new Redis(queueUrl(shared));
  await redis.flushdb();
  redis.disconnect();
}

/** Until a worker is known to Redis as one of a database of it. */
async function workerOf(url: string, database: number): Promise<void> {
  const redis = new Redis(url);
  const isKnown = async (): Promise<boolean> =>
    String(await redis.client('LIST'))
      .split('\n')
      .some((line) => line.includes(` db=${database} `) && line.includes(' name=bull:'));
  while (!(await isKnown())) await new Promise((resolve) => setTimeout(resolve, 20));
  redis.disconnect();
}

/** Harbour is in Northtown, station in Southtown. */
beforeAll(async () => {
  await emptyQueue();
  world = await StaffWorld.open('2026-03-09T09:00:00Z', { ROLES: 'api', SMS_PART_PRICE: '0.05' });
  await world.addStaff('desk@example.org', [['front_desk', 'site', 'harbour']]);
  await world.addStaff('lead@example.org', [['clinic_lead', 'site', 'harbour']]);
  await world.addStaff('station@example.org', [['site_administrator', 'site', 'station']]);
  await world.addStaff('coordinator@example.org', [['coordinator', 'region']]);
  await world.addStaff('phone@example.org', [['phone_agent', 'region']]);
  await world.addStaff('region@example.org', [['region_administrator', 'region']]);
  for (const who of ['desk', 'lead', 'station', 'coordinator', 'phone', 'region'])
    token.set(who, await world.tokenOf(`${who}@example.org`));
  // Whatever is tried again would else be in the queue a moment later, or not: a test counts what waits there.
  jest.spyOn(world.get(Dispatch), 'nudge').mockReturnValue();
});
afterAll(() => world?.close());

interface Read {
  status: number;
  body: {
    code: string;
    total: number;
    parts: number;
    cost: number;
    nextCursor?: string;
    items: (MessageRow & MessageHistory & Call & KillSwitch & { count: number })[];
    replies: { action: string }[];
  } & MessageRow &
    KillSwitch &
    Call;
}
const ask = async (who: string, method: string, path: string, body?: unknown): Promise<Read> =>
  (await world.call(method, `/staff${path}`, token.get(who), body)) as unknown as Read;

let minutes = 0;
/** A booking with one message in the state given; answers both. */
async function aMessage(site: string, more: { state?: string; kind?: string; channel?: string; parts?: number } = {}) {
  const { state = 'failed', kind = 'booked', channel = 'sms', parts = 1 } = more;
  minutes += 10;
  const startsAt = new Date(Date.parse('2026-03-20T09:00:00Z') + minutes * 60_000).toISOString();
  const reference = await world.addBooking({
    site,
    startsAt,
    slotId: await world.addSlot(site, startsAt),
    mobile: '+447700900123',
  });
  const [row] = await world.rows<{ id: number; booking: number }>(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, state, attempt, parts, sent_at, created_at, settled)
     SELECT id, site_id, $2, $3, occurrence, app_now(), app_now() + interval '1 day', $4, 1, $5,
       CASE WHEN $4 IN ('accepted', 'delivered') THEN app_now() END, app_now(), true
     FROM booking WHERE reference = $1 RETURNING id, booking_id AS booking`,
    [reference.replace('-', ''), kind, channel, state, parts],
  );
  const { id, booking } = row as { id: number; booking: number };
  const [contact] = await world.rows<{ party: number; key: string }>(
    'SELECT c.party_id AS party, c.row_key AS key FROM contact c JOIN booking b USING (party_id) WHERE b.id = $1',
    [booking],
  );
  const sealed = world.get(Cipher).seal('contact.mobile', contact?.key as string, '+447700900123');
  await world.rows('UPDATE contact SET mobile_ct = $2 WHERE party_id = $1', [contact?.party, sealed]);
  await world.rows(
    `INSERT INTO message_attempt (message_id, number, started_at, ended_at, outcome, error)
     VALUES ($1, 1, app_now(), app_now(), CASE WHEN $2 = 'failed' THEN 'rejected' ELSE 'accepted' END, CASE WHEN $2 = 'failed' THEN 'twilio 400 21211' END)`,
    [id, state],
  );
  return { id: Number(id), booking: Number(booking), reference };
}

// First of all: what the tests below send again may be in the queue a moment later.
test('whoever runs the program sees what waits in the queue, since when, and how much of it failed', async () => {
  const figures = async () =>
    (await ask('region', 'GET', '/messages/queue')).body as unknown as {
      on: string;
      now: Record<'waiting' | 'active' | 'workers' | 'doneInAll' | 'failedInAll', number> & { oldest: unknown };
    };
  expect((await ask('coordinator', 'GET', '/messages/queue')).status).toBe(404);
  const config: Config = { ...world.get<Config>(CONFIG), ROLES: ['worker'] };
  const aWorker = async (more: Partial<Config> = {}): Promise<Jobs> => {
    const jobs = new Jobs({ ...config, ...more }, world.get(Log), world.get(Clock));
    jobs.handle(sendMessageJob, ({ messageId }) => (messageId === 1 ? Promise.resolve() : Promise.reject(new Error())));
    await jobs.start();
    return jobs;
  };
  const theirs = config.QUEUE_URL ? await aWorker({ QUEUE_URL: new URL('/15', config.QUEUE_URL).href }) : undefined;
  if (config.QUEUE_URL) await workerOf(config.QUEUE_URL, 15);
  expect(await figures()).toMatchObject({
    on: process.env['QUEUE_URL'] ? 'redis' : 'postgresql',
    now: { waiting: 0, oldest: null, workers: 0, doneInAll: 0, failedInAll: 0 },
  });
  const job = (n: number) => ({ id: `m-${n}-0`, payload: { messageId: n } });
  await world.get(Jobs).add(sendMessageJob, [job(1), job(2)]);
  expect((await figures()).now).toMatchObject({
    waiting: 2,
    oldest: { job: sendMessageJob.name, waitedSeconds: expect.any(Number) as number },
  });
  // A process that takes work, does one job and fails at the other.
  const worker = await aWorker();
  let seen = await figures();
  for (let i = 0; i < 100 && seen.now.doneInAll + seen.now.failedInAll < 2; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await figures();
  }
  expect(seen.now).toMatchObject({ waiting: 0, oldest: null, workers: 1, doneInAll: 1, failedInAll: 1 });
  for (const one of [worker, theirs]) await one?.beforeApplicationShutdown();
});

test('a booking shows what was said about it, each try, each receipt, and what was answered; to nobody who may not see it', async () => {
  const { id, booking, reference } = await aMessage('harbour', { state: 'delivered' });
  await world.rows(
    `INSERT INTO message_receipt (provider_id, status, message_id, at) VALUES ($1, 'delivered', $2, app_now())`,
    [`SM${id}`, id],
  );
  await world.rows(
    `INSERT INTO inbound_message (provider_id, row_key, from_bi, from_ct, body_ct, action, booking_id, answered, at)
     VALUES ($1, gen_random_uuid(), '\\x01', '\\x01', '\\x01', 'coming', $2, true, app_now())`,
    [`IN${id}`, booking],
  );
  const { status, body } = await ask('desk', 'GET', `/bookings/${reference}/messages`);
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    {
      kind: 'booked',
      channel: 'sms',
      state: 'delivered',
      attempts: [{ outcome: 'accepted' }],
      receipts: [{ status: 'delivered' }],
      mayRetry: false,
    },
  ]);
  expect(body.replies).toMatchObject([{ action: 'coming' }]);
  expect(JSON.stringify(body)).not.toContain('7700900123');
  expect((await ask('station', 'GET', `/bookings/${reference}/messages`)).status).toBe(404);
  expect((await ask('desk', 'GET', '/bookings/K7QF9X2A4M/messages')).status).toBe(404);
});

test('the ledger is filtered and counted within the scope of whoever asks', async () => {
  await aMessage('harbour', { state: 'accepted', kind: 'moved', parts: 2 });
  await aMessage('station', { state: 'accepted', kind: 'moved' });
  const count = async (who: string, query = ''): Promise<number> =>
    (await ask(who, 'GET', `/messages/counts?kind=moved${query}`)).body.total;
  expect([await count('desk'), await count('station'), await count('coordinator')]).toEqual([1, 1, 2]);
  expect(await count('coordinator', '&siteId=station')).toBe(1);
  expect((await ask('desk', 'GET', '/messages?siteId=station')).status).toBe(404);
  const { body } = await ask('desk', 'GET', '/messages/counts?kind=moved&state=accepted&channel=sms');
  expect(body).toMatchObject({ total: 1, parts: 2, cost: 0.1 });
  expect((await ask('desk', 'GET', '/messages?kind=moved&state=failed')).body.items).toEqual([]);
  expect((await ask('desk', 'GET', '/messages?kind=moved&from=2026-03-10T00:00:00Z')).body.items).toEqual([]);
  expect((await ask('desk', 'GET', '/messages?kind=nonsense')).status).toBe(400);
});

test('the ledger is read to its end, page by page, each row once', async () => {
  const [any] = await world.rows<{ id: number }>('SELECT max(id) AS id FROM booking');
  await world.rows(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, state, created_at)
     SELECT b.id, b.site_id, 'possible_duplicate', 'email', n, app_now(), app_now() + interval '1 day', 'superseded', app_now()
     FROM generate_series(1, 120) AS n, booking b WHERE b.id = $1`,
    [any?.id],
  );
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const { body } = await ask(
      'coordinator',
      'GET',
      `/messages?kind=possible_duplicate${cursor ? `&cursor=${cursor}` : ''}`,
    );
    for (const { id } of body.items) seen.add(id);
    cursor = body.nextCursor;
  } while (cursor);
  expect((await ask('coordinator', 'GET', '/messages?cursor=garbage')).body).toMatchObject({
    errors: [{ path: 'cursor', code: 'cursor_unknown' }],
  });
  expect(seen.size).toBe(120);
});

test('a message that failed is sent once more by whoever may, while there is time, and that is on record', async () => {
  const { id, reference } = await aMessage('harbour');
  const [row] = (await ask('lead', 'GET', `/bookings/${reference}/messages`)).body.items;
  expect(row?.mayRetry).toBe(true);
  expect((await ask('desk', 'POST', `/messages/${row?.id}/retry`)).status).toBe(404);
  expect((await ask('station', 'POST', `/messages/${row?.id}/retry`)).status).toBe(404);
  const retried = await ask('lead', 'POST', `/messages/${row?.id}/retry`);
  expect(retried).toMatchObject({ status: 200, body: { state: 'pending', mayRetry: false } });
  expect((await ask('lead', 'POST', `/messages/${row?.id}/retry`)).body.code).toBe('wrong_state');
  expect(await world.rows(`SELECT 1 FROM audit WHERE action = 'message.retried'`)).toHaveLength(1);
  await world.rows(`UPDATE message SET state = 'failed', not_after = app_now() WHERE id = $1`, [id]);
  expect((await ask('lead', 'POST', `/messages/${row?.id}/retry`)).body.code).toBe('wrong_state');
});

test('a kill switch is set by whoever may write there, holds from that moment, and is ended by one who may', async () => {
  const reason = 'Wrong address in the text';
  expect(
    (await ask('desk', 'POST', '/messages/kill-switches', { what: 'site', value: 'harbour', reason })).status,
  ).toBe(404);
  expect((await ask('lead', 'POST', '/messages/kill-switches', { what: 'all', reason })).status).toBe(404);
  expect(
    (await ask('lead', 'POST', '/messages/kill-switches', { what: 'site', value: 'station', reason })).status,
  ).toBe(404);
  expect(
    (await ask('coordinator', 'POST', '/messages/kill-switches', { what: 'kind', value: 'gossip', reason })).status,
  ).toBe(400);
  expect((await ask('coordinator', 'POST', '/messages/kill-switches', { what: 'all', reason: ' ' })).status).toBe(400);
  const { status, body: site } = await ask('lead', 'POST', '/messages/kill-switches', {
    what: 'site',
    value: 'harbour',
    reason,
  });
  expect(status).toBe(201);
  expect(site).toMatchObject({ what: 'site', value: 'harbour', setBy: 'lead@example.org', mayEnd: true });
  expect(
    (await ask('lead', 'POST', '/messages/kill-switches', { what: 'site', value: 'harbour', reason })).body.id,
  ).toBe(site.id);
  expect((await ask('station', 'GET', '/messages/kill-switches')).body.items).toEqual([]);
  const { body: all } = await ask('coordinator', 'POST', '/messages/kill-switches', {
    what: 'channel',
    value: 'sms',
    reason,
  });
  expect(
    (await ask('lead', 'GET', '/messages/kill-switches')).body.items.map(({ what, mayEnd }) => [what, mayEnd]),
  ).toEqual([
    ['channel', false],
    ['site', true],
  ]);
  expect((await ask('lead', 'POST', `/messages/kill-switches/${all.id}/end`)).status).toBe(404);
  expect((await ask('coordinator', 'POST', `/messages/kill-switches/${all.id}/end`)).body).toMatchObject({
    mayEnd: false,
    endedBy: 'coordinator@example.org',
  });
  expect((await ask('lead', 'POST', `/messages/kill-switches/${site.id}/end`)).status).toBe(200);
  expect((await world.rows(`SELECT 1 FROM audit WHERE action LIKE 'messages.%'`)).length).toBeGreaterThanOrEqual(4);
});

test('the call list says whom to call and what was tried, and is ticked off once', async () => {
  const { id, booking, reference } = await aMessage('harbour', { kind: 'reminder_1_day' });
  const [call] = await world.rows<{ id: number }>(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, state, lease_until, created_at)
     SELECT booking_id, site_id, kind, 'call', occurrence, app_now(), app_now() + interval '1 day', 'accepted', NULL, app_now() FROM message WHERE id = $1 RETURNING id`,
    [id],
  );
  await world.get(CallListStore).put(Number(call?.id));
  await world.get(CallListStore).put(Number(call?.id));
  expect((await ask('station', 'GET', '/calls')).body.items).toEqual([]);
  const { body } = await ask('phone', 'GET', '/calls?siteId=harbour');
  expect(body.total).toBe(1);
  expect(body.items).toMatchObject([
    {
      reason: 'not_delivered',
      about: 'reminder_1_day',
      reference: `${reference.slice(0, 5)}-${reference.slice(5)}`,
      mobile: '+447700900123',
      tried: [{ channel: 'sms', state: 'failed', error: null }],
      done: null,
    },
  ]);
  const [entry] = body.items;
  const answers = await Promise.all(
    [1, 2].map(() => ask('desk', 'POST', `/calls/${entry?.id}/done`, { outcome: 'reached' })),
  );
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  expect((await ask('station', 'POST', `/calls/${entry?.id}/done`, { outcome: 'reached' })).status).toBe(404);
  expect((await ask('desk', 'GET', '/calls')).body.items).toEqual([]);
  expect((await ask('desk', 'GET', '/calls?list=done')).body.items).toMatchObject([
    { done: { by: 'desk@example.org', outcome: 'reached' } },
  ]);
  // What has become untrue needs no call.
  await world.rows('UPDATE call_list_entry SET done_at = NULL, done_by = NULL, outcome = NULL');
  await world.rows(`UPDATE booking SET status = 'cancelled' WHERE id = $1`, [booking]);
  expect((await ask('desk', 'GET', '/calls')).body.items).toEqual([]);
});

test('people invited belong to no site: they are called by whoever calls for the region', async () => {
  await world.rows(`WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Flu', now()) RETURNING id),
      p AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
        VALUES (gen_random_uuid(), 'Ines', 'Bell', '1950-01-01', sha256('ines'), now()) RETURNING id),
      i AS (INSERT INTO invitation (audience_id, person_id, service_id, token_hash, expires_at, created_at)
        SELECT a.id, p.id, (SELECT min(id) FROM service), sha256('t'), app_now() + interval '1 year', app_now() FROM a, p RETURNING id)
    INSERT INTO call_list_entry (invitation_id, kind, occurrence, reason, created_at) SELECT id, 'invitation', 1, 'no_contact', app_now() FROM i`);
  expect((await ask('desk', 'GET', '/calls?of=invitations')).status).toBe(404);
  expect((await ask('phone', 'GET', '/calls')).body.items).toEqual([]);
  const [entry] = (await ask('coordinator', 'GET', '/calls?of=invitations')).body.items;
  expect(entry).toMatchObject({ about: 'invitation', firstName: 'Ines', reference: null, site: null, start: null });
  // The number is the one that the list says, or the one that was left with the invitation.
  expect(entry).toMatchObject({ mobile: null, email: null });
  const sealed = (column: string, key: string, mobile: string): Buffer =>
    world.get(Cipher).seal(column, key, JSON.stringify({ mobile }));
  const [listKey, ownKey] = [randomUUID(), randomUUID()];
  await world.rows(
    `INSERT INTO person_contact (person_id, row_key, contact_ct, contact_bi) SELECT id, $1, $2, sha256('c') FROM person WHERE first_name = 'Ines'`,
    [listKey, sealed('person_contact.contact', listKey, '+447700900111')],
  );
  const toCall = async () => (await ask('phone', 'GET', '/calls?of=invitations')).body.items[0]?.mobile;
  expect(await toCall()).toBe('+447700900111');
  await world.rows(`UPDATE invitation SET row_key = $1, contact_ct = $2 WHERE token_hash = sha256('t')`, [
    ownKey,
    sealed('invitation.contact', ownKey, '+447700900222'),
  ]);
  expect(await toCall()).toBe('+447700900222');
  expect((await ask('desk', 'POST', `/calls/${entry?.id}/done`, { outcome: 'reached' })).status).toBe(404);
  expect((await ask('phone', 'POST', `/calls/${entry?.id}/done`, { outcome: 'left_word' })).body).toMatchObject({
    done: { by: 'phone@example.org', outcome: 'left_word' },
  });
  expect((await ask('phone', 'GET', '/calls?of=invitations')).body.items).toEqual([]);
});

test('the monitor shows what is due, what went, what failed and why, and which provider rests', async () => {
  await aMessage('harbour', { state: 'pending' });
  await world.rows(
    `INSERT INTO message_provider (channel, worker, circuit, at) VALUES ('sms', 'a', 'closed', app_now()), ('sms', 'b', 'open', app_now())`,
  );
  const { body } = await ask('desk', 'GET', '/messages/monitor');
  const monitor = body as unknown as {
    due: { channel: string; count: number }[];
    sentPerMinute: { count: number }[];
    failures: { reason: string }[];
    providers: unknown;
    queueDepth: number;
  };
  expect(monitor.due).toMatchObject([{ channel: 'sms', count: 1 }]);
  expect(monitor.sentPerMinute).toHaveLength(15);
  expect(monitor.sentPerMinute.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
  expect(monitor.failures).toContainEqual(
    expect.objectContaining({ channel: 'sms', outcome: 'rejected', reason: 'twilio 400 21211' }),
  );
  expect(monitor.providers).toEqual([{ channel: 'sms', circuit: 'open' }]);
});

test('who did not come is asked to pick a new time a quarter of an hour later; who was given a dose hears of the next', async () => {
  await world.rows(
    `UPDATE service SET doses = '[{"dose": 1}, {"dose": 2, "afterPrevious": {"days": 28}}]' WHERE id = $1`,
    [[...world.service.values()][0]],
  );
  await world.get(ServiceCatalogue).load();
  const at = '2026-03-09T10:00:00Z';
  const [missed, given] = await Promise.all(
    ['Ada', 'Bea'].map(async (firstName) =>
      world.addBooking({
        site: 'harbour',
        startsAt: at,
        slotId: await world.addSlot('harbour', at),
        firstName,
        mobile: '+447700900123',
      }),
    ),
  );
  expect((await ask('desk', 'POST', `/bookings/${missed}/did-not-attend`, {})).status).toBe(200);
  expect((await ask('desk', 'POST', `/bookings/${given}/check-in`, {})).status).toBe(200);
  expect((await ask('desk', 'POST', `/bookings/${given}/complete`, {})).status).toBe(200);
  const planned = await world.rows<{ kind: string; channel: string; after: string }>(
    `SELECT kind, channel, to_char(send_after AT TIME ZONE 'UTC', 'MM-DD HH24:MI') AS after FROM message WHERE kind IN ('missed', 'next_dose') ORDER BY kind`,
  );
  expect(planned).toEqual([
    { kind: 'missed', channel: 'sms', after: '03-09 09:15' },
    { kind: 'next_dose', channel: 'sms', after: '03-23 10:00' },
  ]);
});
