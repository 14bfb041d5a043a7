import { randomUUID } from 'node:crypto';
import {
  confirmBooking,
  holdSlot,
  listManagedBookings,
  listServices,
  listTimes,
  moveBooking,
  openManageSession,
  renewHold,
  type BodyInput,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aPerson } from '@fairslot/testing';
import { FollowSlots } from '../src/clinics/follow-slots';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi } from './harness/api';
import { checkCounters } from './harness/counters';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let day = 3;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  await database.owner.query(
    `UPDATE service SET doses = '[{"dose":1},{"dose":2,"afterPrevious":{"days":28},"withinPrevious":{"days":56}}]' WHERE id = $1`,
    [world.services.anyone],
  );
  api = await anApi(database.url);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

afterEach(() => checkCounters(database.owner));

type Hold = BodyInput<typeof holdSlot>;

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const hold = (body: Hold) => api.client.call(holdSlot, { ...key(), body });
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );
const anyone = { serviceId: 'anyone' };
const flu = { serviceId: 'flu', dateOfBirth: '1950-03-27' };
const minutesAfter = (start: string, minutes: number): string =>
  new Date(Date.parse(start) + minutes * 60_000).toISOString();
const startsOf = (times: { start: string }[]): string[] => times.map(({ start }) => new Date(start).toISOString());

/** A clinic on a day of its own. */
async function clinic(services: number[], more: { capacity?: number; date?: string; slotMinutes?: number } = {}) {
  day += 1;
  return aClinic(database.owner, { siteId: world.sites.speke, serviceIds: services, date: dateAhead(day), ...more });
}

test('a family of three gets three places at one time, or none', async () => {
  const { slots } = await clinic([world.services.anyone], { capacity: 4 });
  const start = slots[0]?.start as string;
  const family = { siteId: 'speke', start, attendees: [anyone, anyone, anyone] };
  const held = await hold(family);
  expect(held.times.map(({ attendee }) => attendee)).toEqual([1, 2, 3]);
  const refused = await failure(hold(family));
  expect(isProblem(refused, 'time_gone')).toBe(true);
  const people = ['Amina', 'Bilal', 'Chand'].map((firstName) => aPerson({ firstName }));
  const body = { holdId: held.holdId, token: held.token, people, contact: { email: 'family@example.com' } };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  expect(new Set(bookings.map(({ reference }) => reference)).size).toBe(3);
  const { rows } = await database.owner.query('SELECT taken FROM slot WHERE id = $1', [slots[0]?.id]);
  expect(rows).toEqual([{ taken: 3 }]);
});

test('one after the other, each begins where the one before ends, in the order given', async () => {
  const { slots } = await clinic([world.services.anyone, world.services.flu]);
  const start = slots[2]?.start as string;
  const held = await hold({ siteId: 'speke', start, attendees: [anyone, flu, anyone], together: 'consecutive' });
  expect(startsOf(held.times)).toEqual([start, minutesAfter(start, 10), minutesAfter(start, 20)]);
  expect(held.times.map(({ serviceId }) => serviceId)).toEqual(['anyone', 'flu', 'anyone']);
  // A gap in the row, one place further on, takes nothing.
  const before = slots[1]?.start as string;
  expect(
    isProblem(
      await failure(hold({ siteId: 'speke', start: before, attendees: [anyone, anyone], together: 'consecutive' })),
      'time_gone',
    ),
  ).toBe(true);
});

test('mixed services find a place each, though one of them has to move somebody', async () => {
  const { services } = world;
  day += 1;
  const date = dateAhead(day);
  const wide = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [services.anyone, services.flu],
    date,
  });
  await aClinic(database.owner, { siteId: world.sites.speke, serviceIds: [services.anyone, services.bloodTest], date });
  const start = wide.slots[0]?.start as string;
  await hold({ siteId: 'speke', start, attendees: [anyone] });
  // Whichever clinic serves the first, the other two can still be served one each: flu here, a blood test there, not both anyone.
  await hold({ siteId: 'speke', start, attendees: [flu] });
  expect(isProblem(await failure(hold({ siteId: 'speke', start, attendees: [anyone] })), 'time_gone')).toBe(true);
  const { rows } = await database.owner.query(
    `SELECT count(*)::int AS moved FROM audit WHERE action = 'booking.reallocated'`,
  );
  expect(rows[0]).toEqual({ moved: expect.any(Number) as number });
});

test('a booking is moved to another clinic at its own time where that frees the only place', async () => {
  const { services } = world;
  day += 1;
  const date = dateAhead(day);
  // Fewest services first: anyone goes to the narrow clinic, which is the only one for a blood test.
  const narrow = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [services.anyone, services.bloodTest],
    date,
  });
  const wide = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [services.anyone, services.flu, services.bloodTest].slice(0, 2),
    date,
  });
  const start = narrow.slots[0]?.start as string;
  await hold({ siteId: 'speke', start, attendees: [anyone] });
  const before = await database.owner.query(`SELECT slot_id FROM booking ORDER BY id DESC LIMIT 1`);
  const code = { serviceId: 'blood-test', answers: { referralCode: 'ABC12345' } };
  await hold({ siteId: 'speke', start, attendees: [before.rows[0]?.slot_id === narrow.slots[0]?.id ? code : flu] });
  const { rows } = await database.owner.query(
    `SELECT b.slot_id, a.action FROM audit a JOIN booking b ON b.id = a.booking_id WHERE a.action = 'booking.reallocated' ORDER BY a.id DESC LIMIT 1`,
  );
  const there = before.rows[0]?.slot_id === narrow.slots[0]?.id ? wide.slots[0]?.id : narrow.slots[0]?.id;
  expect(rows).toEqual([{ slot_id: there, action: 'booking.reallocated' }]);
});

test('more time takes two adjacent slots of one clinic, shown and moved as one appointment', async () => {
  const { slots } = await clinic([world.services.flu]);
  const start = slots[0]?.start as string;
  const more = { ...flu, moreTime: true };
  const held = await hold({ siteId: 'speke', start, attendees: [more] });
  expect(held.times).toEqual([expect.objectContaining({ lengthMinutes: 20 })]);
  const body = { holdId: held.holdId, token: held.token, people: [aPerson()], contact: { none: true } };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  expect(bookings).toEqual([expect.objectContaining({ lengthMinutes: 20 })]);
  const { reference } = bookings[0] as { reference: string };
  const { token: bearer } = await api.client.call(openManageSession, {
    body: { reference, dateOfBirth: '1950-03-27' },
  });
  // A single slot is not the same shape.
  const single = await hold({ siteId: 'speke', start: slots[5]?.start as string, attendees: [flu] });
  const wrong = api.client.call(moveBooking, {
    ...key(),
    bearer,
    params: { reference },
    body: { holdId: single.holdId, token: single.token },
  });
  expect(isProblem(await failure(wrong), 'not_found')).toBe(true);
  const target = await hold({ siteId: 'speke', start: slots[8]?.start as string, attendees: [more] });
  const moved = await api.client.call(moveBooking, {
    ...key(),
    bearer,
    params: { reference },
    body: { holdId: target.holdId, token: target.token },
  });
  expect(moved).toMatchObject({ lengthMinutes: 20, moreTime: true });
  const { rows } = await database.owner.query(`SELECT id, taken FROM slot WHERE id = ANY ($1) ORDER BY id`, [
    [0, 1, 8, 9].map((n) => slots[n]?.id),
  ]);
  expect(rows.map((row: { taken: number }) => row.taken)).toEqual([0, 0, 1, 1]);
});

test('a second dose is held and booked with the first, within its interval only', async () => {
  const first = await clinic([world.services.anyone], { capacity: 2 });
  const start = first.slots[0]?.start as string;
  const late = await aClinic(database.owner, {
    siteId: world.sites.garston,
    serviceIds: [world.services.anyone],
    date: dateAhead(day + 28),
  });
  const soon = await aClinic(database.owner, {
    siteId: world.sites.garston,
    serviceIds: [world.services.anyone],
    date: dateAhead(day + 27),
  });
  const both = (next: string): Hold => ({
    siteId: 'speke',
    start,
    attendees: [{ ...anyone, nextDose: { siteId: 'garston', start: next } }],
  });
  const refused = await failure(hold(both(soon.slots[0]?.start as string)));
  expect(isProblem(refused, 'invalid') && refused.problem.errors?.[0]?.code).toBe('interval_wrong');
  const held = await hold(both(late.slots[0]?.start as string));
  expect(held.times.map(({ dose, siteId }) => `${dose} ${siteId}`)).toEqual(['1 speke', '2 garston']);
  const body = {
    holdId: held.holdId,
    token: held.token,
    people: [aPerson({ firstName: 'Dose' })],
    contact: { none: true },
  };
  const { bookings } = await api.client.call(confirmBooking, { ...key(), body });
  expect(bookings.map(({ dose }) => dose)).toEqual([1, 2]);

  const { token: bearer } = await api.client.call(openManageSession, {
    body: { reference: bookings[0]?.reference as string, dateOfBirth: '1950-03-27' },
  });
  const after = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(day + 5),
  });
  const target = await hold({ siteId: 'speke', start: after.slots[0]?.start as string, attendees: [anyone] });
  const moved = await api.client.call(moveBooking, {
    ...key(),
    bearer,
    params: { reference: bookings[0]?.reference as string },
    body: { holdId: target.holdId, token: target.token },
  });
  expect(moved.otherDose).toMatchObject({
    dose: 2,
    fits: false,
    earliest: dateAhead(day + 33),
    latest: dateAhead(day + 61),
  });

  const { token: second } = await api.client.call(openManageSession, {
    body: { reference: bookings[1]?.reference as string, dateOfBirth: '1950-03-27' },
  });
  const tooSoon = await hold({ siteId: 'speke', start: after.slots[3]?.start as string, attendees: [anyone] });
  const broken = await failure(
    api.client.call(moveBooking, {
      ...key(),
      bearer: second,
      params: { reference: bookings[1]?.reference as string },
      body: { holdId: tooSoon.holdId, token: tooSoon.token },
    }),
  );
  expect(isProblem(broken, 'not_eligible') && broken.problem.eligibility).toMatchObject({
    earliestDate: dateAhead(day + 33),
  });
  expect((await api.client.call(listManagedBookings, { bearer: second })).items[0]?.start).toBe(bookings[1]?.start);
});

test('people of one party come for different doses, and what else there is has room for all of them', async () => {
  const { slots } = await clinic([world.services.anyone], { capacity: 2 });
  await aClinic(database.owner, {
    siteId: world.sites.garston,
    serviceIds: [world.services.anyone],
    date: dateAhead(day),
  });
  const attendees = [anyone, { ...anyone, dose: 2 }];
  const held = await hold({ siteId: 'speke', start: slots[0]?.start as string, attendees });
  expect(held.times.map(({ attendee, dose }) => [attendee, dose])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  await database.owner.query(`UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE status = 'held'`);
  await api.app.get(FollowSlots).poll();
  const { holdId, token } = held;
  const lapsed = await failure(api.client.call(renewHold, { params: { holdId }, body: { token } }));
  const found = isProblem(lapsed, 'hold_expired') ? (lapsed.problem.alternatives ?? []) : [];
  const thatDay = found.filter(({ start }) => start.startsWith(slots[0]?.start.slice(0, 10) as string));
  expect(new Set(thatDay.map(({ siteId }) => siteId))).toEqual(new Set(['speke']));
});

test('two services in one visit: one combined appointment, two places, or not at all, as they are set up', async () => {
  const { services } = world;
  const { slots } = await clinic([services.anyone, services.flu, services.bloodTest], { capacity: 2 });
  const start = slots[0]?.start as string;
  const visit: Hold = { siteId: 'speke', start, attendees: [{ ...flu, alsoServiceId: 'anyone' }] };
  const apart = await failure(hold(visit));
  expect(isProblem(apart, 'invalid') && apart.problem.errors?.[0]?.code).toBe('services_apart');
  await database.owner.query(`INSERT INTO service_pair (first_id, second_id) VALUES ($1, $2)`, [
    Math.min(services.anyone, services.flu),
    Math.max(services.anyone, services.flu),
  ]);
  await api.app.get(ServiceCatalogue).load();
  const listed = await api.client.call(listServices, {});
  expect(listed.items.find(({ id }) => id === 'anyone')?.alsoWith).toEqual(['flu']);
  const freeAt = async (also?: string) => {
    const query = { service: 'flu', ...(also && { also }), from: start.slice(0, 10), to: start.slice(0, 10) };
    const { items } = await api.client.call(listTimes, { params: { siteId: 'speke' }, query });
    return items.find((one) => Date.parse(one.start) === Date.parse(start))?.free;
  };
  await api.app.get(FollowSlots).poll();
  expect([await freeAt(), await freeAt('anyone')]).toEqual([2, 1]);
  const unpaired = await failure(freeAt('blood-test'));
  expect(isProblem(unpaired, 'invalid') && unpaired.problem.errors).toEqual([
    expect.objectContaining({ path: 'also', code: 'services_apart' }),
  ]);
  const held = await hold(visit);
  expect(held.times.map(({ attendee, serviceId }) => `${attendee} ${serviceId}`)).toEqual(['1 flu', '1 anyone']);
  const body = {
    holdId: held.holdId,
    token: held.token,
    people: [aPerson({ firstName: 'Both' })],
    contact: { none: true },
  };
  expect((await api.client.call(confirmBooking, { ...key(), body })).bookings).toHaveLength(2);
  await database.owner.query(`UPDATE service_pair SET combined_id = $1`, [services.bloodTest]);
  await api.app.get(ServiceCatalogue).load();
  const combined = await hold({
    siteId: 'speke',
    start: slots[1]?.start as string,
    attendees: [{ ...flu, alsoServiceId: 'anyone' }],
  });
  expect(combined.times.map(({ serviceId }) => serviceId)).toEqual(['blood-test']);
});

test('the rows of a party lapse together, and a lapsed party confirms nobody', async () => {
  const { slots } = await clinic([world.services.anyone], { capacity: 3 });
  const held = await hold({ siteId: 'speke', start: slots[0]?.start as string, attendees: [anyone, anyone] });
  await api.client.call(renewHold, { params: { holdId: held.holdId }, body: { token: held.token } });
  await database.owner.query(
    `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE id = (SELECT max(id) FROM booking)`,
  );
  const people = [aPerson({ firstName: 'Half' }), aPerson({ firstName: 'Way' })];
  const body = { holdId: held.holdId, token: held.token, people, contact: { none: true } };
  expect(isProblem(await failure(api.client.call(confirmBooking, { ...key(), body })), 'hold_expired')).toBe(true);
  const { rows } = await database.owner.query(
    `SELECT count(*)::int AS n FROM person WHERE first_name IN ('Half', 'Way')`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});
