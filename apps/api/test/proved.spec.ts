import { createHash, randomUUID } from 'node:crypto';
import {
  confirmBooking,
  holdSlot,
  openInvitation,
  sendDetailsAgain,
  type BodyInput,
  type Hold,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { anApiProcess, type ApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

const BORN = '1950-03-27';
const DEVICES = 3;
const CONFIRMS = 50;

let database: TestDatabase;
let world: World;
let processes: ApiProcess[];
let starts: string[];
let day = 3;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  const settings = { LIMIT_LOOK_UPS: '1000/900' };
  processes = await Promise.all([anApiProcess(database.url, settings), anApiProcess(database.url, settings)]);
}, 90_000);

afterAll(async () => {
  await Promise.all(processes.map((api) => api.stop()));
  await database.drop();
});

beforeEach(async () => {
  day += 1;
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(day),
    capacity: 60,
  });
  starts = slots.map(({ start }) => start);
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const apiOf = (n: number): ApiProcess => processes[n % processes.length] as ApiProcess;
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

/** An invited person with the token of the link, as it is printed. */
async function invited(): Promise<string> {
  const token = randomUUID()
    .replaceAll('-', '')
    .toUpperCase()
    .slice(0, 16)
    .replace(/[ILOU]/g, 'A');
  await database.owner.query(
    `WITH campaign AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Autumn', now()) RETURNING id),
       invited AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
         VALUES ($1, 'Amina', 'Khan', $2, $3, now()) RETURNING id)
     INSERT INTO invitation (audience_id, person_id, token_hash, expires_at, created_at)
     SELECT campaign.id, invited.id, $4, now() + interval '30 days', now() FROM campaign, invited`,
    [randomUUID(), BORN, createHash('sha256').update(token).digest(), createHash('sha256').update(token).digest()],
  );
  return token;
}

const confirm = (n: number, hold: Hold, changes: Partial<BodyInput<typeof confirmBooking>> = {}) =>
  apiOf(n).client.call(confirmBooking, {
    ...key(),
    body: { holdId: hold.holdId, token: hold.token, people: [aPerson()], contact: { none: true }, ...changes },
  });

test('one invited person on three devices, fifty confirms at once: one booking, the others are told', async () => {
  const invitation = await invited();
  const holds = await Promise.all(
    Array.from({ length: CONFIRMS }, (_, n) =>
      apiOf(n % DEVICES).client.call(holdSlot, {
        ...key(),
        body: aHoldRequest(starts[n % DEVICES] as string, {
          invitation,
          attendees: [{ serviceId: 'anyone', dateOfBirth: BORN }],
        }),
      }),
    ),
  );
  const ends = await Promise.all(holds.map((hold, n) => failure(confirm(n, hold))));
  expect(ends.filter((end) => end === 'no failure')).toHaveLength(1);
  expect(ends.filter((end) => isProblem(end, 'already_booked'))).toHaveLength(CONFIRMS - 1);
  const { rows } = await database.owner.query(
    `SELECT (SELECT count(*)::int FROM booking WHERE proved AND status = 'booked') AS booked,
       (SELECT sum(taken)::int FROM slot WHERE starts_at = ANY ($1)) AS taken`,
    [starts.slice(0, DEVICES)],
  );
  expect(rows).toEqual([{ booked: 1, taken: 1 }]);
}, 60_000);

test('the details of the booking in the way go to its contact, once a key, and nothing tells who asks whether there is one', async () => {
  const invitation = await invited();
  const hold = (n: number, attendee: object): Promise<Hold> =>
    apiOf(0).client.call(holdSlot, { ...key(), body: aHoldRequest(starts[n] as string, attendee) });
  const proved = { invitation, attendees: [{ serviceId: 'anyone', dateOfBirth: BORN }] };
  const contact = { mobile: '07700 900482', email: 'amina@example.com' };
  const { bookings } = await confirm(0, await hold(0, proved), { contact });
  const second = await hold(1, proved);
  const unproved = await hold(2, {});
  expect(isProblem(await failure(confirm(0, second)), 'already_booked')).toBe(true);
  const written = async (): Promise<string[]> => {
    const { rows } = await database.owner.query<{ copy: string }>(
      `SELECT m.channel || ' ' || m.copy AS copy FROM message m JOIN booking b ON b.id = m.booking_id
       WHERE b.reference = $1 AND m.kind = 'booked' ORDER BY m.copy, m.channel`,
      [bookings[0]?.reference.replace('-', '')],
    );
    return rows.map(({ copy }) => copy);
  };
  const ask = ({ holdId, token }: Hold, once = key()) =>
    apiOf(0).client.call(sendDetailsAgain, { ...once, params: { holdId }, body: { token } });
  const later = () =>
    database.owner.query(
      `UPDATE message SET created_at = created_at - interval '2 minutes', state = 'delivered' WHERE kind = 'booked'`,
    );
  await later();
  const nobodys = { ...second, holdId: 'AAAAAAAAAAAAAAAAAAAAAA' };
  for (const hint of [unproved, { ...second, token: unproved.token }, { ...unproved, token: second.token }, nobodys])
    expect(await ask(hint)).toEqual({});
  expect(await written()).toEqual(['email 0', 'sms 0']);
  const once = key();
  expect(await ask(second, once)).toEqual({});
  expect(await written()).toEqual(['email 0', 'sms 0', 'email 1', 'sms 1']);
  await later();
  expect(await ask(second, once)).toEqual({});
  expect(await written()).toHaveLength(4);
  for (let times = 0; times < 4; times += 1) {
    expect(await ask(second)).toEqual({});
    await later();
  }
  // Four a day, with the first.
  expect(await written()).toHaveLength(8);
});

test('an invitation without its date of birth proves nothing, and every failure has one answer', async () => {
  const invitation = await invited();
  const tries = [
    { invitation, dateOfBirth: '1950-03-28' },
    { invitation: 'ABCDEFGH23456789', dateOfBirth: BORN },
  ];
  for (const { dateOfBirth, ...which } of tries) {
    const body = aHoldRequest(starts[0] as string, { ...which, attendees: [{ serviceId: 'anyone', dateOfBirth }] });
    const end = await failure(apiOf(0).client.call(holdSlot, { ...key(), body }));
    expect(isProblem(end, 'look_up_failed')).toBe(true);
  }
  const opened = await apiOf(0).client.call(openInvitation, {
    params: { token: invitation },
    body: { dateOfBirth: BORN },
  });
  expect(opened).toMatchObject({ firstName: 'Amina', access: expect.any(String) as string });
});

test('the same details unproved are booked, flagged, and only the contact on file is told', async () => {
  const person = aPerson({ firstName: 'Bina', lastName: 'Shah', nhsNumber: '9990000026' });
  const hold = (n: number): Promise<Hold> =>
    apiOf(n).client.call(holdSlot, { ...key(), body: aHoldRequest(starts[n] as string) });
  const first = await confirm(0, await hold(0), { people: [person], contact: { email: 'bina@example.com' } });
  const second = await confirm(1, await hold(1), { people: [person], contact: { email: 'other@example.com' } });
  expect(Object.keys(second.bookings[0] ?? {}).sort()).toEqual(Object.keys(first.bookings[0] ?? {}).sort());
  const { rows } = await database.owner.query(
    `SELECT m.kind, b.reference, b.possible_duplicate AS flagged FROM booking b
     LEFT JOIN message m ON m.booking_id = b.id AND m.kind = 'possible_duplicate'
     WHERE b.reference = ANY ($1) ORDER BY b.id`,
    [[first, second].map(({ bookings }) => bookings[0]?.reference.replace('-', ''))],
  );
  expect(rows).toMatchObject([
    { kind: 'possible_duplicate', flagged: false },
    { kind: null, flagged: true },
  ]);
});

test('twins stay two people: other initials are not flagged, the same initial is flagged and both are kept', async () => {
  const twin = (firstName: string) =>
    aPerson({ firstName, lastName: 'Twin', dateOfBirth: '1949-05-05', postcode: 'L24 8QB' });
  const starting = starts.slice(10, 14);
  for (const [n, name] of ['Anna', 'Bella', 'Bruno'].entries()) {
    const held = await apiOf(n).client.call(holdSlot, { ...key(), body: aHoldRequest(starting[n] as string) });
    await confirm(n, held, { people: [twin(name)] });
  }
  const { rows } = await database.owner.query(
    `SELECT p.first_name AS name, b.possible_duplicate AS flagged, b.status FROM booking b JOIN person p ON p.id = b.person_id
     WHERE p.last_name = 'Twin' ORDER BY b.id`,
  );
  expect(rows).toEqual([
    { name: 'Anna', flagged: false, status: 'booked' },
    { name: 'Bella', flagged: false, status: 'booked' },
    { name: 'Bruno', flagged: true, status: 'booked' },
  ]);
});
