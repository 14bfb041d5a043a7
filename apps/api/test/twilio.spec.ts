import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot } from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { SmsChannel } from '../src/messages/channels/sms';
import { requestHash } from '../src/messages/channels/request-hash';
import { ProviderHealth } from '../src/messages/provider-health';
import { OptOutsStore } from '../src/messages/webhooks/opt-outs.store';
import { recipientIndex } from '../src/messages/webhooks/recipient-index';
import { Keys } from '../src/platform/crypto/keys';
import { Ids } from '../src/platform/ids/ids';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';
import { TwilioWorld, until } from './twilio-world';

jest.setTimeout(60_000);

let database: TestDatabase;
let twilio: TwilioWorld;
let api: Awaited<ReturnType<typeof anApi>>;
let sms: SmsChannel;
let starts: string[];

beforeAll(async () => {
  [database, twilio] = await Promise.all([aDatabase(), TwilioWorld.start()]);
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(3),
    slotMinutes: 5,
  });
  starts = slots.map(({ start }) => start);
  api = await anApi(database.url, { ...twilio.settings, ROLES: 'api,worker' });
  await twilio.leadsTo(api);
  sms = api.app.get(SmsChannel, { strict: false });
});

afterAll(async () => {
  await api.stop();
  await Promise.all([twilio.stop(), database.drop()]);
});

afterEach(async () => {
  await twilio.set({ mode: 'on', times: 3, listLagMs: 0 });
  await twilio.proveShapes();
});

const sought = ({ to, text }: { to: string; text: string }, since: Date) => ({ to, request: requestHash(text), since });

let numbers = 0;
const aMobile = (): string => `+447700900${String((numbers += 1)).padStart(3, '0')}`;

/** Another person for every number, so that nobody is asked whether they booked twice. */
const somebody = (mobile: string) =>
  aPerson({ lastName: Array.from(mobile.slice(-3), (digit) => 'abcdefghij'[Number(digit)]).join('') });

/** Books with a mobile; its first message is on its way. */
async function book(mobile: string): Promise<void> {
  const { holdId, token } = await api.client.call(holdSlot, {
    idempotencyKey: randomUUID(),
    body: aHoldRequest(starts.shift() as string),
  });
  await api.client.call(confirmBooking, {
    idempotencyKey: randomUUID(),
    body: { holdId, token, people: [somebody(mobile)], contact: { mobile } },
  });
}

interface LedgerRow {
  id: number;
  state: string;
  attempt: number;
  provider: string | null;
  providerId: string | null;
  error: string | null;
  outcomes: (string | null)[];
  receipts: string[];
}

async function newest(): Promise<LedgerRow> {
  const { rows } = await database.owner.query<LedgerRow>(`
    SELECT id, state, attempt, provider, provider_id AS "providerId", last_error AS error,
      ARRAY(SELECT outcome FROM message_attempt a WHERE a.message_id = m.id ORDER BY number) AS outcomes,
      ARRAY(SELECT status FROM message_receipt r WHERE r.message_id = m.id ORDER BY status) AS receipts
    FROM message m WHERE channel <> 'call' ORDER BY id DESC LIMIT 1`);
  return rows[0] as LedgerRow;
}

/** How the provider of texts is seen after a look whether they arrive. */
async function reported(): Promise<string | undefined> {
  await api.app.get(ProviderHealth, { strict: false }).report();
  const { rows } = await database.owner.query<{ circuit: string }>(
    `SELECT circuit FROM message_provider WHERE channel = 'sms'`,
  );
  return rows[0]?.circuit;
}

const untilState = (state: string): Promise<LedgerRow> => until(newest, (row) => row.state === state);
const idOf = (row: LedgerRow): string => api.app.get(Ids).opaque('message', Number(row.id));
const isOptedOut = (mobile: string): Promise<boolean> =>
  api.app.get(OptOutsStore, { strict: false }).isOptedOut('sms', recipientIndex(api.app.get(Keys), 'sms', mobile));

describe('receipts', () => {
  test('texts that nobody knows to have arrived halve the pace, until they arrive in time', async () => {
    await book(aMobile());
    const { id } = await untilState('delivered');
    await database.owner.query(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at, state, provider, provider_id, sent_at)
       SELECT booking_id, site_id, kind, channel, 1000 + n, send_after, not_after, created_at, 'accepted', 'twilio', 'late' || n, app_now() - interval '10 minutes'
       FROM message, generate_series(1, 30) AS n WHERE id = $1`,
      [id],
    );
    expect(await reported()).toBe('half');
    const arrive = (from: number, to: number, after: string): Promise<unknown> =>
      database.owner.query(
        `INSERT INTO message_receipt (provider_id, status, message_id, at)
         SELECT provider_id, 'delivered', id, sent_at + $3::interval FROM message WHERE occurrence - 1000 BETWEEN $1 AND $2`,
        [from, to, after],
      );
    await arrive(1, 20, '4 minutes');
    await arrive(21, 26, '6 minutes');
    expect(await reported()).toBe('half');
    await database.owner.query(
      `UPDATE message_receipt SET at = at - interval '2 minutes' WHERE provider_id LIKE 'late%'`,
    );
    expect(await reported()).toBe('closed');
    await database.owner.query(`DELETE FROM message_receipt WHERE provider_id LIKE 'late%'`);
    await database.owner.query('DELETE FROM message WHERE occurrence > 1000');
  });

  test('a text is accepted, its receipts come three times in any order, and it was delivered once', async () => {
    const mobile = aMobile();
    await book(mobile);
    const row = await untilState('delivered');
    const called = (await twilio.settled()).filter(({ sid }) => sid === row.providerId);
    const [taken, ...more] = await twilio.taken(mobile);
    expect(more).toEqual([]);
    expect(taken).toMatchObject({ sid: row.providerId, status: 'delivered', arrived: true });
    expect(taken?.body).toMatch(/^Open vaccine booked for /);
    expect(called).toHaveLength(12);
    expect(new Set(called.map(({ answer }) => answer))).toEqual(new Set([204]));
    expect(await newest()).toMatchObject({
      state: 'delivered',
      attempt: 1,
      provider: 'twilio',
      outcomes: ['accepted'],
      receipts: ['delivered', 'queued', 'sending', 'sent'],
    });
  });

  test('twenty messages, all their receipts shuffled: every one ends as its last receipt said', async () => {
    const endings = Array.from({ length: 20 }, (_, n) => (n % 3 === 0 ? 'undelivered' : 'delivered'));
    const mobiles = endings.map(aMobile);
    for (const [n, mobile] of mobiles.entries()) {
      await twilio.endings(endings[n] as string, endings[n] === 'undelivered' ? 30_003 : undefined);
      await sms.send(
        api.app.get(Ids).opaque('message', (await aMessage()).id),
        {
          to: mobile,
          text: `text ${n}`,
        },
        600,
      );
    }
    await twilio.settled();
    const { rows } = await database.owner.query<{ id: string; state: string; last_error: string | null }>(
      `SELECT provider_id AS id, state, last_error FROM message WHERE provider_id = ANY ($1)`,
      [(await Promise.all(mobiles.map((mobile) => twilio.taken(mobile)))).map(([taken]) => taken?.sid)],
    );
    const ledger = new Map(rows.map(({ id, state }) => [id, state]));
    for (const mobile of mobiles) {
      const [taken] = await twilio.taken(mobile);
      expect(ledger.get(taken?.sid as string)).toBe(taken?.status);
    }
    expect(rows.find(({ state }) => state === 'undelivered')?.last_error).toBe('twilio 30003');
  });

  test.each(['wrong', 'none', 'elsewhere'])('a receipt with a signature that is %s changes nothing', async (sign) => {
    const row = await newest();
    const form = { MessageSid: `SM${'e'.repeat(32)}`, MessageStatus: 'failed', To: '+447700900999' };
    const answer = await twilio.status(idOf(row), form, sign);
    expect(answer).toMatchObject({ status: 403, type: expect.stringContaining('problem+json') as string });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'bad_signature' });
    const { rows } = await database.owner.query('SELECT 1 FROM message_receipt WHERE provider_id = $1', [
      form.MessageSid,
    ]);
    expect(rows).toEqual([]);
    expect(await newest()).toEqual(row);
  });

  test.each(['AAAAAAAAAAAAAAAAAAAAAA', 'x', 'not.ours'])(
    'a signed receipt for the unknown message %s is taken',
    async (id) => {
      const form = { MessageSid: `SM${randomUUID().replaceAll('-', '')}`, MessageStatus: 'sent' };
      expect(await twilio.status(id, form)).toMatchObject({ status: 204, body: '' });
      const { rows } = await database.owner.query('SELECT message_id FROM message_receipt WHERE provider_id = $1', [
        form.MessageSid,
      ]);
      expect(rows).toEqual([{ message_id: null }]);
    },
  );

  test('a receipt whose message is only known by the id of the provider finds it', async () => {
    await twilio.set({ mode: 'off' });
    await book(aMobile());
    const { providerId, id } = await untilState('accepted');
    await twilio.status('x', { MessageSid: providerId as string, MessageStatus: 'delivered' });
    expect(await newest()).toMatchObject({ id, state: 'delivered' });
  });

  test.each([
    ['pending', 'queued', 'accepted'],
    ['sending', 'sending', 'accepted'],
    ['sending', 'delivered', 'delivered'],
    ['unknown', 'sent', 'accepted'],
    ['unknown', 'delivered', 'delivered'],
    ['unknown', 'failed', 'failed'],
    ['gave_up', 'sent', 'accepted'],
    ['expired', 'delivered', 'delivered'],
    ['no_receipt', 'sent', 'no_receipt'],
    ['no_receipt', 'delivered', 'delivered'],
    ['superseded', 'delivered', 'superseded'],
    ['delivered', 'queued', 'delivered'],
    ['undelivered', 'sending', 'undelivered'],
  ])('of a message that is %s, the receipt "%s" makes one that is %s', async (state, MessageStatus, becomes) => {
    const { id, opaque } = await aMessage();
    await database.owner.query(`UPDATE message SET state = $2, attempt = 1 WHERE id = $1`, [id, state]);
    await database.owner.query(
      `INSERT INTO message_attempt (message_id, number, started_at, ended_at, outcome) VALUES ($1, 1, now(), now(), 'unknown')`,
      [id],
    );
    const MessageSid = `SM${randomUUID().replaceAll('-', '')}`;
    await twilio.status(opaque, { MessageSid, MessageStatus });
    const row = await newest();
    expect(row.state).toBe(becomes);
    // Whatever it says, that it says anything proves that the message was taken.
    const isRaised = state !== becomes;
    expect([row.providerId, row.outcomes]).toEqual(isRaised ? [MessageSid, ['accepted']] : [null, ['unknown']]);
    expect(row.receipts).toEqual([MessageStatus]);
  });

  test('a word that is not known yet changes nothing', async () => {
    const row = await newest();
    expect((await twilio.status(idOf(row), { MessageSid: 'SMx', MessageStatus: 'teleported' })).status).toBe(204);
    expect(await newest()).toEqual(row);
  });

  test('what ended stays ended, except that a second sending may arrive where the first did not', async () => {
    await twilio.set({ mode: 'off' });
    await book(aMobile());
    const row = await untilState('accepted');
    const [first, second] = [row.providerId as string, `SM${'2'.repeat(32)}`];
    const say = async (MessageSid: string, MessageStatus: string): Promise<LedgerRow> => {
      await twilio.status(idOf(row), { MessageSid, MessageStatus });
      return newest();
    };
    expect(await say(second, 'undelivered')).toMatchObject({ state: 'accepted', providerId: first });
    expect(await say(first, 'undelivered')).toMatchObject({ state: 'undelivered', providerId: first });
    expect(await say(first, 'delivered')).toMatchObject({ state: 'undelivered', providerId: first });
    expect(await say(second, 'delivered')).toMatchObject({ state: 'delivered', providerId: second });
    expect(await say(first, 'failed')).toMatchObject({ state: 'delivered', providerId: second });
  });
});

describe('answers that are lost', () => {
  test('a receipt proves that a text was taken: it is not sent again', async () => {
    const mobile = aMobile();
    await twilio.next('cut');
    await book(mobile);
    expect(await untilState('delivered')).toMatchObject({ attempt: 1, outcomes: ['accepted'] });
    expect(await twilio.taken(mobile)).toHaveLength(1);
  });

  test.each(['cut', 'broken_after'])('without receipts, asking finds what was taken (%s)', async (kind) => {
    const content = { to: aMobile(), text: 'Booked\nChange or cancel http://book.test/m/ABC' };
    const { id, opaque, since } = await aMessage();
    await twilio.set({ mode: 'off' });
    await twilio.next(kind);
    expect(await sms.send(opaque, content, 600)).toMatchObject({ outcome: 'unknown' });
    const [taken] = await twilio.taken(content.to);
    expect(await sms.ask?.(opaque, sought(content, since))).toEqual({ found: true, providerId: taken?.sid });
    expect(await sms.ask?.(opaque, sought({ ...content, text: 'Other words' }, since))).toEqual({ found: false });
    expect(await sms.ask?.(opaque, sought({ ...content, to: aMobile() }, since))).toEqual({ found: false });
    expect(id).toBeGreaterThan(0);
  });

  test('an answer that takes too long is not waited for, and the text is found', async () => {
    const content = { to: aMobile(), text: 'Slow' };
    const { opaque, since } = await aMessage();
    await twilio.next('slow', { ms: 30_000 });
    const begun = performance.now();
    expect(await sms.send(opaque, content, 600)).toEqual({ outcome: 'unknown', error: 'twilio TimeoutError' });
    expect(performance.now() - begun).toBeLessThan(17_000);
    expect(await sms.ask?.(opaque, sought(content, since))).toMatchObject({ found: true });
  });

  test('a list that lags does not show it yet', async () => {
    const content = { to: aMobile(), text: 'Lag' };
    const { opaque, since } = await aMessage();
    await twilio.set({ mode: 'off', listLagMs: 600_000 });
    await twilio.next('cut');
    await sms.send(opaque, content, 600);
    expect(await sms.ask?.(opaque, sought(content, since))).toEqual({ found: false });
  });

  test('the same words to the same number for another message are not taken for this one', async () => {
    const content = { to: aMobile(), text: 'Your appointment is cancelled.' };
    const [first, second] = [await aMessage(), await aMessage()];
    await sms.send(first.opaque, content, 600);
    await twilio.settled();
    await twilio.next('dropped');
    expect(await sms.send(second.opaque, content, 600)).toMatchObject({ outcome: 'unknown' });
    expect(await sms.ask?.(second.opaque, sought(content, first.since))).toEqual({ found: false });
    expect(await sms.ask?.(first.opaque, sought(content, first.since))).toMatchObject({ found: true });
  });

  test('while Twilio is away it has taken nothing, and cannot be asked', async () => {
    const content = { to: aMobile(), text: 'Away' };
    await twilio.down();
    expect(await sms.send('AAAA', content, 600)).toEqual({ outcome: 'not_sent', error: 'twilio ECONNREFUSED' });
    expect(await sms.ask?.('AAAA', sought(content, new Date()))).toEqual({ found: 'unreachable' });
    await twilio.up();
    expect(await sms.send('AAAA', content, 600)).toMatchObject({ outcome: 'accepted' });
  });
});

describe('refusals', () => {
  test.each([
    ['rate_limited', { outcome: 'not_sent', error: 'twilio 429 20429' }],
    ['invalid_number', { outcome: 'rejected', error: 'twilio 400 21211' }],
    ['broken', { outcome: 'unknown', error: 'twilio 500 20500' }],
  ])('%s', async (kind, sent) => {
    const to = aMobile();
    await twilio.next(kind);
    expect(await sms.send('AAAA', { to, text: 'Refused' }, 600)).toEqual(sent);
    expect(await twilio.taken(to)).toEqual([]);
  });

  test('a text refused for the moment stays in the ledger and goes later', async () => {
    const mobile = aMobile();
    await twilio.next('rate_limited');
    await book(mobile);
    await until(newest, ({ state, outcomes }) => state === 'pending' && outcomes[0] === 'not_sent');
    await database.owner.query(
      `UPDATE message SET send_after = now() WHERE id = (SELECT max(id) FROM message WHERE channel = 'sms')`,
    );
    expect(await untilState('delivered')).toMatchObject({ attempt: 2, outcomes: ['not_sent', 'accepted'] });
    expect(await twilio.taken(mobile)).toHaveLength(1);
  });

  test('a number that told the carrier to stop is known as opted out from then on', async () => {
    const mobile = aMobile();
    await twilio.next('opted_out');
    expect(await isOptedOut(mobile)).toBe(false);
    await book(mobile);
    expect(await untilState('failed')).toMatchObject({ outcomes: ['rejected'], error: 'twilio 400 21610' });
    expect(await isOptedOut(mobile)).toBe(true);
  });

  test('so is one of which only a receipt says so', async () => {
    const mobile = aMobile();
    await twilio.endings('failed', 21_610);
    await book(mobile);
    expect(await untilState('failed')).toMatchObject({ error: 'twilio 21610' });
    expect(await until(() => isOptedOut(mobile), Boolean)).toBe(true);
  });
});

test.each([
  [90.7, 90],
  [0, 1],
  [864_000, 36_000],
])('what may be sent for %p seconds is kept by Twilio for %p', async (validForSeconds, kept) => {
  const to = aMobile();
  await sms.send('AAAA', { to, text: 'Valid' }, validForSeconds);
  expect((await twilio.taken(to))[0]?.validityPeriod).toBe(kept);
});

test('everything said to Twilio and by its stand-in is held to the specification, where that is here', async () => {
  const { notHeldToSpecificationBecause, counts } = await twilio.state();
  expect(notHeldToSpecificationBecause === null).toBe(Boolean(process.env['ORACLES_DIR']));
  expect(counts.unauthorised).toBe(0);
});

/** A message of the ledger that nothing sends by itself, for talking to the channel alone. */
async function aMessage(): Promise<{ id: number; opaque: string; since: Date }> {
  const { rows } = await database.owner.query<{ id: number; now: Date }>(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, state, lease_until, created_at)
     SELECT id, site_id, 'moved', 'sms', (SELECT count(*) + 1 FROM message), now(), now() + interval '1 day', 'sending', now() + interval '1 hour', now()
     FROM booking WHERE status = 'booked' ORDER BY id LIMIT 1 RETURNING id, now() AS now`,
  );
  const [row] = rows as [{ id: number; now: Date }];
  const id = Number(row.id);
  return { id, opaque: api.app.get(Ids).opaque('message', id), since: row.now };
}
