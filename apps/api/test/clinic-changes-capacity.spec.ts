import { getWeek, type ResponseOf, type StrandedRow } from '@fairslot/contract';
import { ClinicDesk, outcomes } from './clinic-changes-world';

jest.setTimeout(60_000);

type Week = ResponseOf<typeof getWeek>;

let desk: ClinicDesk;
let day = 0;
/** A day of its own for each test, in winter, so that local times are UTC. */
let date: string;
const at = (time: string) => `${date}T${time}:00Z`;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
});
afterAll(() => desk?.world.close());
beforeEach(() => {
  day += 1;
  date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
});
afterEach(() => desk.checkCounters());

const column = async (clinic: string, n: 2 | 3 | 4) => (await desk.slots(clinic)).map((slot) => slot[n]);
const dayOf = async (): Promise<Week['days'][number]> => {
  const week = await desk.ask<Week>('GET', `/week?from=${date}`);
  return week.days[0] as Week['days'][number];
};

describe('a daily cap', () => {
  test('becomes the capacity of the slots, the earlier ones first', async () => {
    const { id, places } = await desk.clinic({ date, until: '12:00', capacity: 3, dailyCap: 8 });
    expect(places).toBe(8);
    expect(await column(id, 2)).toEqual([2, 2, 1, 1, 1, 1]);
  });

  test('that is lowered strands who is beyond it, and raised again takes them back', async () => {
    const { id } = await desk.clinic({ date, capacity: 2 });
    const early = await desk.book({ clinic: id, at: at('09:30') });
    const late = await desk.book({ clinic: id, at: at('09:30') });
    const { effect } = await desk.edit(id, { dailyCap: 2 });
    expect(outcomes(effect)).toEqual({ bookings: 2, kept: 1, moved: 0, cancelledAndTold: 0, toCall: 1 });
    expect(await desk.slots(id)).toEqual([
      ['09:00', 'open', 1, 0, 0],
      ['09:30', 'open', 1, 1, 0],
    ]);
    expect([await desk.booking(early), await desk.booking(late)]).toMatchObject([{ clinic: id }, { stranded: true }]);
    expect((await desk.edit(id, { dailyCap: null })).effect.rescued).toBe(1);
    expect(await column(id, 2)).toEqual([2, 2]);
  });
});

describe('a share held back', () => {
  test('is kept from the public in every slot until its time has come', async () => {
    const heldBack = { percent: 50, releaseDaysBefore: 1, releaseTime: '17:00' };
    const { id, heldBack: shown } = await desk.clinic({ date, heldBack });
    expect(shown).toEqual(heldBack);
    expect(await column(id, 4)).toEqual([1, 1]);
    const [slot] = await desk.world.rows<{ reserve_until: Date }>(
      'SELECT reserve_until FROM slot WHERE clinic_id = $1',
      [desk.idOf(id)],
    );
    const release = new Date(Date.parse(`${date}T17:00:00Z`) - 86_400_000);
    expect(slot?.reserve_until).toEqual(release);

    expect(await dayOf()).toMatchObject({
      capacity: 4,
      reserved: 2,
      free: 2,
      services: [{ serviceId: 'flu', free: 2 }],
    });
    await desk.world.rows(`UPDATE slot SET reserve_until = app_now() WHERE clinic_id = $1`, [desk.idOf(id)]);
    expect(await desk.world.rows('SELECT release_reserved() AS released')).toEqual([{ released: 2 }]);
    expect(await column(id, 4)).toEqual([0, 0]);
    expect(await dayOf()).toMatchObject({ capacity: 4, reserved: 0, free: 4 });
  });

  test('is none where its time is past, also when the clinic is edited later', async () => {
    const today = '2026-03-10';
    const { id } = await desk.clinic({
      date: today,
      heldBack: { percent: 50, releaseDaysBefore: 1, releaseTime: '09:00' },
    });
    expect(await column(id, 4)).toEqual([0, 0]);
    await desk.edit(id, { capacity: 4 });
    expect(await column(id, 4)).toEqual([0, 0]);
    await desk.edit(id, { heldBack: { percent: 25, releaseDaysBefore: 1, releaseTime: '17:00' } });
    expect(await column(id, 4)).toEqual([1, 1]);
  });

  test('without a time is never released, and is taken away by null', async () => {
    const { id } = await desk.clinic({ date, heldBack: { percent: 100 } });
    expect(await column(id, 4)).toEqual([2, 2]);
    const rows = () => desk.world.rows('SELECT DISTINCT reserve_until FROM slot WHERE clinic_id = $1', [desk.idOf(id)]);
    expect(await rows()).toEqual([{ reserve_until: null }]);
    expect(await desk.edit(id, { heldBack: null })).toMatchObject({ heldBack: null });
    expect(await column(id, 4)).toEqual([0, 0]);
  });

  test('does not keep places from whoever waits on the call list', async () => {
    const { id } = await desk.clinic({ date, until: '09:30' });
    const booking = await desk.book({ clinic: id, at: at('09:00') });
    await desk.cancel(id);
    const { effect } = await desk.clinic({
      date,
      until: '09:30',
      serviceIds: ['flu', 'covid'],
      heldBack: { percent: 100 },
    });
    expect(effect.rescued).toBe(1);
    expect(await desk.booking(booking)).toMatchObject({ stranded: false, status: 'booked' });
  });
});

test('a clinic open to a group has that group on its slots, and an edit can open it to everybody', async () => {
  const [group] = await desk.world.rows<{ id: number }>(
    `INSERT INTO audience (kind, name, created_at) VALUES ('group', 'Care home', now()) RETURNING id`,
  );
  const audience = desk.opaque('audience', (group as { id: number }).id);
  const { id, openTo } = await desk.clinic({ date, openTo: [audience] });
  expect(openTo).toEqual([audience]);
  const audiences = () =>
    desk.world.rows('SELECT DISTINCT audience_ids FROM slot WHERE clinic_id = $1', [desk.idOf(id)]);
  expect(await audiences()).toEqual([{ audience_ids: [(group as { id: number }).id] }]);
  // The public's figure has none of it, the clinic's own has.
  expect(await dayOf()).toMatchObject({ services: [{ serviceId: 'flu', free: 0 }], clinics: [{ id, free: 4 }] });
  await desk.edit(id, { openTo: 'everyone' });
  expect(await audiences()).toEqual([{ audience_ids: null }]);
});

test('a mobile unit has its place of the day, until it is taken away', async () => {
  const location = {
    name: 'Car park',
    address: '1 Road',
    postcode: 'L1 1AA',
    latitude: 53.4,
    longitude: -2.9,
    directions: 'By the gate',
  };
  const { id, location: shown } = await desk.clinic({ date, location });
  expect(shown).toEqual(location);
  expect(await desk.world.rows('SELECT site_id, date::text, name FROM site_location')).toEqual([
    { site_id: desk.world.site.get('harbour'), date, name: 'Car park' },
  ]);
  expect((await desk.edit(id, { location: { ...location, name: 'Church' } })).location?.name).toBe('Church');
  expect((await desk.edit(id, { location: null })).location).toBeNull();
  expect(await desk.world.rows('SELECT 1 FROM site_location')).toEqual([]);
});

describe('the week', () => {
  test('counts what could be booked more of each service, and every place once', async () => {
    const hours = { date, until: '09:30', capacity: 1 };
    const ab = await desk.clinic({ ...hours, serviceIds: ['blood-test', 'flu'] });
    const ac = await desk.clinic({ ...hours, serviceIds: ['blood-test', 'covid'] });
    const free = async () => {
      const { free: total, services } = await dayOf();
      return { total, ...Object.fromEntries(services.map((one) => [one.serviceId, one.free])) };
    };
    expect(await free()).toEqual({ total: 2, 'blood-test': 2, flu: 1, covid: 1 });
    await desk.book({ clinic: ab.id, at: at('09:00') });
    expect(await free()).toEqual({ total: 1, 'blood-test': 1, flu: 0, covid: 1 });
    // Whoever wants covid moves the other one over.
    const before = await desk.world.rows('SELECT 1 FROM booking WHERE site_id = $1', [desk.world.site.get('harbour')]);
    expect(before.length).toBeGreaterThan(0);
    expect(await dayOf()).toMatchObject({
      capacity: 2,
      booked: 1,
      clinics: [
        {
          id: ab.id,
          capacity: 1,
          booked: 1,
          free: 0,
          services: [
            { serviceId: 'blood-test', booked: 0 },
            { serviceId: 'flu', booked: 1 },
          ],
        },
        { id: ac.id, capacity: 1, booked: 0, free: 1 },
      ],
    });
  });

  test('counts somebody who can be handed on as no obstacle', async () => {
    const hours = { date, until: '09:30', capacity: 1 };
    const first = await desk.clinic({ ...hours, serviceIds: ['flu', 'covid'] });
    await desk.clinic({ ...hours, serviceIds: ['flu', 'blood-test'] });
    await desk.book({ clinic: first.id, at: at('09:00') });
    const { services } = await dayOf();
    expect(services).toContainEqual({ serviceId: 'covid', booked: 0, free: 1 });
  });

  test('counts held, stranded and kept back apart, and has seven days', async () => {
    const { id } = await desk.clinic({ date, capacity: 4, heldBack: { percent: 25 } });
    await desk.book({ clinic: id, at: at('09:00'), status: 'held' });
    await desk.book({ clinic: id, at: at('09:00'), status: 'checked_in' });
    await desk.book({ clinic: id, at: at('09:30') });
    await desk.edit(id, { until: '09:30' });
    expect(await dayOf()).toMatchObject({ capacity: 4, booked: 1, held: 1, stranded: 1, reserved: 1, free: 1 });
    const week = await desk.ask<Week>('GET', '/week');
    expect([week.from, week.to, week.days.length]).toEqual(['2026-03-09', '2026-03-15', 7]);
  });
});

describe('the call list', () => {
  test('has who waits for a place, how to reach them, and leaves out who has one again', async () => {
    const { id } = await desk.clinic({ date });
    await desk.book({ clinic: id, at: at('09:30'), lastName: 'Zed' });
    await desk.book({ clinic: id, at: at('09:00'), lastName: 'Moss', contact: 'email' });
    const back = await desk.book({ clinic: id, at: at('09:00'), lastName: 'Back' });
    const list = () => desk.ask<{ items: StrandedRow[]; total: number }>('GET', `/stranded?from=${date}`);
    expect((await list()).total).toBe(0);
    await desk.cancel(id);
    const { items } = await list();
    expect(items).toMatchObject([
      { lastName: 'Back', mobile: '+447700900123', email: null },
      { lastName: 'Moss', mobile: null, email: 'ada@example.org' },
      {
        lastName: 'Zed',
        start: `${date}T09:30:00+00:00`,
        lengthMinutes: 30,
        service: { id: 'flu', name: 'flu' },
        status: 'booked',
      },
    ]);
    expect(items[0]?.strandedAt).toMatch(/^2026-03-09T/);
    await desk.clinic({ date, until: '09:30', capacity: 1, serviceIds: ['flu', 'covid'] });
    // Moss was created before Back.
    expect((await list()).items.map(({ lastName }) => lastName)).toEqual(['Back', 'Zed']);
    expect(await desk.booking(back)).toMatchObject({ stranded: true });
  });

  test('has nobody who walked in', async () => {
    const { id } = await desk.clinic({ date });
    const walkIn = await desk.book({ clinic: id, at: at('09:00') });
    await desk.world.rows(`UPDATE booking SET slot_id = NULL, source = 'walk_in' WHERE id = $1`, [walkIn]);
    await desk.world.rows(`UPDATE slot SET taken = 0 WHERE clinic_id = $1`, [desk.idOf(id)]);
    expect((await desk.ask<{ total: number }>('GET', `/stranded?from=${date}`)).total).toBe(0);
    expect((await dayOf()).stranded).toBe(0);
  });
});
