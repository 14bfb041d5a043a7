import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot } from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';
import { TwilioWorld, until } from './twilio-world';

/** A number and words that may turn up nowhere but encrypted. */
const MOBILE = '+447700900887';
const WORDS = 'Zzcanarywords';

let database: TestDatabase;
let twilio: TwilioWorld;
let api: ApiProcess;
let starts: string[];

beforeAll(async () => {
  [database, twilio] = await Promise.all([aDatabase(), TwilioWorld.start()]);
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(3),
  });
  starts = slots.map(({ start }) => start);
  api = await anApiProcess(database.url, { ...twilio.settings, ROLES: 'api,worker', LOG_LEVEL: 'debug' });
  await twilio.leadsTo(api);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await Promise.all([twilio.stop(), database.drop()]);
});

test('sending, failing to send, receipts and replies leave no number, no words and no link in log, metrics, ledger or audit', async () => {
  // Twilio's own words about a refusal quote the number.
  await twilio.next('refuse', { status: 400, code: 21_211 });
  await twilio.next('cut');
  const links: string[] = [];
  for (const lastName of ['Khan', 'Okafor', 'Nowak']) {
    const key = { idempotencyKey: randomUUID() };
    const { holdId, token } = await api.client.call(holdSlot, { ...key, body: aHoldRequest(starts.shift() as string) });
    const body = { holdId, token, people: [aPerson({ lastName })], contact: { mobile: MOBILE } };
    const { bookings } = await api.client.call(confirmBooking, { ...key, body });
    links.push(bookings[0]?.manageUrl.split('/').at(-1) as string);
  }
  const states = async (): Promise<string> =>
    (
      await database.owner.query<{ state: string }>(
        `SELECT state FROM message WHERE kind = 'booked' AND channel = 'sms' ORDER BY state`,
      )
    ).rows
      .map(({ state }) => state)
      .join(' ');
  expect(await until(states, (found) => found === 'delivered delivered failed')).toBe('delivered delivered failed');
  for (const body of ['1', '2', WORDS, 'STOP']) await twilio.inbound({ from: MOBILE, body });
  await twilio.inbound({ from: MOBILE, body: WORDS, sign: 'wrong' });
  await twilio.status('x', { MessageSid: 'SMx', MessageStatus: 'failed', To: MOBILE, ErrorCode: '21610' });

  const rows = async (of: string): Promise<string> =>
    (await database.owner.query<{ text: string }>(`SELECT row_to_json(t)::text AS text FROM ${of} t`)).rows
      .map(({ text }) => text)
      .join('\n');
  const places: Record<string, string> = {
    log: api.output(),
    metrics: await (await fetch(`${api.url}/metrics`)).text(),
    ledger: (await rows('message')) + (await rows('message_attempt')) + (await rows('message_receipt')),
    replies: (await rows('inbound_message')) + (await rows('opt_out')) + (await rows('idempotency')),
    audit: await rows('audit'),
  };
  expect(places['log']).toContain('"event":"reply.handled"');
  expect(places['log']).toContain('"event":"message.receipt"');
  const secrets = [MOBILE, MOBILE.slice(1), MOBILE.slice(3), encodeURIComponent(MOBILE), WORDS, ...links];
  const leaks = Object.entries(places).flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${place}`),
  );
  expect(leaks).toEqual([]);
}, 60_000);
