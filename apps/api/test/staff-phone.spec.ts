import { randomUUID } from 'node:crypto';
import type { DayRow, Hold } from '@fairslot/contract';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

const START = '2026-03-12T10:00:00Z';
let world: StaffWorld;
let agent: string;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z');
  const rule = { id: 'all', vaccine: 'ALL', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  await world.rows('UPDATE service SET rule = $1', [{ ...rule, cohorts: [{ id: 'all', priority: 1, when: true }] }]);
  await world.get(ServiceCatalogue).load();
  await world.addStaff('agent', [['phone_agent', 'place', 'northtown']]);
  agent = await world.tokenOf('agent');
});
afterAll(() => world?.close());

const ask = async <B>(method: string, path: string, body?: unknown, key: string = randomUUID()) => {
  const { status, body: answer } = await world.call(method, path, agent, body, { 'idempotency-key': key });
  return { status, body: answer as unknown as B & { code: string } };
};
const hold = (start = START, site = 'harbour', key?: string) =>
  ask<Hold>(
    'POST',
    '/staff/holds',
    { siteId: site, start, attendees: [{ serviceId: 'flu', dateOfBirth: '1950-01-01' }] },
    key,
  );
const book = ({ holdId, token }: Hold, more: object = {}) =>
  ask<{ bookings: { reference: string; start: string }[] }>('POST', '/staff/bookings', {
    holdId,
    token,
    people: [{ firstName: 'Cal', lastName: 'Ler', dateOfBirth: '1950-01-01' }],
    contact: { none: true },
    ...more,
  });
const stored = async (reference: string) =>
  (
    await world.rows<{ status: string; source: string; slot_id: number }>(
      'SELECT status, source, slot_id FROM booking WHERE reference = $1',
      [reference.replace('-', '')],
    )
  )[0];

test('a caller is held a time for twenty minutes, forty in all, also from the share that the public may not take', async () => {
  const slot = await world.addSlot('harbour', START, 2);
  await world.rows('UPDATE slot SET reserved = 2 WHERE id = $1', [slot]);
  const publicHold = await world.call(
    'POST',
    '/holds',
    undefined,
    { siteId: 'harbour', start: START, attendees: [{ serviceId: 'flu', dateOfBirth: '1950-01-01' }] },
    { 'idempotency-key': randomUUID() },
  );
  expect(publicHold.body.code).toBe('time_gone');
  const times = await ask<{ items: { start: string; free: number }[] }>(
    'GET',
    '/staff/sites/harbour/times?service=flu&from=2026-03-12',
  );
  expect(times.body.items).toMatchObject([{ start: '2026-03-12T10:00:00+00:00', free: 2 }]);
  const held = await hold();
  expect(held.status).toBe(201);
  const minutes = (Date.parse(held.body.expiresAt) - Date.parse('2026-03-09T09:00:00Z')) / 60_000;
  expect(minutes).toBeGreaterThan(19);
  expect(minutes).toBeLessThan(22);
  const renew = () =>
    ask<{ expiresAt: string }>('POST', `/staff/holds/${held.body.holdId}/renew`, { token: held.body.token });
  await world.advance(15 * 60);
  await renew();
  await world.advance(15 * 60);
  const last = await renew();
  expect((Date.parse(last.body.expiresAt) - Date.parse(held.body.expiresAt)) / 60_000).toBeCloseTo(20, 0);
  const second = await hold();
  expect(second.status).toBe(201);
  expect((await hold()).body.code).toBe('time_gone');
  expect(await world.rows('SELECT taken, capacity FROM slot WHERE id = $1', [slot])).toEqual([
    { taken: 2, capacity: 2 },
  ]);
});

test('the same request sent twice holds once', async () => {
  await world.addSlot('harbour', '2026-03-12T11:00:00Z', 5);
  const key = randomUUID();
  const [one, two] = [
    await hold('2026-03-12T11:00:00Z', 'harbour', key),
    await hold('2026-03-12T11:00:00Z', 'harbour', key),
  ];
  expect(two.body.holdId).toBe(one.body.holdId);
});

test('is booked by phone without a way to reach the person, also when they hung up, and the audit says by whom', async () => {
  await world.addSlot('harbour', '2026-03-12T12:00:00Z', 5);
  const held = await hold('2026-03-12T12:00:00Z');
  const booked = await book(held.body, { withoutCaller: true });
  expect(booked.status).toBe(201);
  const reference = booked.body.bookings[0]?.reference ?? '';
  expect(await stored(reference)).toMatchObject({ status: 'booked', source: 'phone' });
  const audited = await world.rows(
    `SELECT a.actor LIKE 'staff:%' AS staff, a.details FROM audit a JOIN booking b ON b.id = a.booking_id
     WHERE b.reference = $1 AND a.action = 'booking.made_by_phone'`,
    [reference.replace('-', '')],
  );
  expect(audited).toEqual([{ staff: true, details: { withoutCaller: true } }]);
});

test('a booking is moved into a held place, and a full target leaves it where it was; then it is cancelled and its place is free', async () => {
  const [from, to] = ['2026-03-12T13:00:00Z', '2026-03-12T14:00:00Z'];
  const oldSlot = await world.addSlot('harbour', from, 1);
  await world.addSlot('meadow', to, 1);
  const booked = await book((await hold(from)).body, { contact: { mobile: '07700 900123' } });
  const reference = booked.body.bookings[0]?.reference ?? '';
  const target = await hold(to, 'meadow');
  expect((await hold(to, 'meadow')).body.code).toBe('time_gone');
  const moved = await ask<DayRow>('POST', `/staff/bookings/${reference}/move`, {
    holdId: target.body.holdId,
    token: target.body.token,
  });
  expect(moved.body).toMatchObject({ site: { id: 'meadow' }, start: '2026-03-12T14:00:00+00:00' });
  expect(await world.rows('SELECT taken FROM slot WHERE id = $1', [oldSlot])).toEqual([{ taken: 0 }]);
  const cancelled = await ask<DayRow>('POST', `/staff/bookings/${reference}/cancel`, { reason: 'not_well' });
  expect(cancelled.body.status).toBe('cancelled');
  expect((await ask('POST', `/staff/bookings/${reference}/cancel`, {})).body.code).toBe('wrong_state');
  const told = await world.rows<{ kind: string }>(
    `SELECT DISTINCT m.kind FROM message m JOIN booking b ON b.id = m.booking_id
     WHERE b.reference = $1 AND m.kind NOT LIKE 'reminder%' ORDER BY 1`,
    [reference.replace('-', '')],
  );
  expect(told.map(({ kind }) => kind)).toEqual(['booked', 'cancelled_by_resident', 'moved']);
});

test('a booking is not moved to a day on which the person may not have it, whoever moves it', async () => {
  const [{ rule: anybody }] = (await world.rows<{ rule: object }>(`SELECT rule FROM service WHERE slug = 'flu'`)) as [
    { rule: object },
  ];
  const ruled = async (rule: object) => {
    await world.rows(`UPDATE service SET rule = $1 WHERE slug = 'flu'`, [rule]);
    await world.get(ServiceCatalogue).load();
  };
  await ruled({ ...anybody, cohorts: [{ id: 'old', priority: 1, when: { age: { gte: { years: 76 } } } }] });
  const at = async (start: string) => {
    await world.addSlot('harbour', start, 1);
    // Who it is for is not said yet.
    return (await ask<Hold>('POST', '/staff/holds', { siteId: 'harbour', start, attendees: [{ serviceId: 'flu' }] }))
      .body;
  };
  const people = [{ firstName: 'Cal', lastName: 'Ler', dateOfBirth: '1950-03-15' }];
  const booked = await book(await at('2026-03-16T10:00:00Z'), { people });
  const reference = booked.body.bookings[0]?.reference ?? '';
  const { holdId, token } = await at('2026-03-13T10:00:00Z');
  const moved = await ask('POST', `/staff/bookings/${reference}/move`, { holdId, token });
  await ruled(anybody);
  expect(moved).toMatchObject({ status: 422, body: { code: 'not_eligible', eligibility: { outcome: 'not_yet' } } });
  expect(await world.rows('SELECT starts_at FROM booking WHERE reference = $1', [reference.replace('-', '')])).toEqual([
    { starts_at: new Date('2026-03-16T10:00:00Z') },
  ]);
});

test('sites outside the scope are not there, for holding, moving or cancelling', async () => {
  await world.addSlot('island', START, 5);
  expect((await hold(START, 'island')).status).toBe(404);
  const foreign = await world.addBooking({ site: 'island', startsAt: START, service: 'flu' });
  expect((await ask('POST', `/staff/bookings/${foreign}/cancel`, {})).status).toBe(404);
  expect(await stored(foreign)).toMatchObject({ status: 'booked' });
});
