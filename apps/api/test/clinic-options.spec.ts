import { randomUUID } from 'node:crypto';
import {
  changeHelp,
  confirmBooking,
  holdSlot,
  listManagedBookings,
  listTimes,
  moveBooking,
  openInvitation,
  openManageSession,
  searchAvailability,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import type { ClinicOption } from '@fairslot/domain';
import { aPerson } from '@fairslot/testing';
import { FollowSlots } from '../src/clinics/follow-slots';
import { Keys } from '../src/platform/crypto/keys';
import { Ids } from '../src/platform/ids/ids';
import { anApi } from './harness/api';
import { checkCounters } from './harness/counters';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, type ClinicWanted, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let day = 3;
let date: string;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  api = await anApi(database.url, { LIMIT_LOOK_UPS: '1000/900' });
}, 90_000);
afterAll(async () => {
  await api.stop();
  await database.drop();
});
beforeEach(() => {
  day += 2;
  date = dateAhead(day);
});
afterEach(() => checkCounters(database.owner));

const key = () => ({ idempotencyKey: randomUUID() });
const BORN = '1950-03-27';

/** One start of ten minutes, or more. */
async function clinic(options: ClinicOption[] = [], more: Partial<ClinicWanted> = {}) {
  const wanted = { siteId: world.sites.speke, serviceIds: [world.services.anyone], date, until: '09:10' };
  const { slots } = await aClinic(database.owner, { ...wanted, ...(options.length > 0 && { options }), ...more });
  await api.app.get(FollowSlots).poll();
  return slots as [{ id: number; start: string }, { id: number; start: string }];
}
const times = async (query: object = {}, siteId = 'speke') => {
  const all = { service: 'anyone', from: date, to: date, ...query };
  const { items } = await api.client.call(listTimes, { params: { siteId }, query: all });
  return items.map(({ start, free, options = [] }) => [start.slice(11, 16), free, ...options].join(' '));
};
const hold = (start: string, options?: ClinicOption[], moreTime = false) =>
  api.client.call(holdSlot, {
    ...key(),
    body: {
      siteId: 'speke',
      start,
      ...(options && { options }),
      attendees: [{ serviceId: 'anyone', ...(moreTime && { moreTime }) }],
    },
  });
const code = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => {
      if (!isProblem(error)) throw error;
      return error.code;
    },
  );
const taken = async (slots: readonly { id: number }[]) => {
  const ids = slots.map(({ id }) => id);
  const { rows } = await database.owner.query<{ taken: number }>(
    'SELECT taken FROM slot WHERE id = ANY ($1) ORDER BY id',
    [ids],
  );
  return rows.map((row) => row.taken);
};
async function book(start: string, options?: ClinicOption[], help: string[] = []) {
  const { holdId, token } = await hold(start, options, help.includes('more_time'));
  const people = [aPerson({ firstName: randomUUID() })];
  const body = { holdId, token, people, contact: { mobile: '07700900982' }, help };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  const { reference } = bookings[0] as { reference: string };
  const opened = await api.client.call(openManageSession, { body: { reference, dateOfBirth: BORN } });
  return { params: { reference }, bearer: opened.token };
}
type Booked = Awaited<ReturnType<typeof book>>;
const shown = async ({ bearer }: Booked) => (await api.client.call(listManagedBookings, { bearer })).items[0];

test('two clinics at one time that differ in what they are besides are two times, and nobody is put into the one they did not choose', async () => {
  const [plain] = await clinic();
  const [women] = await clinic(['women_only']);
  expect(await times()).toEqual(['09:00 1', '09:00 1 women_only']);
  expect(await times({ without: 'women_only' })).toEqual(['09:00 1']);
  const held = await hold(plain.start);
  expect(held.times[0]).not.toHaveProperty('options');
  expect(await taken([plain, women])).toEqual([1, 0]);
  // Full: the place beside it is for women only, and is not given instead, though it could be free by moving nobody.
  expect(await code(hold(plain.start))).toBe('time_gone');
  expect(await code(hold(plain.start, ['quiet']))).toBe('time_gone');
  expect((await hold(women.start, ['women_only'])).times[0]).toMatchObject({ options: ['women_only'] });
  expect(await taken([plain, women])).toEqual([1, 1]);
  await api.app.get(FollowSlots).poll();
  expect(await times()).toEqual([]);
});

test('who says nothing of options gets what there is at that start, and who says that there are none does not', async () => {
  const [quiet] = await clinic(['quiet'], { from: '11:00', until: '11:10' });
  expect(await code(hold(quiet.start, []))).toBe('time_gone');
  expect((await hold(quiet.start)).times[0]).toMatchObject({ options: ['quiet'] });
  expect(await taken([quiet])).toEqual([1]);
});

test('nobody who is booked is moved between them to make room for somebody else', async () => {
  // A clinic for both services, and one for women only that gives the first alone.
  const [both] = await clinic([], { serviceIds: [world.services.anyone, world.services.bloodTest] });
  const [women] = await clinic(['women_only']);
  await book(both.start);
  const attendees = [{ serviceId: 'blood-test', answers: { referralCode: 'ABC123' } }];
  expect(
    await code(api.client.call(holdSlot, { ...key(), body: { siteId: 'speke', start: both.start, attendees } })),
  ).toBe('time_gone');
  expect(await taken([both, women])).toEqual([1, 0]);
});

test('a time that became one for women only after it was shown is not held', async () => {
  const [slot] = await clinic();
  await database.owner.query(`UPDATE slot SET options = ARRAY['women_only'] WHERE id = $1`, [slot.id]);
  // As memory still has it.
  expect(await code(hold(slot.start))).toBe('time_gone');
  expect(await taken([slot])).toEqual([0]);
});

test('quiet times come first for who needs one: at a place, and places that have one before those with a time that is sooner', async () => {
  await clinic([], { until: '09:40' });
  await clinic(['quiet'], { from: '14:00', until: '14:10' });
  await clinic([], { siteId: world.sites.garston, from: '08:00', until: '08:10' });
  const near = { latitude: 53.345, longitude: -2.83, service: 'anyone', from: date, to: date };
  const found = async (help?: string) =>
    (await api.client.call(searchAvailability, { query: { ...near, ...(help && { help }) } })).items.map(
      ({ site, nextTimes, free }) => [site.id, free, ...nextTimes.map(({ start }) => start.slice(11, 16))].join(' '),
    );
  expect(await found()).toEqual(['garston 1 08:00', 'speke 5 09:00 09:10 09:20']);
  expect(await found('quietRoom')).toEqual(['speke 5 14:00 09:00 09:10', 'garston 1 08:00']);
});

describe('longer appointments', () => {
  test('come first for who needs more time, who takes one of them, and two of others', async () => {
    await clinic([], { until: '09:30' });
    const slots = await clinic(['longer'], { from: '11:00', until: '11:40', slotMinutes: 20 });
    expect(await times({ help: 'moreTime' })).toEqual(['09:00 1', '09:10 1', '11:00 1 longer', '11:20 1 longer']);
    const near = { latitude: 53.345, longitude: -2.83, service: 'anyone', from: date, to: date, help: 'moreTime' };
    const [place] = (await api.client.call(searchAvailability, { query: near })).items;
    expect(place?.nextTimes.map(({ start }) => start.slice(11, 16))).toEqual(['11:00', '11:20', '09:00']);
    const held = await hold(slots[0].start, ['longer'], true);
    expect(held.times).toMatchObject([{ lengthMinutes: 20, options: ['longer'] }]);
    expect(await taken(slots)).toEqual([1, 0]);
  });

  test('are more time: taking it back and asking again changes what the clinic is told, and no slot', async () => {
    const slots = await clinic(['longer'], { until: '09:40', slotMinutes: 20 });
    const booked = await book(slots[0].start, ['longer']);
    const ask = (moreTime: boolean) => api.client.call(changeHelp, { ...booked, body: { help: ['quiet'], moreTime } });
    expect(await shown(booked)).toMatchObject({ moreTime: false, options: ['longer'], lengthMinutes: 20 });
    expect(await ask(true)).toMatchObject({ moreTime: true, help: ['quiet', 'more_time'], lengthMinutes: 20 });
    expect(await ask(false)).toMatchObject({ moreTime: false, help: ['quiet'], lengthMinutes: 20 });
    expect(await taken(slots)).toEqual([1, 0]);
  });

  test('take a visit of two slots, whose second one goes back to sale, and it moves to two again', async () => {
    const two = await clinic([], { until: '09:20' });
    const one = await clinic(['longer'], { from: '12:00', until: '12:20', slotMinutes: 20 });
    const booked = await book(two[0].start, undefined, ['more_time']);
    expect(await taken([...two, ...one])).toEqual([1, 1, 0]);
    const move = async (start: string, options?: ClinicOption[]) => {
      const { holdId, token } = await hold(start, options, true);
      return api.client.call(moveBooking, { ...booked, ...key(), body: { holdId, token } });
    };
    expect(await move(one[0].start, ['longer'])).toMatchObject({
      lengthMinutes: 20,
      moreTime: true,
      options: ['longer'],
    });
    expect(await taken([...two, ...one])).toEqual([0, 0, 1]);
    const back = await move(two[0].start);
    expect(back).toMatchObject({ lengthMinutes: 20, moreTime: true, help: ['more_time'] });
    expect(back).not.toHaveProperty('options');
    expect(await taken([...two, ...one])).toEqual([1, 1, 0]);
  });

  test('a visit of two slots does not shrink into one that is no longer', async () => {
    const slots = await clinic([], { until: '09:40' });
    const booked = await book(slots[0].start, undefined, ['more_time']);
    const { holdId, token } = await hold((slots.at(-1) as { start: string }).start);
    expect(await code(api.client.call(moveBooking, { ...booked, ...key(), body: { holdId, token } }))).toBe(
      'not_found',
    );
  });
});

test('who is invited and known to be a man is proposed nothing for women only; nobody else is left out, and nobody is asked', async () => {
  const keys = api.app.get(Keys);
  const ids = api.app.get(Ids);
  const open = async (sex: 'f' | 'm' | null) => {
    const [person, row] = [randomUUID(), randomUUID()];
    const token = keys.token('invitation', row, 1, 16);
    await database.owner.query(
      `WITH campaign AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Autumn', now()) RETURNING id),
         staff AS (INSERT INTO staff_user (email, name, password_hash, created_at) VALUES ($1::uuid || '@example.org', 'Jo', 'x', now()) RETURNING id),
         list AS (INSERT INTO people_import (name, state, imported_by, imported_at, figures) SELECT 'list', 'imported', id, now(), '{}' FROM staff RETURNING id),
         who AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
           VALUES ($1::uuid, 'Sam', 'Khan', $2, $3, now()) RETURNING id),
         known AS (INSERT INTO person_profile (person_id, person_key, name_key, date_of_birth, place_id, sex, import_id, changed_at)
           SELECT who.id, $3, $3, $2, $4, $5, list.id, now() FROM who, list)
       INSERT INTO invitation (audience_id, person_id, service_id, token_hash, row_key, expires_at, created_at)
       SELECT campaign.id, who.id, $6, $7, $8, now() + interval '30 days', now() FROM campaign, who`,
      [
        person,
        BORN,
        keys.blindIndex('person_key', person),
        world.placeId,
        sex,
        world.services.anyone,
        ids.hash(token),
        row,
      ],
    );
    return api.client.call(openInvitation, { params: { token }, body: { dateOfBirth: BORN } });
  };
  expect(await open('m')).toMatchObject({ without: ['women_only'] });
  for (const sex of ['f', null] as const) expect(await open(sex)).not.toHaveProperty('without');
});
