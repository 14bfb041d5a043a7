import { SlotsStore } from '../src/clinics/slots.store';
import { ClinicDesk, outcomes } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;
let day = 19;
let date: string;
const at = (time: string) => `${date}T${time}:00Z`;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
});
afterAll(() => desk?.world.close());
beforeEach(() => {
  // Before the clocks change, so that local times are UTC; a day of its own for each test.
  day += 1;
  date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
});
afterEach(() => desk.checkCounters());

describe('an edit', () => {
  test('keeps the rows of the slots that stay, closes those that go and adds those that come', async () => {
    const { id } = await desk.clinic({ date });
    const rows = () =>
      desk.world.rows<{ id: number; at: string; status: string }>(
        `SELECT id, to_char(starts_at AT TIME ZONE 'UTC', 'HH24:MI') AS at, status FROM slot WHERE clinic_id = $1 ORDER BY id`,
        [desk.idOf(id)],
      );
    const [first, second] = (await rows()).map((row) => row.id);
    const changed = await desk.edit(id, { from: '09:30', until: '11:00', capacity: 3, serviceIds: ['flu', 'covid'] });
    expect(changed).toMatchObject({ from: '09:30', until: '11:00', capacity: 3, slots: 3, places: 9, version: 2 });
    expect(changed.effect).toMatchObject({ slotsBefore: 2, slotsAfter: 3, placesBefore: 4, placesAfter: 9 });
    expect(await rows()).toEqual([
      { id: first, at: '09:00', status: 'closed' },
      { id: second, at: '09:30', status: 'open' },
      { id: expect.any(Number), at: '10:00', status: 'open' },
      { id: expect.any(Number), at: '10:30', status: 'open' },
    ]);
    // What comes back is the row that was there.
    await desk.edit(id, { from: '09:00' });
    expect((await rows())[0]).toEqual({ id: first, at: '09:00', status: 'open' });
    expect(await desk.slots(id)).toEqual([
      ['09:00', 'open', 3, 0, 0],
      ['09:30', 'open', 3, 0, 0],
      ['10:00', 'open', 3, 0, 0],
      ['10:30', 'open', 3, 0, 0],
    ]);
  });

  test('of the length keeps the old slots closed, and finds them again when the length comes back', async () => {
    const { id } = await desk.clinic({ date });
    await desk.edit(id, { slotMinutes: 20 });
    expect((await desk.slots(id)).map(([time, status]) => `${time} ${status}`).sort()).toEqual([
      '09:00 closed',
      '09:00 open',
      '09:20 open',
      '09:30 closed',
      '09:40 open',
    ]);
    await desk.edit(id, { slotMinutes: 30 });
    const [{ n }] = (await desk.world.rows<{ n: number }>('SELECT count(*)::int AS n FROM slot WHERE clinic_id = $1', [
      desk.idOf(id),
    ])) as [{ n: number }];
    expect(n).toBe(5);
  });

  test('is heard by whoever follows the slots, for every slot that changed and no other', async () => {
    const { id } = await desk.clinic({ date });
    const store = desk.world.get(SlotsStore);
    const since = await store.mark();
    await desk.edit(id, { from: '09:30' });
    const touched = new Set((await store.changedSince(since)).slotIds);
    const closed = await desk.world.rows<{ id: number }>(
      `SELECT id FROM slot WHERE clinic_id = $1 AND status = 'closed'`,
      [desk.idOf(id)],
    );
    expect(touched).toEqual(new Set(closed.map((slot) => slot.id)));
  });

  test('that takes the service away strands who is booked for it, and nobody else', async () => {
    const { id } = await desk.clinic({ date, serviceIds: ['flu', 'covid'] });
    const flu = await desk.book({ clinic: id, at: at('09:00') });
    const covid = await desk.book({ clinic: id, at: at('09:00'), service: 'covid' });
    const { effect } = await desk.edit(id, { serviceIds: ['covid'] });
    expect(outcomes(effect)).toEqual({ bookings: 2, kept: 1, moved: 0, cancelledAndTold: 0, toCall: 1 });
    expect(await desk.booking(flu)).toMatchObject({ status: 'booked', clinic: null, stranded: true });
    expect(await desk.booking(covid)).toMatchObject({ clinic: id, stranded: false });
  });

  test('that shrinks keeps the highest ranked: checked in, then booked, then held; the earliest first', async () => {
    const { id } = await desk.clinic({ date, until: '09:30', capacity: 5 });
    const held = await desk.book({ clinic: id, at: at('09:00'), status: 'held' });
    const early = await desk.book({ clinic: id, at: at('09:00') });
    const late = await desk.book({ clinic: id, at: at('09:00') });
    const arrived = await desk.book({ clinic: id, at: at('09:00'), status: 'checked_in' });
    const { effect } = await desk.edit(id, { capacity: 2 });
    expect(outcomes(effect)).toEqual({ bookings: 3, kept: 2, moved: 0, cancelledAndTold: 0, toCall: 1 });
    expect(effect).toMatchObject({ holdsEnded: 1, placesBefore: 5, placesAfter: 2, freeBefore: 1, freeAfter: 0 });
    expect(await desk.booking(held)).toMatchObject({ status: 'expired' });
    expect(await desk.booking(early)).toMatchObject({ clinic: id });
    expect(await desk.booking(arrived)).toMatchObject({ clinic: id });
    expect(await desk.booking(late)).toMatchObject({ clinic: null, stranded: true });
    expect(await desk.slots(id)).toEqual([['09:00', 'open', 2, 2, 0]]);
  });

  test('moves people to another clinic at their time rather than strand them', async () => {
    const wide = await desk.clinic({ date, serviceIds: ['flu', 'covid'], capacity: 1 });
    const narrow = await desk.clinic({ date, serviceIds: ['flu'], capacity: 1 });
    const flu = await desk.book({ clinic: wide.id, at: at('09:00') });
    const { effect } = await desk.edit(wide.id, { serviceIds: ['covid'] });
    expect(outcomes(effect)).toEqual({ bookings: 1, kept: 0, moved: 1, cancelledAndTold: 0, toCall: 0 });
    expect(await desk.booking(flu)).toMatchObject({ status: 'booked', clinic: narrow.id, stranded: false });
  });

  test('that grows gives the places to who waits for them, by moving others where that helps', async () => {
    const both = await desk.clinic({ date, until: '09:30', capacity: 1, serviceIds: ['flu', 'covid'] });
    const flu = await desk.book({ clinic: both.id, at: at('09:00') });
    const other = await desk.clinic({ date, until: '09:30', capacity: 1, serviceIds: ['covid'] });
    const covid = await desk.book({ clinic: other.id, at: at('09:00'), service: 'covid' });
    await desk.cancel(other.id);
    expect(await desk.booking(covid)).toMatchObject({ clinic: null, stranded: true });
    const third = await desk.clinic({ date, until: '09:30', capacity: 1, serviceIds: ['blood-test'] });
    const { effect } = await desk.edit(third.id, { serviceIds: ['flu'] });
    expect(outcomes(effect)).toEqual({ bookings: 1, kept: 0, moved: 1, cancelledAndTold: 0, toCall: 0 });
    expect(effect.rescued).toBe(1);
    expect(await desk.booking(flu)).toMatchObject({ clinic: third.id });
    expect(await desk.booking(covid)).toMatchObject({ clinic: both.id, stranded: false });
  });

  test('changes nothing that has begun', async () => {
    const today = '2026-03-09';
    const { id } = await desk.clinic({ date: today, from: '08:00', until: '11:00' });
    const seen = await desk.book({ clinic: id, at: `${today}T08:30:00Z` });
    const { effect } = await desk.edit(id, { until: '10:00', serviceIds: ['covid'] });
    expect(effect.bookings).toBe(0);
    const slots = await desk.world.rows(
      `SELECT to_char(starts_at AT TIME ZONE 'UTC', 'HH24:MI') AS at, status, service_ids FROM slot WHERE clinic_id = $1 ORDER BY starts_at`,
      [desk.idOf(id)],
    );
    const [flu, covid] = [[desk.world.service.get('flu')], [desk.world.service.get('covid')]];
    expect(slots).toMatchObject([
      { at: '08:00', status: 'open', service_ids: flu },
      { at: '08:30', status: 'open', service_ids: flu },
      { at: '09:00', status: 'open', service_ids: flu },
      { at: '09:30', status: 'open', service_ids: covid },
      { at: '10:00', status: 'closed' },
      { at: '10:30', status: 'closed' },
    ]);
    expect(await desk.booking(seen)).toMatchObject({ clinic: id });
  });

  test('is in the audit with what it changed, and so is every booking that it moved', async () => {
    const { id } = await desk.clinic({ date });
    const booking = await desk.book({ clinic: id, at: at('09:30') });
    await desk.edit(id, { until: '09:30' });
    const [edited] = await desk.world.rows<{ actor: string; details: object }>(
      `SELECT actor, details FROM audit WHERE action = 'clinic.changed' AND (details->>'clinic')::int = $1`,
      [desk.idOf(id)],
    );
    expect(edited).toEqual({
      actor: `staff:${desk.userId}`,
      details: {
        clinic: desk.idOf(id),
        date,
        changes: { until: { from: '10:00', to: '09:30' } },
        moved: 0,
        cancelledAndTold: 0,
        toCall: 1,
        rescued: 0,
      },
    });
    const noted = await desk.world.rows('SELECT action, actor FROM audit WHERE booking_id = $1', [booking]);
    expect(noted).toEqual([{ action: 'booking.stranded', actor: `staff:${desk.userId}` }]);
  });

  test.each([
    [{ until: '08:00' }, 'until', 'range_order'],
    [{ capacity: 0 }, 'capacity', 'capacity_range'],
    [{ capacity: 100 }, 'capacity', 'capacity_range'],
    [{ slotMinutes: 61 }, 'slotMinutes', 'slot_range'],
    [{ serviceIds: ['tea'] }, 'serviceIds.0', 'unknown_service'],
    [{ breaks: [{ from: '08:00', until: '09:30' }] }, 'breaks.0.from', 'break_outside'],
    [{ until: '09:10' }, 'until', 'no_slots'],
    [{ dailyCap: 0 }, 'dailyCap', 'cap_range'],
    [{ heldBack: { percent: 101 } }, 'heldBack.percent', 'percent_range'],
    [{ heldBack: { percent: 10, releaseTime: '09:00' } }, 'heldBack.releaseDaysBefore', 'required'],
    [{ openTo: ['AAAAAAAAAAAAAAAAAAAAAA'] }, 'openTo.0', 'unknown_audience'],
  ])('to %j is refused', async (changes, path, code) => {
    const { id } = await desk.clinic({ date });
    const { status, body } = await desk.call('POST', `/clinics/${id}/preview`, changes);
    expect(status).toBe(400);
    expect(body.errors.map((fault) => [fault.path, fault.code])).toContainEqual([path, code]);
  });

  test('to the hours and services of another clinic is refused', async () => {
    await desk.clinic({ date });
    const { id } = await desk.clinic({ date, from: '10:00', until: '11:00' });
    expect((await desk.call('POST', `/clinics/${id}/preview`, { from: '09:00', until: '10:00' })).body.code).toBe(
      'clinic_overlap',
    );
  });
});

describe('a preview', () => {
  test('leaves no trace, and says what then happens', async () => {
    const { id } = await desk.clinic({ date });
    for (const time of ['09:00', '09:30', '09:30']) await desk.book({ clinic: id, at: at(time) });
    const before = await desk.everything();
    const { preview, version, people, messages, secondPerson, ...figures } = await desk.preview(id, {
      until: '09:30',
      bookings: 'cancel',
    });
    expect(await desk.everything()).toEqual(before);
    expect([version, outcomes(figures)]).toEqual([
      1,
      { bookings: 2, kept: 0, moved: 0, cancelledAndTold: 2, toCall: 0 },
    ]);
    const { effect } = await desk.ask('PATCH', `/clinics/${id}`, {
      until: '09:30',
      bookings: 'cancel',
      version,
      preview,
    });
    expect(secondPerson).toBe('not_needed');
    expect(effect).toEqual(figures);
    expect(people.map(({ outcome }) => outcome)).toEqual(['told', 'told']);
    expect(messages).toMatchObject([{ kind: 'cancelled_by_site', channel: 'sms', people: 2, parts: 1 }]);
  });

  const stale = async (id: string, changes: object, meanwhile: () => Promise<unknown>) => {
    const { version, preview } = await desk.preview(id, changes);
    await meanwhile();
    const before = await desk.everything();
    const { status, body } = await desk.call<{
      code: string;
      preview: { preview: string; version: number; toCall: number };
    }>('PATCH', `/clinics/${id}`, { ...changes, version, preview });
    expect([status, body.code]).toEqual([409, 'preview_out_of_date']);
    expect(await desk.everything()).toEqual(before);
    return body.preview;
  };

  test('out of date because somebody booked is refused with the new figures, which can be applied', async () => {
    const { id } = await desk.clinic({ date });
    const changes = { until: '09:30' };
    const now = await stale(id, changes, () => desk.book({ clinic: id, at: at('09:30') }));
    expect(now).toMatchObject({ bookings: 1, toCall: 1, version: 1 });
    const { version, preview } = now;
    expect((await desk.ask('PATCH', `/clinics/${id}`, { ...changes, version, preview })).effect.toCall).toBe(1);
  });

  test('out of date because a booking changed, or somebody edited the clinic, is refused', async () => {
    const { id } = await desk.clinic({ date });
    const booking = await desk.book({ clinic: id, at: at('09:30') });
    await stale(id, { until: '09:30' }, () =>
      desk.world.rows('UPDATE booking SET version = version + 1 WHERE id = $1', [booking]),
    );
    expect(await stale(id, { until: '09:30' }, () => desk.edit(id, { capacity: 3 }))).toMatchObject({ version: 2 });
  });

  test('is not out of date because somebody holds a time', async () => {
    const { id } = await desk.clinic({ date });
    const { version, preview } = await desk.preview(id, { until: '09:30' });
    await desk.book({ clinic: id, at: at('09:30'), status: 'held' });
    const { effect } = await desk.ask('PATCH', `/clinics/${id}`, { until: '09:30', version, preview });
    expect(effect).toMatchObject({ bookings: 0, holdsEnded: 1 });
  });

  test('stands for one change and no other', async () => {
    const { id } = await desk.clinic({ date });
    const { version, preview } = await desk.preview(id, { capacity: 3 });
    expect((await desk.call('PATCH', `/clinics/${id}`, { capacity: 4, version, preview })).status).toBe(409);
    expect(
      (await desk.call('PATCH', `/clinics/${id}`, { capacity: 3, bookings: 'cancel', version, preview })).status,
    ).toBe(409);
    expect((await desk.call('PATCH', `/clinics/${id}`, { capacity: 3, version: 7, preview })).status).toBe(409);
    expect((await desk.call('PATCH', `/clinics/${id}`, { capacity: 3 })).body.errors.map(({ path }) => path)).toEqual([
      'version',
      'preview',
    ]);
    expect((await desk.call('PATCH', `/clinics/${id}`, { capacity: 3, version, preview })).status).toBe(200);
    // Of two desks that apply the same preview, the second is told.
    expect((await desk.call('PATCH', `/clinics/${id}`, { capacity: 3, version, preview })).body.code).toBe(
      'preview_out_of_date',
    );
  });
});

describe('a clinic that is cancelled', () => {
  test('puts who was booked on the call list, and takes nobody any more', async () => {
    const { id } = await desk.clinic({ date });
    const booking = await desk.book({ clinic: id, at: at('09:00') });
    const changed = await desk.cancel(id);
    expect(changed).toMatchObject({ status: 'cancelled', slots: 0, places: 0, version: 2 });
    expect(outcomes(changed.effect)).toEqual({ bookings: 1, kept: 0, moved: 0, cancelledAndTold: 0, toCall: 1 });
    expect(changed.effect.clinicsCancelled).toBe(1);
    expect((await desk.slots(id)).map(([, status]) => status)).toEqual(['closed', 'closed']);
    expect(await desk.booking(booking)).toMatchObject({ status: 'booked', stranded: true });
    const again = await desk.call('POST', `/clinics/${id}/preview`, { capacity: 3 });
    expect([again.status, again.body.code]).toEqual([409, 'clinic_cancelled']);
  });

  test('tells those it can, calls those it cannot tell, and the four add up', async () => {
    const { id } = await desk.clinic({ date, capacity: 6 });
    const other = await desk.clinic({ date, until: '09:30', capacity: 1, serviceIds: ['covid'] });
    const byText = await desk.book({ clinic: id, at: at('09:00'), contact: 'mobile' });
    const byMail = await desk.book({ clinic: id, at: at('09:00'), contact: 'email' });
    const noWay = await desk.book({ clinic: id, at: at('09:00'), contact: 'none' });
    const atDesk = await desk.book({ clinic: id, at: at('09:00'), status: 'checked_in' });
    const kept = await desk.book({ clinic: other.id, at: at('09:00'), service: 'covid' });
    await desk.world.rows(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
       SELECT id, site_id, 'booked', 'sms', 1, app_now() + interval '1 day', app_now() + interval '2 days', app_now() FROM booking WHERE id = $1`,
      [byText],
    );
    const { effect } = await desk.cancel(id, 'cancel');
    expect(outcomes(effect)).toEqual({ bookings: 5, kept: 1, moved: 0, cancelledAndTold: 2, toCall: 2 });
    for (const told of [byText, byMail])
      expect(await desk.booking(told)).toMatchObject({ status: 'cancelled', cancelReason: 'site', clinic: null });
    expect(await desk.booking(noWay)).toMatchObject({ status: 'booked', stranded: true });
    // Whoever stands at the desk is not sent home by a text.
    expect(await desk.booking(atDesk)).toMatchObject({ status: 'checked_in', stranded: true });
    expect(await desk.booking(kept)).toMatchObject({ status: 'booked', clinic: other.id });
    const messages = await desk.world.rows(
      `SELECT booking_id::int AS booking, kind, channel, state FROM message WHERE booking_id = ANY ($1) ORDER BY id`,
      [[byText, byMail, noWay, atDesk]],
    );
    expect(messages).toMatchObject([
      { booking: byText, kind: 'booked', state: 'superseded' },
      { booking: byText, kind: 'cancelled_by_site', channel: 'sms' },
      { booking: byMail, kind: 'cancelled_by_site', channel: 'email' },
    ]);
  });

  test('asks for a preview', async () => {
    const { id, version } = await desk.clinic({ date });
    expect((await desk.call('POST', `/clinics/${id}/cancel`, { version })).status).toBe(400);
    const { status, body } = await desk.call('POST', `/clinics/${id}/cancel`, { version, preview: 'none' });
    expect([status, body.code]).toEqual([409, 'preview_out_of_date']);
  });

  test('moves whom another clinic can serve', async () => {
    const first = await desk.clinic({ date, capacity: 2 });
    const second = await desk.clinic({ date, capacity: 1, serviceIds: ['flu', 'covid'] });
    const early = await desk.book({ clinic: first.id, at: at('09:00') });
    const late = await desk.book({ clinic: first.id, at: at('09:00') });
    const { effect } = await desk.cancel(first.id, 'cancel');
    expect(outcomes(effect)).toEqual({ bookings: 2, kept: 0, moved: 1, cancelledAndTold: 1, toCall: 0 });
    expect(await desk.booking(early)).toMatchObject({ clinic: second.id });
    expect(await desk.booking(late)).toMatchObject({ status: 'cancelled' });
  });
});

describe('a clinic that is paused', () => {
  test('keeps what is booked and takes nobody, until it is resumed', async () => {
    const { id, version } = await desk.clinic({ date });
    const booking = await desk.book({ clinic: id, at: at('09:00') });
    const seen = await desk.preview(id, { pause: true });
    expect(outcomes(seen)).toEqual({ bookings: 1, kept: 1, moved: 0, cancelledAndTold: 0, toCall: 0 });
    const paused = await desk.ask('POST', `/clinics/${id}/pause`, { version, preview: seen.preview });
    expect(paused).toMatchObject({ status: 'paused', version: 2, effect: { freeBefore: 3, freeAfter: 0 } });
    expect((await desk.slots(id)).map(([, status]) => status)).toEqual(['paused', 'paused']);
    expect(await desk.booking(booking)).toMatchObject({ clinic: id, status: 'booked' });
    // An edit meanwhile does not start it again.
    await desk.edit(id, { until: '10:30' });
    expect((await desk.slots(id)).map(([, status]) => status)).toEqual(['paused', 'paused', 'paused']);
    expect(await desk.ask('POST', `/clinics/${id}/resume`, { version: 3 })).toMatchObject({ status: 'open' });
    expect((await desk.slots(id)).map(([, status]) => status)).toEqual(['open', 'open', 'open']);
  });

  test('is not paused by a desk that saw an earlier version', async () => {
    const { id, version } = await desk.clinic({ date });
    await desk.edit(id, { capacity: 3 });
    expect((await desk.call('POST', `/clinics/${id}/pause`, { version })).body.code).toBe('preview_out_of_date');
  });
});

describe('a frozen slot', () => {
  const freeze = (id: string, taken: number) =>
    desk.world.rows(`UPDATE slot SET status = 'frozen', taken = $2 WHERE clinic_id = $1 AND starts_at = $3`, [
      desk.idOf(id),
      taken,
      at('09:00'),
    ]);

  test('stays frozen through edits, pauses and resumes, with whom it has', async () => {
    const { id } = await desk.clinic({ date });
    const booking = await desk.book({ clinic: id, at: at('09:00') });
    await freeze(id, 2);
    await desk.edit(id, { capacity: 1, serviceIds: ['covid', 'flu'] });
    await desk.ask('POST', `/clinics/${id}/pause`, { version: 2 });
    await desk.ask('POST', `/clinics/${id}/resume`, { version: 3 });
    expect((await desk.slots(id))[0]).toEqual(['09:00', 'frozen', 2, 2, 0]);
    expect(await desk.booking(booking)).toMatchObject({ clinic: id, stranded: false });
  });

  test('lets those go whom its clinic does not serve any more, and stays frozen', async () => {
    const { id } = await desk.clinic({ date });
    const other = await desk.clinic({ date, capacity: 1, serviceIds: ['flu', 'covid'] });
    const [first, second] = [
      await desk.book({ clinic: id, at: at('09:00') }),
      await desk.book({ clinic: id, at: at('09:00') }),
    ];
    await freeze(id, 0);
    const { effect } = await desk.edit(id, { serviceIds: ['covid'] });
    expect(effect).toMatchObject({ bookings: 2, moved: 1, toCall: 1, inFrozen: 2 });
    expect(await desk.booking(first)).toMatchObject({ clinic: other.id, stranded: false });
    expect(await desk.booking(second)).toMatchObject({ stranded: true });
    expect((await desk.slots(id))[0]).toEqual(['09:00', 'frozen', 2, 0, 0]);
  });

  test('closes with its clinic, and then counts right again', async () => {
    const { id } = await desk.clinic({ date });
    const bookings = [
      await desk.book({ clinic: id, at: at('09:00') }),
      await desk.book({ clinic: id, at: at('09:00') }),
    ];
    await freeze(id, 1);
    expect((await desk.cancel(id)).effect.toCall).toBe(2);
    expect((await desk.slots(id))[0]).toEqual(['09:00', 'closed', 2, 0, 0]);
    for (const booking of bookings) expect(await desk.booking(booking)).toMatchObject({ stranded: true });
  });
});

describe('a visit of two slots', () => {
  const visit = async (clinic: string) => {
    const first = await desk.book({ clinic, at: at('09:00') });
    const second = await desk.book({ clinic, at: at('09:30') });
    await desk.world.rows(
      `UPDATE booking b SET pinned = true, continues = CASE WHEN id = $2 THEN $1::bigint END,
         party_id = (SELECT party_id FROM booking WHERE id = $1), position = CASE WHEN id = $2 THEN 2 ELSE 1 END WHERE id IN ($1, $2)`,
      [first, second],
    );
    return [first, second] as const;
  };

  test('loses both when one goes, counts once, and is cancelled whole', async () => {
    const { id } = await desk.clinic({ date });
    const [first, second] = await visit(id);
    const { effect } = await desk.edit(id, { until: '09:30', bookings: 'cancel' });
    expect(outcomes(effect)).toEqual({ bookings: 1, kept: 0, moved: 0, cancelledAndTold: 1, toCall: 0 });
    expect(await desk.booking(first)).toMatchObject({ status: 'cancelled', clinic: null });
    expect(await desk.booking(second)).toMatchObject({ status: 'cancelled', clinic: null });
  });

  test('comes back whole when its clinic grows again', async () => {
    const { id } = await desk.clinic({ date });
    const [first, second] = await visit(id);
    await desk.edit(id, { until: '09:30' });
    expect((await desk.edit(id, { until: '10:00' })).effect.rescued).toBe(1);
    expect(await desk.booking(first)).toMatchObject({ clinic: id });
    expect(await desk.booking(second)).toMatchObject({ clinic: id });
  });
});

test('a clinic of a day that is over cannot be changed', async () => {
  const { id } = await desk.clinic({ date });
  await desk.world.rows(`UPDATE clinic SET date = '2026-03-08' WHERE id = $1`, [desk.idOf(id)]);
  expect((await desk.call('POST', `/clinics/${id}/preview`, { cancel: true })).body.code).toBe('clinic_over');
  await desk.world.rows(`UPDATE clinic SET date = $2 WHERE id = $1`, [desk.idOf(id), date]);
});

test('clinics are listed by date, and one can be looked at', async () => {
  const { id } = await desk.clinic({ date, breaks: [{ from: '09:30', until: '10:00' }] });
  await desk.book({ clinic: id, at: at('09:00') });
  const { items } = await desk.ask('GET', `/clinics?from=${date}&to=${date}`);
  expect(items).toMatchObject([
    { id, date, slots: 1, places: 2, taken: 1, breaks: [{ from: '09:30', until: '10:00' }] },
  ]);
  expect(await desk.ask('GET', `/clinics/${id}`)).toEqual(items[0]);
  expect((await desk.call('GET', '/clinics/AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
  expect((await desk.call('GET', '/clinics?from=2026-03-09&to=2026-06-09')).body.errors).toMatchObject([
    { path: 'to', code: 'range_long' },
  ]);
});

test('an edit that fails half way leaves nothing behind', async () => {
  const { id } = await desk.clinic({ date });
  await desk.book({ clinic: id, at: at('09:30') });
  const { version, preview } = await desk.preview(id, { until: '09:30' });
  const before = await desk.everything();
  await desk.world.rows(`ALTER TABLE audit ADD CONSTRAINT no_more CHECK (action <> 'clinic.changed') NOT VALID`);
  const { status } = await desk.call('PATCH', `/clinics/${id}`, { until: '09:30', version, preview });
  await desk.world.rows('ALTER TABLE audit DROP CONSTRAINT no_more');
  expect(status).toBe(500);
  expect(await desk.everything()).toEqual(before);
});
