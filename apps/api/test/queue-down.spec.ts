import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { confirmBooking, holdSlot } from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead } from './harness/world';

let database: TestDatabase;
let api: Awaited<ReturnType<typeof anApi>>;
let server: SMTPServer;
let received = 0;
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
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        received += 1;
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  // Nothing listens on port 1.
  api = await anApi(database.url, {
    ROLES: 'api,worker',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    QUEUE_URL: 'redis://127.0.0.1:1',
  });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await new Promise<void>((resolve) => server.close(resolve));
  await database.drop();
}, 30_000);

test('with the queue down a booking is made and its message is sent all the same', async () => {
  const { holdId, token } = await api.client.call(holdSlot, {
    idempotencyKey: randomUUID(),
    body: aHoldRequest(start),
  });
  const people = [aPerson()];
  const body = { holdId, token, people, contact: { email: 'amina@example.com' } };
  const { bookings } = await api.client.call(confirmBooking, { idempotencyKey: randomUUID(), body });
  expect(bookings).toHaveLength(1);
  for (let i = 0; i < 150 && received === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(received).toBe(1);
}, 30_000);
