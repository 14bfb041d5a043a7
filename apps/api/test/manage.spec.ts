import { randomUUID } from 'node:crypto';
import {
  cancelBooking,
  changeHelp,
  confirmBooking,
  getHelpedBooking,
  holdSlot,
  listManagedBookings,
  moveBooking,
  openManageSession,
  restoreBooking,
  sendAgain,
  shareBooking,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aPerson } from '@fairslot/testing';
import { FollowSlots } from '../src/clinics/follow-slots';
import { Dispatch } from '../src/messages/dispatch';
import { Database } from '../src/platform/database/database';
import { anApi } from './harness/api';
import { checkCounters } from './harness/counters';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, type ClinicWanted, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let day = 3;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  api = await anApi(database.url);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

afterEach(() => checkCounters(database.owner));

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const takenIn = async (slots: readonly { id: number }[]): Promise<number[]> => {
  const ids = slots.map(({ id }) => id);
  const { rows } = await database.owner.query<{ taken: number }>(
    'SELECT taken FROM slot WHERE id = ANY ($1) ORDER BY starts_at, id',
    [ids],
  );
  return rows.map(({ taken }) => taken);
};

/** A clinic with two half hours and more, on a day of its own. */
async function clinic(more: Partial<ClinicWanted> = {}) {
  day += 1;
  const { speke } = world.sites;
  const wanted = { siteId: speke, serviceIds: [world.services.anyone], date: dateAhead(day), until: '09:40' };
  return (await aClinic(database.owner, { ...wanted, ...more })).slots as [Slot, Slot, Slot, Slot];
}
type Slot = { id: number; start: string };

const holdAt = (start: string, moreTime = false, siteId = 'speke') =>
  api.client.call(holdSlot, {
    ...key(),
    body: { siteId, start, attendees: [{ serviceId: 'anyone', ...(moreTime && { moreTime }) }] },
  });

async function book(start: string, moreTime = false) {
  const held = await holdAt(start, moreTime);
  const contact = { mobile: '07700900982' };
  const body = { holdId: held.holdId, token: held.token, people: [aPerson({ firstName: randomUUID() })], contact };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  const { reference } = bookings[0] as { reference: string };
  const opened = await api.client.call(openManageSession, { body: { reference, dateOfBirth: '1950-03-27' } });
  return { params: { reference }, bearer: opened.token };
}
type Booked = Awaited<ReturnType<typeof book>>;

const ask = (booked: Booked, moreTime?: boolean, help: string[] = ['quiet']) =>
  api.client.call(changeHelp, { ...booked, body: { help, ...(moreTime !== undefined && { moreTime }) } });
const problem = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error)) throw error ?? new Error('nothing went wrong');
  return error.problem;
};
const shown = async ({ bearer }: Booked) => (await api.client.call(listManagedBookings, { bearer })).items[0];

test('a browser has the session as a cookie, which no script reads and no other site sends, until it is ended', async () => {
  const slots = await clinic();
  const { params } = await book(slots[0].start);
  const call = (method: string, path: string, more: object = {}) =>
    fetch(`${api.url}/api/v1${path}`, { method, ...more });
  const opened = await call('POST', '/manage/sessions', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...params, dateOfBirth: '1950-03-27' }),
  });
  const [set = ''] = opened.headers.getSetCookie();
  expect(set).toMatch(/^fairslot_manage=[\w-]+; Path=\/api; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
  const headers = { cookie: set.split(';')[0] ?? '' };
  expect((await call('GET', '/manage/bookings', { headers })).status).toBe(200);
  const ended = await call('DELETE', '/manage/sessions', { headers });
  expect(ended.headers.getSetCookie()[0]).toMatch(/^fairslot_manage=; .*Expires=Thu, 01 Jan 1970/);
  expect((await call('GET', '/manage/bookings', { headers })).status).toBe(401);
});

test('more time takes the next slot, once, and giving it up frees that slot alone; both again and again', async () => {
  const slots = await clinic();
  const booked = await book(slots[1].start);
  const first = await shown(booked);
  for (let times = 1; times <= 26; times += 1) {
    expect(await ask(booked, true)).toMatchObject({
      start: first?.start,
      lengthMinutes: 20,
      help: ['quiet', 'more_time'],
    });
    expect(await ask(booked, false, [])).toMatchObject({ lengthMinutes: 10, moreTime: false, help: [] });
  }
  for (let times = 1; times <= 10; times += 1) {
    await ask(booked, false);
    await Promise.all(Array.from({ length: 4 }, () => ask(booked, true)));
    expect(await takenIn(slots)).toEqual([0, 1, 1, 0]);
  }
  // A calendar takes the longer appointment in place of the shorter.
  expect((await shown(booked))?.sequence).toBeGreaterThan(first?.sequence as number);
  // What help changes without a word about time leaves the length.
  expect(await ask(booked, undefined, ['needles'])).toMatchObject({ lengthMinutes: 20, moreTime: true });
  expect(await ask(booked, false)).toMatchObject({ lengthMinutes: 10, moreTime: false });
  expect(await takenIn(slots)).toEqual([0, 1, 0, 0]);
}, 30_000);

test('what waits to be sent about the appointment is still sent after its length changed', async () => {
  const [slot] = await clinic();
  const booked = await book(slot.start);
  const pending = async () => {
    const reference = booked.params.reference.replace('-', '');
    const { rows } = await database.owner.query(
      `SELECT m.kind, m.occurrence = b.occurrence AS current FROM message m JOIN booking b ON b.id = m.booking_id
       WHERE b.reference = $1 AND m.state = 'pending' ORDER BY 1`,
      [reference],
    );
    return rows as { kind: string; current: boolean }[];
  };
  const before = await pending();
  expect(before.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['booked', 'reminder_1_day']));
  await ask(booked, true);
  expect(await pending()).toEqual(before);
});

test('no slot beside it: nothing changes, and the answer has times with two slots', async () => {
  const slots = await clinic();
  const booked = await book(slots[0].start);
  const other = await book(slots[1].start);
  await api.app.get(FollowSlots).poll();
  const refused = await problem(ask(booked, true));
  expect(refused).toMatchObject({ code: 'time_gone' });
  const alternatives = (refused.alternatives ?? []).filter(({ start }) =>
    start.startsWith(slots[0].start.slice(0, 10)),
  );
  expect(alternatives.map(({ start }) => new Date(start).toISOString())).toEqual([slots[2].start]);
  expect(await shown(booked)).toMatchObject({ lengthMinutes: 10, moreTime: false, help: [] });
  // The last of the day has nothing after it.
  expect(await problem(ask(await book(slots[3].start), true))).toMatchObject({ code: 'time_gone' });
  // Once the neighbour has gone for good there is room.
  await api.client.call(cancelBooking, { ...key(), ...other, body: {} });
  expect(await problem(ask(booked, true))).toMatchObject({ code: 'time_gone' });
  await database.owner.query(`UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE status = 'held'`);
  expect(await ask(booked, true)).toMatchObject({ lengthMinutes: 20 });
});

test('a place kept back and a slot not on sale are not taken', async () => {
  const slots = await clinic();
  const booked = await book(slots[0].start);
  const set = (what: string) => database.owner.query(`UPDATE slot SET ${what} WHERE id = $1`, [slots[1].id]);
  for (const [closed, open] of [
    ['reserved = 1', 'reserved = 0'],
    [`status = 'paused'`, `status = 'open'`],
    [`service_ids = '{${world.services.flu}}'`, `service_ids = '{${world.services.anyone}}'`],
  ] as const) {
    await set(closed);
    expect(await problem(ask(booked, true))).toMatchObject({ code: 'time_gone' });
    await set(open);
  }
  // Its own place is its own, also where the clinic sells nothing more there.
  await database.owner.query(`UPDATE slot SET status = 'paused' WHERE id = $1`, [slots[0].id]);
  expect(await ask(booked, true)).toMatchObject({ lengthMinutes: 20 });
});

test('others move between clinics at their own time where that makes room', async () => {
  const slots = await clinic();
  const { anyone, flu } = world.services;
  const booked = await book(slots[0].start);
  const neighbour = await book(slots[1].start);
  const date = dateAhead(day);
  const { slots: wide } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [anyone, flu],
    date,
    from: '09:10',
    until: '09:20',
  });
  expect(await ask(booked, true)).toMatchObject({ lengthMinutes: 20 });
  expect(await takenIn(wide)).toEqual([1]);
  expect(new Date((await shown(neighbour))?.start as string).toISOString()).toBe(slots[1].start);
});

test('an appointment moves to a time with two slots, and then has more time', async () => {
  const slots = await clinic();
  const booked = await book(slots[0].start);
  await ask(booked, undefined, ['quiet']);
  const two = await holdAt(slots[2].start, true);
  const move = { ...key(), ...booked, body: { holdId: two.holdId, token: two.token } };
  const moved = await api.client.call(moveBooking, move);
  expect(moved).toMatchObject({ lengthMinutes: 20, moreTime: true, help: ['quiet', 'more_time'] });
  expect(new Date(moved.start).toISOString()).toBe(slots[2].start);
  expect(await takenIn(slots)).toEqual([0, 0, 1, 1]);
  // Pressed twice it moves once.
  expect(await api.client.call(moveBooking, move)).toMatchObject({ lengthMinutes: 20 });
  // Cancelled and taken back, it is as long as it was.
  await api.client.call(cancelBooking, { ...key(), ...booked, body: {} });
  expect(await api.client.call(restoreBooking, { ...key(), ...booked })).toMatchObject({ lengthMinutes: 20 });
  expect(await ask(booked, false)).toMatchObject({ lengthMinutes: 10 });
  expect(await takenIn(slots)).toEqual([0, 0, 1, 0]);
});

test('a second slot that is given back goes to somebody stranded who waits for it', async () => {
  const slots = await clinic();
  const booked = await book(slots[0].start, true);
  const waiting = await book(slots[2].start);
  await database.owner.query(
    `WITH s AS (UPDATE slot SET taken = taken - 1 WHERE id = $1)
     UPDATE booking SET slot_id = NULL, starts_at = $2, stranded_at = now() WHERE reference = $3`,
    [slots[2].id, slots[1].start, waiting.params.reference.replace('-', '')],
  );
  expect(await ask(booked, false)).toMatchObject({ lengthMinutes: 10 });
  expect(await takenIn(slots)).toEqual([1, 1, 0, 0]);
});

test('one that began, was cancelled, or lost its place gets no more time', async () => {
  const slots = await clinic();
  const cancelled = await book(slots[0].start);
  await api.client.call(cancelBooking, { ...key(), ...cancelled, body: {} });
  expect(await problem(ask(cancelled, true))).toMatchObject({ code: 'wrong_state' });
  const stranded = await book(slots[2].start);
  await database.owner.query(
    `WITH s AS (UPDATE slot SET taken = taken - 1 WHERE id = $1)
     UPDATE booking SET slot_id = NULL, stranded_at = now() WHERE reference = $2`,
    [slots[2].id, stranded.params.reference.replace('-', '')],
  );
  expect(await problem(ask(stranded, true))).toMatchObject({ code: 'time_gone' });
});

test('the details are sent again to the contact on record: twice pressed once, a few times a day, and to nobody without one', async () => {
  const [slot, other] = await clinic();
  const booked = await book(slot.start);
  const again = (of: Booked) => api.client.call(sendAgain, of);
  const reference = booked.params.reference.replace('-', '');
  const rows = async (): Promise<{ kind: string; current: boolean }[]> =>
    (
      await database.owner.query<{ kind: string; current: boolean }>(
        `SELECT m.kind, m.occurrence = b.occurrence AS current FROM message m JOIN booking b ON b.id = m.booking_id
         WHERE b.reference = $1 AND m.state <> 'superseded' ORDER BY m.id`,
        [reference],
      )
    ).rows;
  const later = () =>
    database.owner.query(
      `UPDATE message SET created_at = created_at - interval '2 minutes', state = CASE kind WHEN 'booked' THEN 'delivered' ELSE state END WHERE booking_id = (SELECT id FROM booking WHERE reference = $1)`,
      [reference],
    );
  const sent = async () => (await rows()).filter(({ kind }) => kind === 'booked').length;
  const booking = async () =>
    (
      await database.owner.query('SELECT occurrence, version, manage_token_version FROM booking WHERE reference = $1', [
        reference,
      ])
    ).rows;
  const before = await booking();
  // What still waits to be sent is not sent twice.
  expect([await again(booked), await sent()]).toEqual([{ outcome: 'sent' }, 1]);
  await later();
  await Promise.all([again(booked), again(booked)]);
  expect(await sent()).toBe(2);
  // What waits to be sent is still true, and the newest details are the ones of now.
  expect((await rows()).filter(({ current }) => !current)).toEqual([]);
  for (let times = 0; times < 3; times += 1) {
    await later();
    await again(booked);
  }
  const nudge = jest.spyOn(api.app.get(Dispatch), 'nudge');
  expect([await again(booked), await sent()]).toEqual([{ outcome: 'often' }, 4]);
  // The booking is what it was: whatever else speaks of it, or has it open, does not notice.
  expect(await booking()).toEqual(before);
  expect(nudge).not.toHaveBeenCalled();
  nudge.mockRestore();
  const silent = await book(other.start);
  await database.owner.query(
    `UPDATE contact SET mobile_ct = NULL, mobile_bi = NULL WHERE party_id = (SELECT party_id FROM booking WHERE reference = $1)`,
    [silent.params.reference.replace('-', '')],
  );
  expect(await again(silent)).toEqual({ outcome: 'silent' });
  await api.client.call(cancelBooking, { ...key(), ...booked, body: {} });
  expect(await problem(again(booked))).toMatchObject({ code: 'wrong_state' });
});

describe('more time waits for whoever changes the same times', () => {
  const isWaiting = async (locktype: string): Promise<boolean> => {
    const [row] = await api.app.get(Database).once<{ n: number }>(
      {
        name: `test.waiting_${locktype}`,
        text: `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND locktype = '${locktype}'
        AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
      },
      [],
    );
    return (row?.n ?? 0) > 0;
  };
  // Somebody else keeps the lock, changes the second slot after our look without locks, and lets go.
  test.each([
    ['for the slot itself', 'SELECT 1 FROM slot WHERE id = $1 FOR UPDATE', 'transactionid'],
    [
      'for the whole day, as a change of its clinics has it',
      `SELECT pg_advisory_xact_lock($1::integer, $2::date - DATE '2000-01-01')`,
      'advisory',
    ],
  ])('%s', async (_, lock, locktype) => {
    const slots = await clinic();
    const booked = await book(slots[0].start);
    const { owner } = database;
    await owner.query('BEGIN');
    await owner.query(lock, locktype === 'advisory' ? [world.sites.speke, dateAhead(day)] : [slots[1].id]);
    const asked = problem(ask(booked, true)).catch((error: unknown) => error);
    try {
      for (let tries = 0; !(await isWaiting(locktype)); tries += 1) {
        if (tries > 200) throw new Error('nobody waits for the lock');
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      await owner.query('UPDATE slot SET reserved = 1 WHERE id = $1', [slots[1].id]);
    } finally {
      await owner.query('COMMIT');
    }
    expect(await asked).toMatchObject({ code: 'time_gone' });
    expect(await takenIn(slots)).toEqual([1, 0, 0, 0]);
  });
});

describe('the link of somebody who helps', () => {
  const share = (booked: Booked, shared: boolean) => api.client.call(shareBooking, { ...booked, body: { shared } });
  const tokenOf = ({ helperUrl = '' }: { helperUrl?: string | undefined }): string => helperUrl.split('/').at(-1) ?? '';
  const see = (token: string) => api.client.call(getHelpedBooking, { params: { token } });

  test('shows when and where and nothing of the person, follows a change of time, and ends for good', async () => {
    const slots = await clinic();
    const booked = await book(slots[0].start);
    expect(await shown(booked)).not.toHaveProperty('helperUrl');
    const [made, again] = await Promise.all([share(booked, true), share(booked, true)]);
    expect(made.helperUrl).toMatch(/^http:\/\/book\.test\/h\/[0-9A-Z]{16}$/);
    expect(made.helperUrl?.length).toBeLessThanOrEqual(45);
    expect([again.helperUrl, (await shown(booked))?.helperUrl]).toEqual([made.helperUrl, made.helperUrl]);
    const token = tokenOf(made);
    const seen = await see(token.toLowerCase());
    expect(Object.keys(seen).sort()).toEqual(['lengthMinutes', 'site', 'start', 'status']);
    expect(seen).toMatchObject({ status: 'booked', start: made.start, site: { id: 'speke' } });
    const target = await holdAt(slots[2].start);
    const move = { ...key(), ...booked, body: { holdId: target.holdId, token: target.token } };
    const moved = await api.client.call(moveBooking, move);
    expect(await see(token)).toMatchObject({ start: moved.start });
    expect(await share(booked, false)).not.toHaveProperty('helperUrl');
    await share(booked, false);
    expect(await problem(see(token))).toMatchObject({ code: 'look_up_failed' });
    // A new one is another one, and the old one stays of no use.
    const other = tokenOf(await share(booked, true));
    expect(other).not.toBe(token);
    expect(await problem(see(token))).toMatchObject({ code: 'look_up_failed' });
    await api.client.call(cancelBooking, { ...key(), ...booked, body: {} });
    expect(await see(other)).toMatchObject({ status: 'cancelled' });
    expect(await share(booked, false)).not.toHaveProperty('helperUrl');
    expect(await problem(share(booked, true))).toMatchObject({ code: 'wrong_state' });
  });

  test('opens nothing else, and nothing but it opens it: one answer for all that fails', async () => {
    const slots = await clinic();
    const booked = await book(slots[0].start);
    const token = tokenOf(await share(booked, true));
    const manage = ((await shown(booked))?.manageUrl ?? '').split('/').at(-1) as string;
    const past = await book(slots[1].start);
    const pastToken = tokenOf(await share(past, true));
    await database.owner.query(`UPDATE booking SET starts_at = now() - interval '1 hour' WHERE reference = $1`, [
      past.params.reference.replace('-', ''),
    ]);
    const erased = await book(slots[2].start);
    const erasedToken = tokenOf(await share(erased, true));
    await database.owner.query(`UPDATE booking SET manage_token_hash = NULL WHERE reference = $1`, [
      erased.params.reference.replace('-', ''),
    ]);
    const answers = await Promise.all(
      ['0000000000000000', manage, pastToken, erasedToken, booked.params.reference].map(async (wrong) => {
        const { requestId: _, ...answer } = await problem(see(wrong));
        return answer;
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const body = { token, dateOfBirth: '1950-03-27' };
    expect(await problem(api.client.call(openManageSession, { body }))).toMatchObject({ code: 'look_up_failed' });
    const stranger = { ...booked, bearer: past.bearer };
    expect(await problem(share(stranger, true))).toMatchObject({ code: 'not_found' });
    const { rows } = await database.owner.query('SELECT 1 FROM booking b WHERE b::text LIKE $1', [`%${token}%`]);
    expect(rows).toEqual([]);
  });
});
