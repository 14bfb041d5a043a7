import { instantOf } from '@fairslot/domain';
import { ClinicDesk, outcomes, type SeriesBody } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;
let week = 0;
/** Days of a week of its own for each test, the next one empty. */
let mon: string;
let wed: string;
let fri: string;
let sun: string;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
});
afterAll(() => desk?.world.close());
beforeEach(() => {
  week += 14;
  [mon, wed, fri, sun] = [0, 2, 4, 6].map((n) => dateOf(new Date(Date.UTC(2026, 10, 2 + week + n)))) as [
    string,
    string,
    string,
    string,
  ];
});
afterEach(() => desk.checkCounters());

const dateOf = (day: Date): string => day.toISOString().slice(0, 10);
const local = (date: string, time: string): string => instantOf(date, time, 'Europe/London')?.toISOString() ?? '';
const later = (date: string, days: number): string => dateOf(new Date(Date.parse(date) + days * 86_400_000));

const create = (more: object = {}): Promise<SeriesBody> => {
  const usual = {
    startsOn: mon,
    endsOn: sun,
    weekdays: [1, 3, 5],
    from: '09:00',
    until: '10:00',
    slotMinutes: 30,
    capacity: 2,
    serviceIds: ['flu'],
  };
  return desk.ask('POST', '/series', { ...usual, ...more }, 201);
};
const preview = (id: string, body: object): Promise<SeriesBody> => desk.ask('POST', `/series/${id}/preview`, body);
const edit = async (id: string, changes: object): Promise<SeriesBody> => {
  const { version, preview: seen } = await preview(id, changes);
  return desk.ask('PATCH', `/series/${id}`, { ...changes, version, preview: seen });
};
/** The clinics of a series by date. */
const dates = async (id: string) =>
  Object.fromEntries((await desk.ask<SeriesBody>('GET', `/series/${id}`)).dates.map((date) => [date.date, date]));
const clinicOn = async (id: string, date: string) => {
  const { clinicId } = (await dates(id))[date] as { clinicId: string };
  return desk.ask('GET', `/clinics/${clinicId}`);
};

test('dates that are left out get no clinic, and a later change of the rule does not open them', async () => {
  const made = await create({ skip: [wed, later(wed, 100)] });
  expect(made).toMatchObject({ clinics: 2, effect: { clinicsAdded: 2 } });
  const statuses = async () => {
    const all = await dates(made.id);
    return [mon, wed, fri].map((date) => all[date]?.status ?? 'none');
  };
  expect(await statuses()).toEqual(['open', 'cancelled', 'open']);
  const { notChanged } = await edit(made.id, { weekdays: [1, 3, 4, 5] });
  expect(notChanged.map(({ date }) => date)).toEqual([wed]);
  expect(await statuses()).toEqual(['open', 'cancelled', 'open']);
  const none = await desk.call<{ errors: unknown }>('POST', '/series', {
    startsOn: mon,
    endsOn: sun,
    weekdays: [3],
    from: '11:00',
    until: '12:00',
    slotMinutes: 30,
    capacity: 1,
    serviceIds: ['flu'],
    skip: [wed],
  });
  expect([none.status, none.body.errors]).toMatchObject([400, [{ path: 'skip', code: 'no_dates' }]]);
});

test('a series opens a clinic on each of its dates', async () => {
  const wanted = { breaks: [{ from: '09:30', until: '10:00' }], weekdays: [5, 1, 3, 1] };
  const series = await create(wanted);
  expect(series).toMatchObject({
    startsOn: mon,
    endsOn: sun,
    weekdays: [1, 3, 5],
    from: '09:00',
    until: '10:00',
    status: 'open',
    clinics: 3,
    exceptions: 0,
    version: 1,
    notChanged: [],
  });
  expect(series.effect).toMatchObject({ clinicsAdded: 3, slotsBefore: 0, slotsAfter: 3, placesAfter: 6, bookings: 0 });
  expect(Object.keys(await dates(series.id))).toEqual([mon, wed, fri]);
  expect(await clinicOn(series.id, wed)).toMatchObject({
    date: wed,
    seriesId: series.id,
    slots: 1,
    ownChanges: [],
    breaks: wanted.breaks,
  });
  const { items } = await desk.ask<{ items: SeriesBody[] }>('GET', '/series');
  expect(items.map(({ id }) => id)).toContain(series.id);
  const noted = await desk.world.rows<{ action: string }>(
    `SELECT action FROM audit WHERE details->>'series' = $1 ORDER BY id`,
    [String(desk.idOf(series.id, 'series'))],
  );
  expect(noted.map(({ action }) => action).sort()).toEqual([
    'clinic.created',
    'clinic.created',
    'clinic.created',
    'series.created',
  ]);
});

test('a preview of a series says how many clinics and slots, and writes none', async () => {
  const before = await desk.everything();
  const body = {
    startsOn: mon,
    endsOn: later(mon, 27),
    weekdays: [1],
    from: '09:00',
    until: '17:00',
    slotMinutes: 10,
    capacity: 3,
    serviceIds: ['flu'],
  };
  const seen = await desk.ask<SeriesBody>('POST', '/series/preview', body);
  expect(seen).toMatchObject({ clinicsAdded: 4, slotsAfter: 192, placesAfter: 576, version: 0, notChanged: [] });
  expect(await desk.everything()).toEqual(before);
});

test('changing the finish time of 66 clinics is one edit', async () => {
  const series = await create({
    startsOn: '2027-01-01',
    endsOn: '2027-03-07',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    until: '17:00',
    slotMinutes: 10,
  });
  expect(series.clinics).toBe(66);
  const first = (await dates(series.id))['2027-01-01'] as { clinicId: string };
  await desk.book({ clinic: first.clinicId, at: '2027-01-01T16:50:00Z' });
  const began = performance.now();
  const { effect, version } = await edit(series.id, { until: '16:00' });
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(outcomes(effect)).toEqual({ bookings: 1, kept: 0, moved: 0, cancelledAndTold: 0, toCall: 1 });
  expect(effect).toMatchObject({ clinicsChanged: 66, slotsBefore: 66 * 48, slotsAfter: 66 * 42 });
  expect(version).toBe(2);
  expect(await clinicOn(series.id, '2027-03-07')).toMatchObject({
    until: '16:00',
    slots: 42,
    version: 2,
    ownChanges: [],
  });
});

describe('an edit of a series', () => {
  test('leaves alone what a date changed itself, and says so', async () => {
    const { id } = await create();
    const own = await clinicOn(id, wed);
    expect(await desk.edit(own.id, { capacity: 5, until: '11:00' })).toMatchObject({
      ownChanges: ['until', 'capacity'],
    });
    const changes = { capacity: 3, from: '09:30' };
    expect((await preview(id, changes)).notChanged).toHaveLength(1);
    const edited = await edit(id, changes);
    expect(edited.notChanged).toEqual([{ clinicId: own.id, date: wed, reason: 'own_changes', fields: ['capacity'] }]);
    expect(edited).toMatchObject({ capacity: 3, from: '09:30', exceptions: 1 });
    expect(await clinicOn(id, mon)).toMatchObject({ capacity: 3, from: '09:30', until: '10:00', slots: 1 });
    expect(await clinicOn(id, wed)).toMatchObject({ capacity: 5, from: '09:30', until: '11:00', slots: 3 });
  });

  test('reaches a date again that went back to what the series says', async () => {
    const { id } = await create();
    const { id: own } = await clinicOn(id, wed);
    await desk.edit(own, { capacity: 5 });
    expect(await desk.edit(own, { capacity: 2 })).toMatchObject({ ownChanges: [] });
    expect((await edit(id, { capacity: 4 })).notChanged).toEqual([]);
    expect(await clinicOn(id, wed)).toMatchObject({ capacity: 4 });
  });

  test('brings a new service to every date, those with services of their own too', async () => {
    const { id } = await create();
    const { id: own } = await clinicOn(id, wed);
    await desk.edit(own, { serviceIds: ['flu', 'blood-test'] });
    const edited = await edit(id, { serviceIds: ['covid'] });
    expect((await clinicOn(id, mon)).serviceIds).toEqual(['covid']);
    expect((await clinicOn(id, wed)).serviceIds).toEqual(['blood-test', 'flu', 'covid']);
    expect(edited.notChanged).toMatchObject([{ date: wed, fields: ['serviceIds'] }]);
    const [slot] = await desk.world.rows<{ service_ids: number[] }>(
      'SELECT service_ids FROM slot WHERE clinic_id = $1',
      [desk.idOf(own)],
    );
    expect(slot?.service_ids).toContain(desk.world.service.get('covid'));
  });

  test('from a date on changes nothing before it', async () => {
    const { id } = await create();
    const edited = await edit(id, { capacity: 4, scope: 'from', fromDate: wed });
    expect(edited.effect.clinicsChanged).toBe(2);
    expect(await clinicOn(id, mon)).toMatchObject({ capacity: 2, version: 1 });
    expect(await clinicOn(id, wed)).toMatchObject({ capacity: 4, version: 2 });
    expect(await clinicOn(id, fri)).toMatchObject({ capacity: 4 });
    expect(
      (await desk.call('POST', `/series/${id}/preview`, { capacity: 4, scope: 'from' })).body.errors,
    ).toMatchObject([{ path: 'fromDate', code: 'required' }]);
    expect(
      (await desk.call('POST', `/series/${id}/preview`, { scope: 'from', fromDate: '2026-03-08' })).body.errors,
    ).toMatchObject([{ path: 'fromDate', code: 'date_in_past' }]);
  });

  test('leaves a date cancelled that was cancelled by itself, whatever the series does', async () => {
    const { id } = await create();
    const { id: own } = await clinicOn(id, wed);
    await desk.cancel(own);
    const edited = await edit(id, { capacity: 4, weekdays: [1, 3] });
    expect(edited.notChanged).toEqual([{ clinicId: own, date: wed, reason: 'cancelled', fields: [] }]);
    expect(await clinicOn(id, wed)).toMatchObject({ status: 'cancelled', slots: 0, capacity: 2 });
    expect((await desk.slots(own)).map(([, status]) => status)).toEqual(['closed', 'closed']);
  });

  test('leaves a paused date paused', async () => {
    const { id } = await create();
    const own = await clinicOn(id, wed);
    await desk.ask('POST', `/clinics/${own.id}/pause`, { version: own.version });
    await edit(id, { capacity: 4 });
    expect(await clinicOn(id, wed)).toMatchObject({ status: 'paused', capacity: 4 });
    expect((await desk.slots(own.id)).map(([, status]) => status)).toEqual(['paused', 'paused']);
  });

  test('leaves the hours of a date as they were where the two do not fit', async () => {
    const { id } = await create();
    const { id: own } = await clinicOn(id, wed);
    await desk.edit(own, { from: '09:30' });
    const edited = await edit(id, { until: '09:30' });
    expect(edited.notChanged).toEqual([{ clinicId: own, date: wed, reason: 'own_changes', fields: ['until'] }]);
    expect(await clinicOn(id, wed)).toMatchObject({ from: '09:30', until: '10:00' });
  });

  test('moves and rescues within its own dates, and counts every booking once', async () => {
    const { id } = await create({ capacity: 1 });
    const both = await desk.clinic({ date: wed, capacity: 1, serviceIds: ['flu', 'covid'], until: '09:30' });
    const [first, second] = [(await clinicOn(id, mon)).id, (await clinicOn(id, wed)).id];
    await desk.book({ clinic: first, at: local(mon, '09:00'), contact: 'none' });
    await desk.book({ clinic: first, at: local(mon, '09:30') });
    const moves = await desk.book({ clinic: second, at: local(wed, '09:00') });
    const changes = { serviceIds: ['covid'], bookings: 'cancel' };
    const { effect } = await edit(id, changes);
    expect(outcomes(effect)).toEqual({ bookings: 3, kept: 0, moved: 1, cancelledAndTold: 1, toCall: 1 });
    expect(await desk.booking(moves)).toMatchObject({ clinic: both.id });
    expect((await edit(id, { serviceIds: ['flu', 'covid'] })).effect.rescued).toBe(1);
  });

  test('that is out of date is refused, because one of its clinics changed', async () => {
    const { id } = await create();
    const changes = { capacity: 3 };
    const { version, preview: seen } = await preview(id, changes);
    await desk.edit((await clinicOn(id, fri)).id, { until: '11:00' });
    const before = await desk.everything();
    const { status, body } = await desk.call('PATCH', `/series/${id}`, { ...changes, version, preview: seen });
    expect([status, body.code]).toEqual([409, 'preview_out_of_date']);
    expect((body as unknown as { preview: object }).preview).toMatchObject({ version: 1, clinicsChanged: 3 });
    expect(await desk.everything()).toEqual(before);
  });
});

test('a series that has run for years can still be changed', async () => {
  const { id } = await create();
  await desk.world.rows(`UPDATE clinic_series SET starts_on = '2023-01-02' WHERE id = $1`, [desk.idOf(id, 'series')]);
  expect((await edit(id, { capacity: 3 })).effect.clinicsChanged).toBe(3);
  const fewer = { weekdays: [1, 3], scope: 'from', fromDate: mon };
  expect((await edit(id, fewer)).effect).toMatchObject({ clinicsAdded: 0, clinicsCancelled: 1 });
});

describe('the dates of a series', () => {
  test('that leave the rule are cancelled, unless they have changes of their own', async () => {
    const { id } = await create();
    await desk.edit((await clinicOn(id, fri)).id, { capacity: 5 });
    const booking = await desk.book({ clinic: (await clinicOn(id, wed)).id, at: local(wed, '09:00') });
    const edited = await edit(id, { weekdays: [1] });
    expect(edited.effect).toMatchObject({ clinicsCancelled: 1, toCall: 1 });
    expect(edited.notChanged).toMatchObject([{ date: fri, reason: 'own_changes', fields: ['capacity'] }]);
    expect(await dates(id)).toMatchObject({
      [mon]: { status: 'open' },
      [wed]: { status: 'cancelled' },
      [fri]: { status: 'open' },
    });
    expect(await desk.booking(booking)).toMatchObject({ stranded: true });
  });

  test('that come back into the rule open again as the series is now, with those who waited', async () => {
    const { id } = await create();
    const booking = await desk.book({ clinic: (await clinicOn(id, fri)).id, at: local(fri, '09:30') });
    await edit(id, { endsOn: wed });
    expect(await desk.booking(booking)).toMatchObject({ stranded: true });
    await edit(id, { capacity: 4 });
    const edited = await edit(id, { endsOn: sun });
    expect(edited.effect).toMatchObject({ clinicsAdded: 1, rescued: 1 });
    expect(await clinicOn(id, fri)).toMatchObject({ status: 'open', capacity: 4, taken: 1 });
    expect(await desk.booking(booking)).toMatchObject({ clinic: (await clinicOn(id, fri)).id });
  });

  test('grow in number when the end moves later', async () => {
    const { id } = await create();
    const edited = await edit(id, { endsOn: later(sun, 7), capacity: 3 });
    expect(edited).toMatchObject({ endsOn: later(sun, 7), clinics: 6 });
    expect(edited.effect).toMatchObject({ clinicsAdded: 3, clinicsChanged: 3 });
    expect(await clinicOn(id, later(fri, 7))).toMatchObject({ capacity: 3, slots: 2, seriesId: id });
  });

  test('from a date on can fall on other weekdays', async () => {
    const { id } = await create();
    await edit(id, { weekdays: [2, 4], scope: 'from', fromDate: wed });
    const now = await dates(id);
    expect(Object.entries(now).map(([date, { status }]) => [date, status])).toEqual([
      [mon, 'open'],
      [wed, 'cancelled'],
      [later(wed, 1), 'open'],
      [fri, 'cancelled'],
    ]);
  });
});

test('a series that is cancelled cancels every coming clinic, those with changes of their own too', async () => {
  const { id } = await create();
  await desk.edit((await clinicOn(id, wed)).id, { capacity: 5 });
  const booking = await desk.book({ clinic: (await clinicOn(id, wed)).id, at: local(wed, '09:00') });
  const { version, preview: seen, ...figures } = await preview(id, { cancel: true, bookings: 'cancel' });
  expect(figures).toMatchObject({ clinicsCancelled: 3, cancelledAndTold: 1 });
  const cancelled = await desk.ask<SeriesBody>('POST', `/series/${id}/cancel`, {
    version,
    preview: seen,
    bookings: 'cancel',
  });
  expect(cancelled).toMatchObject({ status: 'cancelled', clinics: 0, version: 2 });
  expect(await desk.booking(booking)).toMatchObject({ status: 'cancelled', cancelReason: 'site' });
  expect(Object.values(await dates(id)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  const again = await desk.call('POST', `/series/${id}/preview`, { capacity: 3 });
  expect([again.status, again.body.code]).toEqual([409, 'series_cancelled']);
});

test.each([
  ['that begins in the past', { startsOn: '2026-03-08' }, 'startsOn', 'date_in_past'],
  ['that ends before it begins', { startsOn: '2026-05-02', endsOn: '2026-05-01' }, 'endsOn', 'range_order'],
  ['of more than a year', { startsOn: '2026-05-01', endsOn: '2027-05-02' }, 'endsOn', 'range_long'],
  ['without a date', { startsOn: '2026-05-04', endsOn: '2026-05-04', weekdays: [2] }, 'weekdays', 'no_dates'],
  ['on an eighth day', { weekdays: [8] }, 'weekdays.0', 'weekday_wrong'],
  ['on no day', { weekdays: [] }, 'weekdays', 'required'],
  ['of clinics without a slot', { until: '09:10' }, 'until', 'no_slots'],
])('a series %s is refused', async (_, more, path, code) => {
  const usual = {
    startsOn: '2026-05-04',
    endsOn: '2026-05-10',
    weekdays: [1],
    from: '09:00',
    until: '10:00',
    slotMinutes: 30,
    capacity: 2,
    serviceIds: ['flu'],
  };
  const { status, body } = await desk.call('POST', '/series', { ...usual, ...more });
  expect(status).toBe(400);
  expect(body.errors.map((fault) => [fault.path, fault.code])).toEqual([[path, code]]);
});

test('a series over the nights when the clocks change has the slots that exist', async () => {
  const night = { from: '00:00', until: '04:00', weekdays: [7] };
  const spring = await create({ ...night, startsOn: '2026-03-22', endsOn: '2026-04-05' });
  expect((await clinicOn(spring.id, '2026-03-22')).slots).toBe(8);
  expect((await clinicOn(spring.id, '2026-03-29')).slots).toBe(6);
  const autumn = await create({ ...night, startsOn: '2026-10-18', endsOn: '2026-10-25' });
  expect((await clinicOn(autumn.id, '2026-10-25')).slots).toBe(10);
  await edit(autumn.id, { until: '03:00' });
  expect((await clinicOn(autumn.id, '2026-10-25')).slots).toBe(8);
});

test('a date that two series want with the same hours and services is refused', async () => {
  await create();
  const body = {
    startsOn: wed,
    endsOn: wed,
    weekdays: [3],
    from: '09:00',
    until: '10:00',
    slotMinutes: 30,
    capacity: 2,
    serviceIds: ['flu'],
  };
  const { status, body: answer } = await desk.call('POST', '/series', body);
  expect([status, answer.code]).toEqual([409, 'clinic_overlap']);
});

test('a mobile unit stands where the series says, where a date says otherwise, and on added dates where it stood last', async () => {
  const location = {
    name: 'Car park',
    address: '1 Road',
    postcode: 'L1 1AA',
    latitude: 53.4,
    longitude: -2.9,
    directions: '',
  };
  const { id } = await create({ location });
  expect((await clinicOn(id, wed)).location).toEqual(location);
  const { id: own } = await clinicOn(id, wed);
  const moved = { ...location, name: 'Church', directions: 'At the back' };
  expect(await desk.edit(own, { location: moved })).toMatchObject({ location: moved, ownChanges: ['location'] });
  const edited = await edit(id, { location: { ...location, name: 'Market' } });
  expect(edited.notChanged).toMatchObject([{ date: wed, fields: ['location'] }]);
  expect((await clinicOn(id, wed)).location?.name).toBe('Church');
  expect((await clinicOn(id, fri)).location?.name).toBe('Market');
  await edit(id, { endsOn: later(sun, 1) });
  expect((await clinicOn(id, later(mon, 7))).location?.name).toBe('Market');
  await edit(id, { location: null });
  expect((await clinicOn(id, fri)).location).toBeNull();
});
