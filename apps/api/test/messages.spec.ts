import { randomUUID } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { confirmBooking, holdSlot } from '@fairslot/contract';
import { aHoldRequest } from '@fairslot/testing';
import { Dispatch } from '../src/messages/dispatch';
import { SendMessage } from '../src/messages/send-message';
import { MessagesStore } from '../src/messages/messages.store';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';

type Api = Awaited<ReturnType<typeof anApi>>;
/** What the mail server does with the next message. */
type Behaviour = 'accept' | 'refuse_for_now' | 'refuse' | 'break_off';

let database: TestDatabase;
let api: Api;
let server: SMTPServer;
let behaviour: Behaviour = 'accept';
const inbox: ParsedMail[] = [];
const sockets: Socket[] = [];
const brokenIds: string[] = [];
let starts: string[] = [];

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  const clinic = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(3),
  });
  starts = clinic.slots.map((slot) => slot.start);
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, session, done) {
      const refusal = { refuse_for_now: 451, refuse: 550 }[behaviour as string];
      if (refusal) return done(Object.assign(new Error('no'), { responseCode: refusal }));
      done();
    },
    onData(stream, session, done) {
      if (behaviour === 'break_off') {
        void simpleParser(stream).then((mail) => {
          brokenIds.push(String(mail.messageId));
          sockets.forEach((socket) => socket.destroy());
        });
        return;
      }
      void simpleParser(stream).then((mail) => {
        inbox.push(mail);
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  api = await anApi(database.url, { ROLES: 'api,worker', SMTP_URL: `smtp://127.0.0.1:${port}` });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await new Promise<void>((resolve) => server.close(resolve));
  await database.drop();
});

async function book(email: string): Promise<string> {
  const start = starts.shift() as string;
  const { holdId, token } = await api.client.call(holdSlot, {
    idempotencyKey: randomUUID(),
    body: aHoldRequest(start),
  });
  // A person each: the same one twice would be asked which appointment to keep.
  const people = [{ firstName: 'Aoife', lastName: `O'Neil <b> ${randomUUID()}`, dateOfBirth: '1950-03-27' }];
  const { bookings } = await api.client.call(confirmBooking, {
    idempotencyKey: randomUUID(),
    body: { holdId, token, people, contact: { email } },
  });
  return bookings[0]?.manageUrl as string;
}

/** The newest message, once it is in the wanted state or has had ten seconds. */
async function stateOf(wanted: string): Promise<{ state: string; attempt: number }> {
  for (let i = 0; ; i += 1) {
    const { rows } = await database.owner.query<{ state: string; attempt: number }>(
      `SELECT state, attempt FROM message WHERE channel <> 'call' ORDER BY id DESC LIMIT 1`,
    );
    const [row] = rows as [{ state: string; attempt: number }];
    if (row.state === wanted || i > 200) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Outcomes of the newest message, once so many attempts have ended or ten seconds have passed. */
async function untilRecorded(attempts: number): Promise<(string | null)[]> {
  for (let i = 0; ; i += 1) {
    const { rows } = await database.owner.query<{ outcome: string | null }>(
      `SELECT outcome FROM message_attempt WHERE message_id = (SELECT max(id) FROM message WHERE channel = 'email') ORDER BY number`,
    );
    const isOver = rows.length >= attempts && rows.every((row) => row.outcome !== null);
    if (isOver || i > 200) return rows.map((row) => row.outcome);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a confirmed booking becomes one e-mail with the link, the time and the reference', async () => {
  const manageUrl = await book('aoife@example.com');
  expect(await stateOf('accepted')).toMatchObject({ state: 'accepted', attempt: 1 });
  const mails = inbox.filter((mail) => (mail.to as { text: string }).text === 'aoife@example.com');
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain(manageUrl);
  expect(mails[0]?.subject).toMatch(/^Open vaccine: \w+day \d+ \w+ \d{4}, \d+:\d\d(am|pm)$/);
  expect(mails[0]?.text).not.toContain('1950');
});

test('two scans and a job delivered twice send one message', async () => {
  await book('twice@example.com');
  await stateOf('accepted');
  const { rows } = await database.owner.query<{ id: number }>(
    `SELECT max(id)::integer AS id FROM message WHERE channel = 'email'`,
  );
  const sender = api.app.get(SendMessage, { strict: false });
  const id = Number(rows[0]?.id);
  await Promise.all([sender.run(id), sender.run(id), api.app.get(Dispatch, { strict: false }).scan()]);
  expect(inbox.filter((mail) => (mail.to as { text: string }).text === 'twice@example.com')).toHaveLength(1);
});

test('a refusal for now is tried again later, a refusal for good is not', async () => {
  behaviour = 'refuse_for_now';
  await book('later@example.com');
  await untilRecorded(1);
  expect(await stateOf('pending')).toMatchObject({ state: 'pending', attempt: 1 });
  behaviour = 'refuse';
  await book('never@example.com');
  expect(await stateOf('failed')).toMatchObject({ state: 'failed', attempt: 1 });
  behaviour = 'accept';
  const { rows } = await database.owner.query<{ wait: number }>(
    `SELECT extract(epoch FROM send_after - now())::float8 AS wait FROM message WHERE state = 'pending' AND attempt = 1 ORDER BY id DESC LIMIT 1`,
  );
  expect(rows[0]?.wait).toBeGreaterThan(20);
});

test('a connection broken off after the text is not known to have failed: one more try under the same id, and no third', async () => {
  behaviour = 'break_off';
  await book('broken@example.com');
  expect(await untilRecorded(1)).toEqual(['unknown']);
  const askNow = () =>
    database.owner.query(
      `UPDATE message SET ask_at = now() WHERE id = (SELECT max(id) FROM message WHERE channel = 'email')`,
    );
  await askNow();
  expect(await untilRecorded(2)).toEqual(['unknown', 'unknown']);
  await stateOf('unknown');
  await askNow();
  expect(await stateOf('gave_up')).toMatchObject({ state: 'gave_up', attempt: 2 });
  expect(brokenIds).toHaveLength(2);
  expect(new Set(brokenIds).size).toBe(1);
  behaviour = 'accept';
});

test('a job that failed before it claimed its message does not swallow the next one', async () => {
  const store = api.app.get(MessagesStore);
  const claim = jest.spyOn(store, 'claim').mockRejectedValueOnce(new Error('the database was away for a moment'));
  await book('again@example.com');
  for (let i = 0; i < 100 && claim.mock.calls.length === 0; i += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await stateOf('pending')).state).toBe('pending');
  await database.owner.query('UPDATE message SET queued_until = NULL');
  expect(await stateOf('accepted')).toMatchObject({ state: 'accepted', attempt: 1 });
  claim.mockRestore();
});
