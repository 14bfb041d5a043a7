import { randomUUID } from 'node:crypto';
import { ResumePaused } from '../src/clinic-changes/resume-paused';
import { FollowSlots } from '../src/clinics/follow-slots';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { ServicePauses } from '../src/services/service-pauses';
import { ClinicDesk, type SeriesBody } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;

// The clocks go forward on 29 March 2026: its day begins at UTC midnight, the day after an hour before.
beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-25T12:00:00Z');
  const rule = { id: 'all', vaccine: 'ALL', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  await desk.world.rows('UPDATE service SET rule = $1', [
    { ...rule, cohorts: [{ id: 'all', priority: 1, when: true }] },
  ]);
  await desk.world.get(ServiceCatalogue).load();
});
afterAll(() => desk?.world.close());
afterEach(() => desk.checkCounters());

const goTo = async (instant: string) => {
  const [row] = await desk.world.rows<{ seconds: number }>(
    'SELECT extract(epoch FROM $1::timestamptz - app_now())::float8 AS seconds',
    [instant],
  );
  await desk.world.advance(row?.seconds ?? 0);
  // The lead has signed in again since.
  await desk.world.rows('UPDATE staff_session SET created_at = app_now(), last_seen_at = app_now()');
};
const follow = () => desk.world.get(FollowSlots).poll();
const resumeDue = async () => {
  await desk.world.get(ResumePaused).run();
  await follow();
};
const statuses = async (clinic: string) => [...new Set((await desk.slots(clinic)).map(([, status]) => status))];
const timesOf = async (service: string, on: string) => {
  const { body } = await desk.world.call('GET', `/sites/harbour/times?service=${service}&from=${on}&to=${on}`);
  return body.items.length;
};
const hold = async (services: string[], start: string) =>
  (
    await desk.world.call(
      'POST',
      '/holds',
      undefined,
      {
        siteId: 'harbour',
        start,
        attendees: services.map((serviceId) => ({ serviceId, dateOfBirth: '1950-01-01', answers: {} })),
      },
      { 'idempotency-key': randomUUID() },
    )
  ).status;

describe('a clinic', () => {
  test('is paused until the end of a day, where the site is, and then takes bookings again by itself', async () => {
    const { id } = await desk.clinic({ date: '2026-04-10' });
    const booked = await desk.book({ clinic: id, at: '2026-04-10T08:00:00Z' });
    const paused = await desk.ask('POST', `/clinics/${id}/pause`, { version: 1, until: '2026-03-29' });
    expect(paused).toMatchObject({ status: 'paused', pausedUntil: '2026-03-29', effect: { toCall: 0 } });
    await follow();
    expect([await timesOf('flu', '2026-04-10'), await hold(['flu'], '2026-04-10T08:30:00Z')]).toEqual([0, 409]);
    // One minute before that day is over, by a clock that is an hour ahead of what it was when it began.
    await goTo('2026-03-29T22:59:00Z');
    await resumeDue();
    expect([await statuses(id), await timesOf('flu', '2026-04-10')]).toEqual([['paused'], 0]);
    await goTo('2026-03-29T23:00:30Z');
    // Three processes look at once.
    await Promise.all([resumeDue(), resumeDue(), resumeDue()]);
    expect(await desk.ask('GET', `/clinics/${id}`)).toMatchObject({ status: 'open', pausedUntil: null, taken: 1 });
    expect([await statuses(id), await timesOf('flu', '2026-04-10')]).toEqual([['open'], 2]);
    expect(await hold(['flu'], '2026-04-10T08:30:00Z')).toBe(201);
    expect(await desk.booking(booked)).toMatchObject({ status: 'booked', clinic: id });
    const noted = await desk.world.rows(`SELECT actor FROM audit WHERE action = 'clinic.resumed'`);
    expect(noted).toEqual([{ actor: 'system' }]);
  });

  test('stays paused without a last day, opens when it is resumed, and forgets the last day when it is cancelled', async () => {
    const [one, two] = [await desk.clinic({ date: '2026-04-12' }), await desk.clinic({ date: '2026-04-13' })];
    await desk.ask('POST', `/clinics/${one.id}/pause`, { version: 1 });
    await desk.ask('POST', `/clinics/${two.id}/pause`, { version: 1, until: '2026-04-01' });
    await goTo('2026-04-01T12:00:00Z');
    await resumeDue();
    expect([await statuses(one.id), await statuses(two.id)]).toEqual([['paused'], ['paused']]);
    expect(await desk.ask('POST', `/clinics/${one.id}/resume`, { version: 2 })).toMatchObject({ status: 'open' });
    await desk.cancel(two.id);
    expect(await desk.ask('GET', `/clinics/${two.id}`)).toMatchObject({ status: 'cancelled', pausedUntil: null });
  });

  test('what a closure closes stays closed when the pause is over', async () => {
    const { id } = await desk.clinic({ date: '2026-04-14' });
    await desk.ask('POST', `/clinics/${id}/pause`, { version: 1, until: '2026-04-02' });
    await desk.ask('POST', '/closures', { from: '2026-04-14', to: '2026-04-14', reason: 'Snow' }, 201);
    await goTo('2026-04-03T12:00:00Z');
    await resumeDue();
    expect(await statuses(id)).toEqual(['closed']);
  });

  test('the last day is today at the earliest, and before the clinic', async () => {
    const { id } = await desk.clinic({ date: '2026-04-15' });
    const fault = async (until: string) =>
      (await desk.call('POST', `/clinics/${id}/pause`, { version: 1, until })).body.errors;
    expect(await fault('2026-04-02')).toMatchObject([{ path: 'until', code: 'date_in_past' }]);
    expect(await fault('2026-04-15')).toMatchObject([{ path: 'until', code: 'range_order' }]);
    expect(await fault('2026-04-31')).toMatchObject([{ path: 'until', code: 'date_not_real' }]);
  });
});

test('a series is paused as a whole until a day, and every clinic of it opens again', async () => {
  const rule = { startsOn: '2026-04-20', endsOn: '2026-04-26', weekdays: [1, 2, 3] };
  const clinic = { from: '09:00', until: '10:00', slotMinutes: 30, capacity: 1, serviceIds: ['flu'] };
  const { id } = await desk.ask<SeriesBody>('POST', '/series', { ...rule, ...clinic }, 201);
  const dates = async () =>
    (await desk.ask<SeriesBody>('GET', `/series/${id}`)).dates.map(({ status }) => status).join(' ');
  await desk.ask('POST', `/series/${id}/pause`, { version: 1, until: '2026-04-05' });
  expect(await dates()).toBe('paused paused paused');
  expect((await desk.call('POST', `/series/${id}/resume`, { version: 1 })).body.code).toBe('preview_out_of_date');
  expect(
    (await desk.call('POST', `/series/${id}/pause`, { version: 2, until: '2026-04-26' })).body.errors,
  ).toMatchObject([{ path: 'until', code: 'range_order' }]);
  await goTo('2026-04-06T00:00:00+01:00');
  await resumeDue();
  expect(await dates()).toBe('open open open');
  await desk.ask('POST', `/series/${id}/pause`, { version: 2 });
  await desk.ask('POST', `/series/${id}/resume`, { version: 3 });
  expect(await dates()).toBe('open open open');
});

describe('a series that is paused and made longer', () => {
  const rule = { startsOn: '2026-04-20', endsOn: '2026-04-26', weekdays: [1, 2, 3] };
  const made = () =>
    desk.ask<SeriesBody>(
      'POST',
      '/series',
      { ...rule, from: '11:00', until: '12:00', slotMinutes: 30, capacity: 1, serviceIds: ['flu'] },
      201,
    );
  const change = async (id: string, changes: object) => {
    const { version, preview } = await desk.ask('POST', `/series/${id}/preview`, changes);
    await desk.ask('PATCH', `/series/${id}`, { ...changes, version, preview });
  };
  const dates = async (id: string) =>
    (await desk.ask<SeriesBody>('GET', `/series/${id}`)).dates.filter(({ status }) => status !== 'cancelled');

  test('has its new clinics paused as the others are, and they open with them', async () => {
    const { id } = await made();
    await desk.ask('POST', `/series/${id}/pause`, { version: 1 });
    expect(await desk.ask<SeriesBody>('GET', `/series/${id}`)).toMatchObject({ status: 'paused', pausedUntil: null });
    // Shorter, and longer than it was: a date that comes back and dates that are new, also where only later dates are changed.
    await change(id, { endsOn: '2026-04-21' });
    await change(id, { endsOn: '2026-04-29', scope: 'from', fromDate: '2026-04-22' });
    const now = await dates(id);
    expect(now.map(({ date, status }) => `${date.slice(-2)} ${status}`)).toEqual(
      ['20', '21', '22', '27', '28', '29'].map((day) => `${day} paused`),
    );
    for (const { clinicId } of now) expect(await statuses(clinicId)).toEqual(['paused']);
    await follow();
    expect([await timesOf('flu', '2026-04-27'), await hold(['flu'], '2026-04-27T10:00:00Z')]).toEqual([0, 409]);
    const { version } = await desk.ask<SeriesBody>('GET', `/series/${id}`);
    await desk.ask('POST', `/series/${id}/resume`, { version });
    expect((await dates(id)).map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'open'));
    await change(id, { endsOn: '2026-05-05' });
    expect((await dates(id)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'open'));
    await desk.ask('POST', `/series/${id}/pause`, { version: version + 2 });
    await desk
      .ask('POST', `/series/${id}/preview`, { cancel: true })
      .then(({ version: seen, preview }) => desk.ask('POST', `/series/${id}/cancel`, { version: seen, preview }));
    expect(await desk.ask<SeriesBody>('GET', `/series/${id}`)).toMatchObject({
      status: 'cancelled',
      pausedUntil: null,
    });
  });

  test('has them open again after the last day of the pause, and is not paused itself any more', async () => {
    const { id } = await made();
    await desk.ask('POST', `/series/${id}/pause`, { version: 1, until: '2026-04-08' });
    await change(id, { endsOn: '2026-04-29' });
    expect((await dates(id)).map(({ status, pausedUntil }) => `${status} ${pausedUntil}`)).toEqual(
      Array.from({ length: 6 }, () => 'paused 2026-04-08'),
    );
    await goTo('2026-04-09T00:00:00+01:00');
    await resumeDue();
    expect(await desk.ask<SeriesBody>('GET', `/series/${id}`)).toMatchObject({ status: 'open', pausedUntil: null });
    await change(id, { endsOn: '2026-05-05' });
    expect((await dates(id)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'open'));
  });
});

describe('a service at a site', () => {
  interface Pause {
    id: string;
    from: string;
    to: string | null;
  }
  const at = (date: string, time = '08:00') => `${date}T${time}:00Z`;

  test('is not booked for the days it is paused, by anybody; other services, other days and who is booked go on', async () => {
    const days = ['2026-05-11', '2026-05-12', '2026-05-13', '2026-05-14'] as const;
    const clinics = [];
    for (const date of days) clinics.push(await desk.clinic({ date, serviceIds: ['flu', 'covid'], capacity: 6 }));
    const booked = await desk.book({ clinic: clinics[1]?.id as string, at: at(days[1]) });
    await follow();
    const counts = async (service: string) => Promise.all(days.map((date) => timesOf(service, date)));
    expect(await counts('flu')).toEqual([2, 2, 2, 2]);
    const pause = await desk.ask<Pause>('POST', '/pauses', { serviceId: 'flu', from: days[1], to: days[2] }, 201);
    expect(pause).toMatchObject({ serviceId: 'flu', from: days[1], to: days[2] });
    expect([await counts('flu'), await counts('covid')]).toEqual([
      [2, 0, 0, 2],
      [2, 2, 2, 2],
    ]);
    const tries = [
      await hold(['flu'], at(days[0])),
      await hold(['flu'], at(days[1])),
      await hold(['covid'], at(days[1])),
      // A party takes another way to its places.
      await hold(['flu', 'covid'], at(days[2])),
      await hold(['covid', 'covid'], at(days[2])),
      await hold(['flu'], at(days[3])),
    ];
    expect(tries).toEqual([201, 409, 201, 409, 201, 201]);
    // Staff may not either.
    const { items } = await desk.ask<{ items: { start: string }[] }>(
      'GET',
      `/times?service=flu&from=${days[0]}&to=${days[3]}`,
    );
    expect([...new Set(items.map(({ start }) => start.slice(0, 10)))]).toEqual([days[0], days[3]]);
    const caller = {
      siteId: 'harbour',
      start: at(days[2]),
      attendees: [{ serviceId: 'flu', dateOfBirth: '1950-01-01' }],
    };
    const held = await desk.world.call('POST', '/staff/holds', desk.token, caller, { 'idempotency-key': randomUUID() });
    expect(held.status).toBe(409);
    expect(await desk.booking(booked)).toMatchObject({ status: 'booked', stranded: false });
    // An hour or more of another process's memory is no way round it: the claim decides.
    desk.world.get(ServicePauses).of = () => null;
    expect(await hold(['flu'], at(days[1]))).toBe(409);
    delete (desk.world.get(ServicePauses) as Partial<ServicePauses>).of;
    await desk.ask('POST', `/pauses/${pause.id}/end`);
    expect([await counts('flu'), await hold(['flu'], at(days[1]))]).toEqual([[2, 2, 2, 2], 201]);
    expect((await desk.call('POST', `/pauses/${pause.id}/end`)).body.code).toBe('wrong_state');
  });

  test('opens again by itself after the last day, which begins and ends where the site is', async () => {
    const clinic = await desk.clinic({ date: '2026-10-25', from: '23:00', until: '23:30', slotMinutes: 30 });
    await follow();
    // By the local day: 23:00 on the day the clocks go back is 23:00 in UTC, the day before ended an hour earlier.
    await desk.ask<Pause>('POST', '/pauses', { serviceId: 'flu', from: '2026-10-20', to: '2026-10-25' }, 201);
    expect(await hold(['flu'], '2026-10-25T23:00:00Z')).toBe(409);
    const [row] = await desk.world.rows<{ begins: string; ends: string }>(
      `SELECT to_char(begins_at AT TIME ZONE 'UTC', 'DD HH24:MI') AS begins, to_char(ends_at AT TIME ZONE 'UTC', 'DD HH24:MI') AS ends
       FROM service_pause ORDER BY id DESC LIMIT 1`,
    );
    expect(row).toEqual({ begins: '19 23:00', ends: '26 00:00' });
    const listed = async () => (await desk.ask<{ items: Pause[] }>('GET', '/pauses')).items.map(({ to }) => to);
    expect(await listed()).toEqual(['2026-10-25']);
    await goTo('2026-10-26T00:30:00Z');
    expect(await listed()).toEqual([]);
    expect(await statuses(clinic.id)).toEqual(['open']);
  });

  test('why a site is not showing says it, with the last day', async () => {
    await desk.clinic({ date: '2026-10-28' });
    await follow();
    const { id } = await desk.ask<Pause>(
      'POST',
      '/pauses',
      { serviceId: 'flu', from: '2026-10-27', to: '2026-11-20' },
      201,
    );
    interface Visible {
      shown: boolean;
      checks: { code: string; ok: boolean; date?: string }[];
    }
    const seen = () => desk.ask<Visible>('GET', '/visibility?service=flu');
    const reason = async () => (await seen()).checks.find(({ code }) => code === 'service_not_paused');
    expect(await seen()).toMatchObject({ shown: false });
    expect(await reason()).toMatchObject({ ok: false, date: '2026-11-20' });
    await desk.ask('POST', `/pauses/${id}/end`);
    expect([await seen(), await reason()]).toMatchObject([{ shown: true }, { ok: true }]);
  });

  test('asks for a known service and days in order', async () => {
    const { body } = await desk.call('POST', '/pauses', { serviceId: 'none', from: '2026-10-25', to: '2026-10-24' });
    expect(body.errors.map(({ path, code }) => [path, code])).toEqual([
      ['serviceId', 'unknown_service'],
      ['from', 'date_in_past'],
      ['to', 'range_order'],
    ]);
  });
});
