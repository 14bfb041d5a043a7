import { ClinicDesk, outcomes, type ClosureBody, type SeriesBody } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;
let day = 0;
/** Two days of its own for each test, in winter, so that local times are UTC. */
let date: string;
let next: string;
const at = (time: string, on = date) => `${on}T${time}:00Z`;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
});
afterAll(() => desk?.world.close());
beforeEach(() => {
  day += 3;
  [date, next] = [day, day + 1].map((n) => new Date(Date.UTC(2026, 10, n)).toISOString().slice(0, 10)) as [
    string,
    string,
  ];
});
afterEach(() => desk.checkCounters());

const closureOf = (more: object = {}) => ({ from: date, to: date, reason: 'Snow', ...more });
const close = async (more: object = {}): Promise<ClosureBody> => {
  const body = closureOf(more);
  const { preview } = await desk.ask('POST', '/closures/preview', body);
  return desk.ask('POST', '/closures', { ...body, preview }, 201);
};
const statuses = async (clinic: string) => (await desk.slots(clinic)).map(([time, status]) => `${time} ${status}`);

test('a closed day has no slot open at any clinic, and its bookings wait on the call list', async () => {
  const [one, two] = [await desk.clinic({ date }), await desk.clinic({ date, serviceIds: ['covid'] })];
  const tomorrow = await desk.clinic({ date: next });
  const booking = await desk.book({ clinic: one.id, at: at('09:00') });
  const held = await desk.book({ clinic: two.id, at: at('09:30'), service: 'covid', status: 'held' });
  const closed = await close();
  expect(closed).toMatchObject({ from: date, to: date, starts: null, ends: null, reason: 'Snow', endedAt: null });
  expect(outcomes(closed.effect)).toEqual({ bookings: 1, kept: 0, moved: 0, cancelledAndTold: 0, toCall: 1 });
  expect(closed.effect).toMatchObject({ holdsEnded: 1, slotsBefore: 4, slotsAfter: 0, clinicsChanged: 2 });
  for (const { id } of [one, two]) expect(await statuses(id)).toEqual(['09:00 closed', '09:30 closed']);
  expect(await statuses(tomorrow.id)).toEqual(['09:00 open', '09:30 open']);
  expect(await desk.booking(booking)).toMatchObject({ status: 'booked', stranded: true });
  expect(await desk.booking(held)).toMatchObject({ status: 'expired' });
  const [noted] = await desk.world.rows(
    `SELECT actor, details FROM audit WHERE action = 'site.closed' ORDER BY id DESC LIMIT 1`,
  );
  expect(noted).toMatchObject({ actor: `staff:${desk.userId}`, details: { from: date, reason: 'Snow', toCall: 1 } });
});

test('closed hours close what they overlap, and nothing else', async () => {
  const { id } = await desk.clinic({ date, until: '11:00', slotMinutes: 20 });
  await close({ starts: '09:30', ends: '10:00' });
  expect(await statuses(id)).toEqual([
    '09:00 open',
    '09:20 closed',
    '09:40 closed',
    '10:00 open',
    '10:20 open',
    '10:40 open',
  ]);
});

test('those who can be told are cancelled and told, the others called', async () => {
  const { id } = await desk.clinic({ date });
  const told = await desk.book({ clinic: id, at: at('09:00'), contact: 'email' });
  const called = await desk.book({ clinic: id, at: at('09:30'), contact: 'none' });
  const { effect } = await close({ bookings: 'cancel' });
  expect(outcomes(effect)).toEqual({ bookings: 2, kept: 0, moved: 0, cancelledAndTold: 1, toCall: 1 });
  expect(await desk.booking(told)).toMatchObject({ status: 'cancelled', cancelReason: 'site' });
  expect(await desk.booking(called)).toMatchObject({ status: 'booked', stranded: true });
});

test('somebody booked meanwhile: the closure is refused with the new figures and nothing is closed', async () => {
  const { id } = await desk.clinic({ date });
  const { preview } = await desk.ask('POST', '/closures/preview', closureOf());
  await desk.book({ clinic: id, at: at('09:00') });
  const before = await desk.everything();
  const { status, body } = await desk.call('POST', '/closures', { ...closureOf(), preview });
  expect([status, body.code]).toEqual([409, 'preview_out_of_date']);
  expect((body as unknown as { preview: object }).preview).toMatchObject({ bookings: 1, toCall: 1 });
  expect(await desk.everything()).toEqual(before);
});

test('only a closure that touches nobody needs no preview', async () => {
  const { id } = await desk.clinic({ date });
  expect((await desk.call('POST', '/closures', closureOf({ from: next, to: next }))).status).toBe(201);
  await desk.book({ clinic: id, at: at('09:00') });
  expect((await desk.call('POST', '/closures', closureOf())).body.code).toBe('preview_out_of_date');
});

test('a closure wins over clinics that are made, edited, paused or resumed while it lasts', async () => {
  await close({ starts: '09:30', ends: '24:00' });
  const { id } = await desk.clinic({ date });
  expect(await statuses(id)).toEqual(['09:00 open', '09:30 closed']);
  await desk.edit(id, { until: '10:30', capacity: 3, serviceIds: ['covid'] });
  expect(await statuses(id)).toEqual(['09:00 open', '09:30 closed', '10:00 closed']);
  await desk.ask('POST', `/clinics/${id}/pause`, { version: 2 });
  expect(await statuses(id)).toEqual(['09:00 paused', '09:30 closed', '10:00 closed']);
  await desk.ask('POST', `/clinics/${id}/resume`, { version: 3 });
  expect(await statuses(id)).toEqual(['09:00 open', '09:30 closed', '10:00 closed']);
});

test('a closure wins over a series, when it is made, edited or grows', async () => {
  await close({ from: next, to: next });
  const rule = { startsOn: date, endsOn: date, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const clinic = { from: '09:00', until: '10:00', slotMinutes: 30, capacity: 1, serviceIds: ['flu'] };
  const { id } = await desk.ask<SeriesBody>('POST', '/series', { ...rule, ...clinic }, 201);
  const edit = async (changes: object) => {
    const { version, preview } = await desk.ask<SeriesBody>('POST', `/series/${id}/preview`, changes);
    return desk.ask<SeriesBody>('PATCH', `/series/${id}`, { ...changes, version, preview });
  };
  await edit({ endsOn: next });
  const { dates } = await desk.ask<SeriesBody>('GET', `/series/${id}`);
  const closed = dates[1]?.clinicId as string;
  expect(await statuses(closed)).toEqual(['09:00 closed', '09:30 closed']);
  await edit({ until: '10:30' });
  expect(await statuses(closed)).toEqual(['09:00 closed', '09:30 closed', '10:00 closed']);
});

describe('taking a closure back', () => {
  test('opens what it closed as the clinics are now, and gives those who waited their places', async () => {
    const { id } = await desk.clinic({ date });
    const booking = await desk.book({ clinic: id, at: at('09:30') });
    const closure = await close();
    await desk.edit(id, { capacity: 4 });
    const reopened = await desk.ask<ClosureBody>('POST', `/closures/${closure.id}/end`);
    expect(reopened.endedAt).not.toBeNull();
    expect(reopened.effect).toMatchObject({ rescued: 1, slotsBefore: 0, slotsAfter: 2 });
    expect(await desk.slots(id)).toEqual([
      ['09:00', 'open', 4, 0, 0],
      ['09:30', 'open', 4, 1, 0],
    ]);
    expect(await desk.booking(booking)).toMatchObject({ clinic: id, stranded: false });
    const again = await desk.call('POST', `/closures/${closure.id}/end`);
    expect([again.status, again.body.code]).toEqual([409, 'closure_ended']);
  });

  test('leaves closed what another one closes, paused what is paused, and cancelled what is cancelled', async () => {
    const [open, paused, cancelled] = [
      await desk.clinic({ date }),
      await desk.clinic({ date, serviceIds: ['covid'] }),
      await desk.clinic({ date, serviceIds: ['blood-test'] }),
    ];
    const first = await close();
    await close({ starts: '09:30', ends: '10:00' });
    await desk.ask('POST', `/clinics/${paused.id}/pause`, { version: 2 });
    await desk.cancel(cancelled.id);
    await desk.ask('POST', `/closures/${first.id}/end`);
    expect(await statuses(open.id)).toEqual(['09:00 open', '09:30 closed']);
    expect(await statuses(paused.id)).toEqual(['09:00 paused', '09:30 closed']);
    expect(await statuses(cancelled.id)).toEqual(['09:00 closed', '09:30 closed']);
  });
});

test('where there is only more room, nobody loses a booking to somebody who waits, whatever their right', async () => {
  const { id } = await desk.clinic({ date, until: '09:30', capacity: 2, serviceIds: ['flu', 'covid'] });
  const booked = await desk.book({ clinic: id, at: at('09:00') });
  const arrived = await desk.book({ clinic: id, at: at('09:00'), service: 'covid' });
  await desk.edit(id, { serviceIds: ['flu'], capacity: 1 });
  expect(await desk.booking(arrived)).toMatchObject({ stranded: true });
  await desk.world.rows(`UPDATE booking SET status = 'checked_in' WHERE id = $1`, [arrived]);
  await desk.world.rows(`UPDATE slot SET service_ids = $2 WHERE clinic_id = $1`, [
    desk.idOf(id),
    [desk.world.service.get('flu'), desk.world.service.get('covid')],
  ]);
  // Opens nothing that could take either of them, yet looks at their start again.
  const wanted = { date, from: '09:00', until: '09:30', slotMinutes: 30, capacity: 1, serviceIds: ['blood-test'] };
  await desk.ask('POST', '/clinics', wanted, 201);
  expect(await desk.booking(booked)).toMatchObject({ clinic: id });
  expect(await desk.booking(arrived)).toMatchObject({ stranded: true });
});

test('closures are listed until their last day is over', async () => {
  const { id } = await close({ from: date, to: next });
  const { items } = await desk.ask<{ items: ClosureBody[] }>('GET', '/closures');
  expect(items.find((closure) => closure.id === id)).toMatchObject({
    from: date,
    to: next,
    createdAt: expect.stringMatching(/^2026-03-09T/),
  });
});

test.each([
  ['in the past', { from: '2026-03-08', to: '2026-03-10' }, 'from', 'date_in_past'],
  ['that ends before it begins', { from: '2026-05-02', to: '2026-05-01' }, 'to', 'range_order'],
  ['of 91 days', { from: '2026-05-01', to: '2026-07-30' }, 'to', 'range_long'],
  ['with a start and no end', { starts: '09:00' }, 'ends', 'required'],
  ['with an end and no start', { ends: '09:00' }, 'starts', 'required'],
  ['of no time', { starts: '09:00', ends: '09:00' }, 'ends', 'range_order'],
  ['without a reason', { reason: ' ' }, 'reason', 'required'],
])('a closure %s is refused', async (_, more, path, code) => {
  const body = { from: '2026-05-01', to: '2026-05-01', reason: 'Snow', ...more };
  const { status, body: answer } = await desk.call('POST', '/closures', body);
  expect(status).toBe(400);
  expect(answer.errors.map((fault) => [fault.path, fault.code])).toEqual([[path, code]]);
});

test('a closure of 90 days is allowed, and of today', async () => {
  expect(
    (await desk.call('POST', '/closures/preview', closureOf({ from: '2026-05-01', to: '2026-07-29' }))).status,
  ).toBe(200);
  expect(
    (await desk.call('POST', '/closures/preview', closureOf({ from: '2026-03-09', to: '2026-03-09' }))).status,
  ).toBe(200);
});
