import { formatReference } from '@fairslot/domain';
import { ManagedBookings } from '../src/bookings/managed-booking';
import { MessageKinds } from '../src/messages/message-kinds';
import type { ResidentCaller } from '../src/platform/http/caller';
import { ServiceCatalogue } from '../src/services/service-catalogue';
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

describe('for some services', () => {
  const servicesAt = async (clinic: string): Promise<string[]> => {
    const slugOf = new Map([...desk.world.service].map(([slug, id]) => [id, slug]));
    const slots = await desk.world.rows<{ at: string; services: number[] }>(
      `SELECT to_char(starts_at AT TIME ZONE 'Europe/London', 'HH24:MI') AS at, service_ids AS services FROM slot
       WHERE clinic_id = $1 AND status = 'open' ORDER BY starts_at`,
      [desk.idOf(clinic)],
    );
    return slots.map(({ at, services }) => `${at} ${services.map((id) => slugOf.get(id)).join()}`);
  };
  const both = { serviceIds: ['flu', 'covid'] };

  test('only who is booked for these loses the place; the clinic goes on for the others, and the figures add up', async () => {
    const { id } = await desk.clinic({ date, ...both });
    const [flu, covid, held] = [
      await desk.book({ clinic: id, at: at('09:00'), contact: 'email' }),
      await desk.book({ clinic: id, at: at('09:00'), service: 'covid' }),
      await desk.book({ clinic: id, at: at('09:30'), status: 'held' }),
    ];
    const closed = await close({ serviceIds: ['flu'], bookings: 'cancel' });
    expect(closed).toMatchObject({ serviceIds: ['flu'], starts: null });
    expect(outcomes(closed.effect)).toEqual({ bookings: 2, kept: 1, moved: 0, cancelledAndTold: 1, toCall: 0 });
    expect(closed.effect).toMatchObject({ holdsEnded: 1, slotsBefore: 2, slotsAfter: 2, clinicsChanged: 1 });
    expect(await servicesAt(id)).toEqual(['09:00 covid', '09:30 covid']);
    expect(await desk.booking(flu)).toMatchObject({ status: 'cancelled', cancelReason: 'site' });
    expect(await desk.booking(covid)).toMatchObject({ status: 'booked', clinic: id });
    expect(await desk.booking(held)).toMatchObject({ status: 'expired' });
    const [noted] = await desk.world.rows<{ details: object }>(
      `SELECT details FROM audit WHERE action = 'site.closed' ORDER BY id DESC LIMIT 1`,
    );
    expect(noted?.details).toMatchObject({ serviceIds: [desk.world.service.get('flu')] });
  });

  const freeze = (clinic: string, time: string, taken: number) =>
    desk.world.rows(`UPDATE slot SET status = 'frozen', taken = $2 WHERE clinic_id = $1 AND starts_at = $3`, [
      desk.idOf(clinic),
      taken,
      at(time),
    ]);

  test('who is booked for these at a start that is frozen is told or called like everybody else; the others stay there', async () => {
    const { id } = await desk.clinic({ date, until: '09:30', capacity: 3, ...both });
    const other = await desk.clinic({ date, until: '09:30', capacity: 3, serviceIds: ['covid'] });
    const [told, called, covid] = [
      await desk.book({ clinic: id, at: at('09:00'), contact: 'email' }),
      await desk.book({ clinic: id, at: at('09:00'), contact: 'none' }),
      await desk.book({ clinic: id, at: at('09:00'), service: 'covid' }),
    ];
    // It counts nobody, though three people are there.
    await freeze(id, '09:00', 0);
    const closed = await close({ serviceIds: ['flu'], bookings: 'cancel' });
    expect(outcomes(closed.effect)).toEqual({ bookings: 3, kept: 1, moved: 0, cancelledAndTold: 1, toCall: 1 });
    expect(closed.effect).toMatchObject({ inFrozen: 3, begun: 0 });
    expect(await desk.booking(told)).toMatchObject({ status: 'cancelled', cancelReason: 'site' });
    expect(await desk.booking(called)).toMatchObject({ status: 'booked', stranded: true });
    expect(await desk.booking(covid)).toMatchObject({ status: 'booked', clinic: id, stranded: false });
    const waiting = await desk.world.rows(`SELECT kind FROM call_list_entry WHERE booking_id = $1`, [called]);
    expect(waiting).toEqual([{ kind: 'stranded' }]);
    expect(await desk.slots(id)).toEqual([['09:00', 'frozen', 3, 1, 0]]);
    expect(await desk.slots(other.id)).toEqual([['09:00', 'open', 3, 0, 0]]);
  });

  test('whose appointment has begun stays, and the preview says how many', async () => {
    const today = '2026-03-09';
    const { id } = await desk.clinic({ date: today, from: '08:30', until: '10:00', capacity: 3, ...both });
    const begun = [
      await desk.book({ clinic: id, at: at('08:30', today) }),
      await desk.book({ clinic: id, at: at('09:00', today), status: 'checked_in' }),
      await desk.book({ clinic: id, at: at('09:00', today), service: 'covid' }),
    ];
    const later = await desk.book({ clinic: id, at: at('09:30', today), contact: 'none' });
    const span = { from: today, to: today, serviceIds: ['flu'] };
    const preview = await desk.ask('POST', '/closures/preview', closureOf(span));
    expect(preview).toMatchObject({ begun: 2, bookings: 1, toCall: 1, inFrozen: 0 });
    const afternoon = { from: today, to: today, starts: '12:00', ends: '24:00' };
    expect(await desk.ask('POST', '/closures/preview', closureOf(afternoon))).toMatchObject({ begun: 0, bookings: 0 });
    const closed = await close(span);
    expect(closed.effect).toMatchObject({ begun: 2, toCall: 1 });
    for (const one of begun) expect(await desk.booking(one)).toMatchObject({ clinic: id, stranded: false });
    expect(await desk.booking(later)).toMatchObject({ status: 'booked', stranded: true });
    await desk.ask('POST', `/closures/${closed.id}/end`);
    await desk.cancel(id);
  });

  test('only in the hours given, on top of other closures, and whatever is done to the clinic meanwhile', async () => {
    const { id } = await desk.clinic({ date, until: '10:30', ...both });
    await close({ serviceIds: ['flu'], starts: '09:30', ends: '24:00' });
    await close({ serviceIds: ['covid'], starts: '10:00', ends: '24:00' });
    expect(await servicesAt(id)).toEqual(['09:00 flu,covid', '09:30 covid']);
    await desk.edit(id, { capacity: 4 });
    expect(await servicesAt(id)).toEqual(['09:00 flu,covid', '09:30 covid']);
    await desk.edit(id, { serviceIds: ['flu', 'covid', 'blood-test'] });
    expect(await servicesAt(id)).toEqual(['09:00 blood-test,flu,covid', '09:30 blood-test,covid', '10:00 blood-test']);
    expect(await desk.clinic({ date, from: '11:00', until: '11:30' })).toMatchObject({ slots: 0 });
  });

  test('taken back, the service is given again and who lost a place has it back', async () => {
    const { id } = await desk.clinic({ date, ...both });
    const booking = await desk.book({ clinic: id, at: at('09:00'), contact: 'none' });
    const { id: closureId } = await close({ serviceIds: ['flu'] });
    expect(await desk.booking(booking)).toMatchObject({ stranded: true });
    const reopened = await desk.ask<ClosureBody>('POST', `/closures/${closureId}/end`);
    expect(reopened.effect).toMatchObject({ rescued: 1 });
    expect(await servicesAt(id)).toEqual(['09:00 flu,covid', '09:30 flu,covid']);
    expect(await desk.booking(booking)).toMatchObject({ clinic: id, stranded: false });
  });

  test('somebody who can be seen at another clinic at the same time keeps the time; nobody is moved to what is closed', async () => {
    const rule = { id: 'flu', vaccine: 'flu', programme_start: '2020-01-01', programme_end: '2030-01-01' };
    await desk.world.rows(`UPDATE service SET rule = $1 WHERE slug = 'flu'`, [
      { ...rule, cohorts: [{ id: 'all', priority: 1, when: true }] },
    ]);
    await desk.world.get(ServiceCatalogue).load();
    const { id } = await desk.clinic({ date, until: '09:30', ...both });
    await desk.clinic({ date, from: '11:00', until: '11:30', ...both });
    const booking = await desk.book({ clinic: id, at: at('09:00') });
    const preview = await desk.ask('POST', '/closures/preview', closureOf({ serviceIds: ['flu'], bookings: 'move' }));
    expect(preview.people.map(({ to }) => to?.start.slice(0, 10))).not.toContain(date);
    expect(outcomes(preview)).toMatchObject({ bookings: 1, kept: 0 });
    expect(await desk.booking(booking)).toMatchObject({ status: 'booked', clinic: id });
  });

  test('why a site is not showing says it for that service alone', async () => {
    const today = '2026-03-09';
    const { id } = await desk.ask<ClosureBody>(
      'POST',
      '/closures',
      { from: today, to: today, reason: 'No vaccine', serviceIds: ['flu'] },
      201,
    );
    interface Visible {
      checks: { code: string; ok: boolean; date?: string }[];
    }
    const told = async (service: string) =>
      (await desk.ask<Visible>('GET', `/visibility?service=${service}`)).checks.filter(({ code }) =>
        code.endsWith('not_closed'),
      );
    expect(await told('flu')).toMatchObject([{ ok: true }, { code: 'service_not_closed', ok: false, date: today }]);
    expect(await told('covid')).toMatchObject([{ ok: true }, { ok: true }]);
    await desk.ask('POST', `/closures/${id}/end`);
    expect(await told('flu')).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test('which has to be known, and at least one', async () => {
    const faults = async (serviceIds: string[]) =>
      (await desk.call('POST', '/closures/preview', closureOf({ serviceIds }))).body.errors;
    expect(await faults(['flu', 'none'])).toMatchObject([{ path: 'serviceIds.1', code: 'unknown_service' }]);
    expect(await faults([])).toMatchObject([{ path: 'serviceIds', code: 'required' }]);
  });
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

test('whose appointment a closure ended reads why it closed, as a code and never in the words of staff', async () => {
  const { id } = await desk.clinic({ date });
  const [one, two] = [
    await desk.book({ clinic: id, at: at('09:00') }),
    await desk.book({ clinic: id, at: at('09:30') }),
  ];
  await close({ starts: '09:00', ends: '09:30', bookings: 'cancel', reason: 'Ann has had it', reasonCode: 'staff' });
  await close({ starts: '09:30', ends: '10:00', bookings: 'cancel', reason: 'Ann has had it' });
  const shown = (bookingId: number) => desk.world.get(ManagedBookings).show({ bookingId } as ResidentCaller);
  expect(await shown(one)).toMatchObject({ status: 'cancelled', cancelledBySite: true, closedBecause: 'staff' });
  const other = await shown(two);
  expect(other).toMatchObject({ status: 'cancelled', cancelledBySite: true });
  expect(other).not.toHaveProperty('closedBecause');
  expect(JSON.stringify([await shown(one), other])).not.toContain('Ann');
  const { status } = await desk.call('POST', '/closures/preview', closureOf({ reasonCode: 'ghosts' }));
  expect(status).toBe(400);
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

describe('with another time for each', () => {
  const elsewhere = (site: string, startsAt: string): Promise<number> => desk.world.addSlot(site, startsAt, 1);
  const rule = (ends: string) => ({
    id: 'flu',
    vaccine: 'flu',
    programme_start: '2020-01-01',
    programme_end: ends,
    cohorts: [{ id: 'all', priority: 1, when: true }],
  });
  const setRule = async (ends: string) => {
    await desk.world.rows(`UPDATE service SET rule = $1 WHERE slug = 'flu'`, [rule(ends)]);
    await desk.world.get(ServiceCatalogue).load();
  };
  beforeAll(() => setRule('2030-01-01'));

  const whereIs = async (id: number) => {
    const [row] = await desk.world.rows<{ at: string; site: string }>(
      `SELECT to_char(b.starts_at, 'YYYY-MM-DD HH24:MI') AS at, s.slug AS site FROM booking b JOIN site s ON s.id = b.site_id WHERE b.id = $1`,
      [id],
    );
    return `${row?.site} ${row?.at}`;
  };
  const messagesOf = (id: number) =>
    desk.world.rows<{ kind: string; state: string }>(
      `SELECT kind, state FROM message WHERE booking_id = $1 AND kind NOT LIKE 'reminder%' ORDER BY id`,
      [id],
    );

  test('the best is theirs at once and said before: here first, then near; who finds none is cancelled, who cannot be told is called', async () => {
    const { id } = await desk.clinic({ date, until: '11:00', capacity: 1 });
    await desk.clinic({ date: next, from: '09:30', until: '10:00', capacity: 1 });
    await elsewhere('meadow', at('10:00', next));
    const [first, second, third, nobody] = [
      await desk.book({ clinic: id, at: at('09:30') }),
      await desk.book({ clinic: id, at: at('09:00'), contact: 'email' }),
      await desk.book({ clinic: id, at: at('10:00') }),
      await desk.book({ clinic: id, at: at('10:30'), contact: 'none' }),
    ];
    const body = closureOf({ bookings: 'move' });
    const before = await desk.everything();
    const preview = await desk.ask('POST', '/closures/preview', body);
    expect(await desk.everything()).toEqual(before);
    expect(outcomes(preview)).toEqual({ bookings: 4, kept: 0, moved: 2, cancelledAndTold: 1, toCall: 1 });
    expect(preview.newTimes).toBe(2);
    expect(
      preview.people.map(({ start, outcome, to }) => [
        start.slice(11, 16),
        outcome,
        to?.siteId,
        to?.start.slice(0, 16),
      ]),
    ).toEqual([
      ['09:00', 'new_time', 'meadow', `${next}T10:00`],
      ['09:30', 'new_time', 'harbour', `${next}T09:30`],
      ['10:00', 'told', undefined, undefined],
      ['10:30', 'to_call', undefined, undefined],
    ]);
    const closed = await desk.ask<ClosureBody>('POST', '/closures', { ...body, preview: preview.preview }, 201);
    expect(outcomes(closed.effect)).toEqual(outcomes(preview));
    expect([await whereIs(first), await whereIs(second)]).toEqual([`harbour ${next} 09:30`, `meadow ${next} 10:00`]);
    expect(await desk.booking(third)).toMatchObject({ status: 'cancelled', cancelReason: 'site' });
    expect(await desk.booking(nobody)).toMatchObject({ status: 'booked', stranded: true });
    expect(await messagesOf(first)).toEqual([{ kind: 'clinic_moved', state: 'pending' }]);
    const { items } = await desk.ask<{ items: { reference: string }[] }>('GET', '/stranded?from=2026-11-01');
    expect(items.map(({ reference }) => reference)).toContain(formatReference((await desk.booking(nobody)).reference));
    expect(items.map(({ reference }) => reference)).not.toContain(
      formatReference((await desk.booking(first)).reference),
    );
  });

  test('the preview shows the words that are sent, without the link that opens the booking', async () => {
    const { id } = await desk.clinic({ date });
    await elsewhere('meadow', at('09:30', next));
    const booking = await desk.book({ clinic: id, at: at('09:00') });
    const { messages } = await desk.ask('POST', '/closures/preview', closureOf({ bookings: 'move' }));
    expect(messages).toEqual([
      expect.objectContaining({
        kind: 'clinic_moved',
        channel: 'sms',
        language: 'en',
        people: 1,
        parts: expect.any(Number),
      }),
    ]);
    const text = messages[0]?.text;
    expect(text).toMatch(
      /^Sorry Ada, harbour cannot see you on .* 9:00am\. We keep .* 9:30am at meadow for you\. Keep or change it: .*\/m\/\*{16}$/,
    );
    await close({ bookings: 'move' });
    const about = {
      id: 1,
      bookingId: booking,
      invitationId: null,
      kind: 'clinic_moved',
      channel: 'sms',
      occurrence: 2,
    } as const;
    const sent = await desk.world.get(MessageKinds).compose(about);
    expect(sent).not.toBe('wait');
    expect((sent as { text: string }).text.replace(/\w{16}$/, '*'.repeat(16))).toBe(text);
  });

  test('nobody is moved to a time before theirs, after a week, kept back elsewhere, or that their rule refuses', async () => {
    const { id } = await desk.clinic({ date, from: '10:00', until: '10:30', capacity: 1 });
    await desk.clinic({ date, from: '09:00', until: '09:30' });
    const kept = await elsewhere('meadow', at('10:00', next));
    await desk.world.rows('UPDATE slot SET reserved = 1 WHERE id = $1', [kept]);
    await desk.book({ clinic: id, at: at('10:00') });
    const preview = await desk.ask(
      'POST',
      '/closures/preview',
      closureOf({ bookings: 'move', starts: '10:00', ends: '24:00' }),
    );
    expect(outcomes(preview)).toEqual({ bookings: 1, kept: 0, moved: 0, cancelledAndTold: 1, toCall: 0 });
    await desk.world.rows('UPDATE slot SET reserved = 0 WHERE id = $1', [kept]);
    const now = closureOf({ bookings: 'move', starts: '10:00', ends: '24:00' });
    await setRule(date);
    expect((await desk.ask('POST', '/closures/preview', now)).newTimes).toBe(0);
    await setRule('2030-01-01');
    expect((await desk.ask('POST', '/closures/preview', now)).newTimes).toBe(1);
  });

  test('reopened before the first message leaves, everybody has their old time again, and hears nothing', async () => {
    const { id } = await desk.clinic({ date, capacity: 1 });
    await elsewhere('meadow', at('09:00', next));
    const [moved, cancelled] = [
      await desk.book({ clinic: id, at: at('09:00') }),
      await desk.book({ clinic: id, at: at('09:30') }),
    ];
    const closure = await close({ bookings: 'move' });
    expect([await whereIs(moved), (await desk.booking(cancelled)).status]).toEqual([
      `meadow ${next} 09:00`,
      'cancelled',
    ]);
    const { effect } = await desk.ask<ClosureBody>('POST', `/closures/${closure.id}/end`);
    expect(effect.takenBack).toBe(2);
    expect([await whereIs(moved), await whereIs(cancelled)]).toEqual([
      `harbour ${date} 09:00`,
      `harbour ${date} 09:30`,
    ]);
    expect(await desk.booking(cancelled)).toMatchObject({ status: 'booked', cancelReason: null, clinic: id });
    for (const booking of [moved, cancelled])
      expect((await messagesOf(booking)).map(({ state }) => state)).toEqual(['superseded']);
    const [left] = await desk.world.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM message WHERE booking_id = $1 AND state = 'pending' AND kind LIKE 'reminder%'`,
      [moved],
    );
    expect(left?.n).toBe(0);
  });

  test('reopened once a message has left, what people were told stands', async () => {
    const { id } = await desk.clinic({ date, capacity: 1 });
    await elsewhere('meadow', at('09:00', next));
    const moved = await desk.book({ clinic: id, at: at('09:00') });
    const other = await desk.book({ clinic: id, at: at('09:30') });
    const closure = await close({ bookings: 'move' });
    await desk.world.rows(
      `UPDATE message SET state = 'accepted' WHERE booking_id = $1 AND kind = 'cancelled_by_site'`,
      [other],
    );
    const { effect } = await desk.ask<ClosureBody>('POST', `/closures/${closure.id}/end`);
    expect(effect.takenBack).toBe(0);
    expect([await whereIs(moved), (await desk.booking(other)).status]).toEqual([`meadow ${next} 09:00`, 'cancelled']);
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
