import { RoomQueries } from '../src/campaigns/room.queries';
import { FollowSlots } from '../src/clinics/follow-slots';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { ClinicDesk, outcomes, type ClosureBody, type SeriesBody } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;
let day = 0;
let date: string;
const at = (time: string, on = date) => `${on}T${time}:00Z`;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
  const rule = { id: 'all', vaccine: 'ALL', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  await desk.world.rows('UPDATE service SET rule = $1', [
    { ...rule, cohorts: [{ id: 'all', priority: 1, when: true }] },
  ]);
  await desk.world.get(ServiceCatalogue).load();
});
afterAll(() => desk?.world.close());
// In winter, so that local times are UTC.
beforeEach(() => {
  day += 9;
  date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
});
afterEach(() => desk.checkCounters());

interface WithOptions {
  options: string[];
}
const optionsOf = async (id: string) => (await desk.ask<WithOptions>('GET', `/clinics/${id}`)).options;
const inSlots = (clinic: string) =>
  desk.world.rows<WithOptions>(
    `SELECT DISTINCT COALESCE(options, '{}') AS options FROM slot WHERE clinic_id = $1 AND status <> 'closed'`,
    [desk.idOf(clinic)],
  );
const fault = async (id: string, options: string[]) =>
  (await desk.call('POST', `/clinics/${id}/preview`, { options })).body.errors?.map(
    ({ path, code }) => `${path} ${code}`,
  );

test('a clinic is made with them, says them, and gives them to its slots; the week says them, and staff see which time is which', async () => {
  const { id } = await desk.clinic({ date, options: ['women_only', 'quiet'] });
  await desk.clinic({ date });
  expect(await optionsOf(id)).toEqual(['quiet', 'women_only']);
  expect(await inSlots(id)).toEqual([{ options: ['quiet', 'women_only'] }]);
  const week = await desk.ask<{
    days: { clinics: { id: string; options: string[] }[]; services: object[]; free: number }[];
  }>('GET', `/week?from=${date}`);
  expect(week.days[0]?.clinics.map(({ options }) => options)).toEqual([['quiet', 'women_only'], []]);
  expect(week.days[0]).toMatchObject({ free: 8, services: [{ serviceId: 'flu', free: 8 }] });
  await desk.world.addStaff(`desk${day}@example.org`, [['front_desk', 'site', 'harbour']]);
  const { items } = await desk.ask<{ items: { start: string; free: number; options?: string[] }[] }>(
    'GET',
    `/times?service=flu&from=${date}&to=${date}`,
    undefined,
  );
  expect(items.map(({ start, free, options }) => [start.slice(11, 16), free, options])).toEqual([
    ['09:00', 2, undefined],
    ['09:00', 2, ['quiet', 'women_only']],
    ['09:30', 2, undefined],
    ['09:30', 2, ['quiet', 'women_only']],
  ]);
  expect((await desk.call('POST', '/clinics', { date, options: ['loud'] })).status).toBe(400);
});

describe('a series', () => {
  const clinic = { from: '09:00', until: '10:00', slotMinutes: 30, capacity: 1, serviceIds: ['flu'] };
  const made = () =>
    desk.ask<SeriesBody>(
      'POST',
      '/series',
      { startsOn: date, endsOn: date, weekdays: [1, 2, 3, 4, 5, 6, 7], ...clinic, options: ['quiet'] },
      201,
    );
  const change = async (id: string, changes: object) => {
    const { version, preview } = await desk.ask('POST', `/series/${id}/preview`, changes);
    return desk.ask<SeriesBody>('PATCH', `/series/${id}`, { ...changes, version, preview });
  };

  test('gives them to every date, those added too; a date keeps its own', async () => {
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const last = new Date(Date.parse(date) + 2 * 86_400_000).toISOString().slice(0, 10);
    const { id } = await made();
    await change(id, { endsOn: next });
    const [first, second] = (await desk.ask<SeriesBody>('GET', `/series/${id}`)).dates.map(
      ({ clinicId }) => clinicId,
    ) as [string, string];
    expect(await optionsOf(second)).toEqual(['quiet']);
    await desk.edit(second, { options: [] });
    const edited = await change(id, { options: ['quiet', 'longer'], endsOn: last });
    expect(edited.notChanged).toMatchObject([{ clinicId: second, reason: 'own_changes', fields: ['options'] }]);
    expect([await optionsOf(first), await optionsOf(second)]).toEqual([['quiet', 'longer'], []]);
    const dates = (await desk.ask<SeriesBody>('GET', `/series/${id}`)).dates;
    expect(await inSlots(dates[2]?.clinicId as string)).toEqual([{ options: ['quiet', 'longer'] }]);
    expect(await desk.ask<WithOptions>('GET', `/series/${id}`)).toMatchObject({ options: ['quiet', 'longer'] });
  });

  test('with people booked only becomes quiet or longer', async () => {
    const { id, ...series } = await made();
    const [only] = (await desk.ask<SeriesBody>('GET', `/series/${id}`)).dates;
    await desk.book({ clinic: only?.clinicId as string, at: at('09:00') });
    const refused = await desk.call('POST', `/series/${id}/preview`, { options: ['quiet', 'women_only'] });
    expect(refused.body.errors).toMatchObject([{ path: 'options', code: 'people_booked' }]);
    await change(id, { options: ['quiet', 'longer'] });
    expect(series).toMatchObject({ options: ['quiet'] });
  });
});

test('a clinic with people booked only becomes quiet or longer, and keeps them; an empty one becomes anything', async () => {
  const { id } = await desk.clinic({ date });
  const booked = await desk.book({ clinic: id, at: at('09:00') });
  expect(await fault(id, ['women_only'])).toEqual(['options people_booked']);
  const { effect } = await desk.edit(id, { options: ['quiet', 'longer'] });
  expect(outcomes(effect)).toEqual({ bookings: 1, kept: 1, moved: 0, cancelledAndTold: 0, toCall: 0 });
  expect(await desk.booking(booked)).toMatchObject({ clinic: id, stranded: false });
  for (const options of [['quiet'], ['longer'], [], ['quiet', 'women_only', 'longer']])
    expect(await fault(id, options)).toEqual(['options people_booked']);
  const empty = await desk.clinic({ date, from: '11:00', until: '12:00', options: ['longer'] });
  await desk.edit(empty.id, { options: ['women_only'] });
  expect(await inSlots(empty.id)).toEqual([{ options: ['women_only'] }]);
});

describe('when a clinic closes', () => {
  const close = async () => {
    const body = { from: date, to: date, starts: '09:00', ends: '10:00', reason: 'Snow', bookings: 'move' };
    const { preview } = await desk.ask('POST', '/closures/preview', body);
    return desk.ask<ClosureBody>('POST', '/closures', { ...body, preview }, 201);
  };
  const clinicOf = async (booking: number) => (await desk.booking(booking)).clinic;
  const knownAs = async (booking: number, sex: 'f' | 'm') =>
    desk.world.rows(
      `WITH list AS (INSERT INTO people_import (name, state, imported_by, imported_at, figures) VALUES ('list', 'imported', $2, now(), '{}') RETURNING id)
       INSERT INTO person_profile (person_id, person_key, name_key, date_of_birth, place_id, sex, import_id, changed_at)
       SELECT p.id, decode(md5(p.id::text), 'hex'), p.person_key, p.date_of_birth, $3, $4, list.id, now()
       FROM booking b JOIN person p ON p.id = b.person_id, list WHERE b.id = $1`,
      [booking, desk.userId, desk.world.place.get('northtown'), sex],
    );

  test('nobody is given a time for women only who had not one, and no man', async () => {
    const plain = await desk.clinic({ date });
    const women = await desk.clinic({ date, options: ['women_only'] });
    const later = await desk.clinic({ date, from: '11:00', until: '11:30', capacity: 9, options: ['women_only'] });
    const anybody = await desk.clinic({ date, from: '15:00', until: '15:30', capacity: 9 });
    const [unknown, woman, man] = [
      await desk.book({ clinic: plain.id, at: at('09:00') }),
      await desk.book({ clinic: women.id, at: at('09:00') }),
      await desk.book({ clinic: women.id, at: at('09:00') }),
    ];
    await knownAs(woman, 'f');
    await knownAs(man, 'm');
    const { effect } = await close();
    expect(effect).toMatchObject({ newTimes: 2, cancelledAndTold: 1 });
    expect([await clinicOf(unknown), await clinicOf(woman)]).toEqual([anybody.id, later.id]);
    expect(await desk.booking(man)).toMatchObject({ status: 'cancelled' });
  });

  test('people keep their time at another clinic only where that is the same besides', async () => {
    const quiet = await desk.clinic({ date, options: ['quiet'] });
    const [plain, alike] = [
      await desk.clinic({ date }),
      await desk.clinic({ date, until: '09:30', options: ['quiet'] }),
    ];
    const [first, second] = [
      await desk.book({ clinic: quiet.id, at: at('09:00') }),
      await desk.book({ clinic: quiet.id, at: at('09:30') }),
    ];
    expect((await desk.cancel(quiet.id)).effect).toMatchObject({ moved: 1, toCall: 1 });
    expect(await clinicOf(first)).toBe(alike.id);
    expect(await desk.booking(second)).toMatchObject({ stranded: true });
    // A clinic that is alike takes whoever waits.
    const { effect } = await desk.clinic({ date, from: '09:30', until: '10:00', options: ['quiet'] });
    expect(effect).toMatchObject({ rescued: 1 });
    expect(plain.taken).toBe(0);
  });
});

test('room for invitations at clinics for women only is counted by itself', async () => {
  const soon = '2026-03-11';
  await desk.clinic({ date: soon, capacity: 3 });
  await desk.clinic({ date: soon, capacity: 4, options: ['women_only'] });
  await desk.world.get(FollowSlots).poll();
  const campaign = { serviceId: desk.world.service.get('flu') as number, audienceId: 0 };
  const { free, forWomen } = await desk.world.get(RoomQueries).free(campaign as Parameters<RoomQueries['free']>[0]);
  const harbour = desk.world.site.get('harbour') as number;
  expect([free.get(harbour), forWomen.get(harbour)]).toEqual([6, 8]);
});
