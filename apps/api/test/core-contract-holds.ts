import type { Rule } from './core-contract';
import { granted, reasonOf } from './core-scenes';

const MINUTE = 60_000;
/** The clock of the database runs on between two questions. */
const A_MOMENT = 20_000;

const expectAbout = (instant: number, expected: number): void =>
  expect(Math.abs(instant - expected)).toBeLessThan(A_MOMENT);

/** decisions.md, "Holds", and rule 8: parties. */
export function holdRules(rule: Rule): void {
  rule('a hold lasts ten minutes and takes a place', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const now = await core.now();
    const { expiresAt } = granted(await scenes.hold(starts[0]!, 'flu'));
    expectAbout(expiresAt, now + 10 * MINUTE);
    expect(await scenes.taken(starts[0]!)).toBe(1);
    expect(await scenes.free(starts[0]!, 'flu')).toEqual([1]);
  });

  rule('each renewal gives ten minutes from then, thirty in all', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const began = await core.now();
    const hold = await scenes.held(starts[0]!, 'flu');
    for (const [after, until] of [
      [8, 18],
      [16, 26],
      [24, 30],
    ] as const) {
      await core.pass(8);
      expectAbout(granted(await core.renew(hold)).expiresAt, began + until * MINUTE);
      expectAbout(await core.now(), began + after * MINUTE);
    }
    await core.pass(7);
    expect(reasonOf(await core.renew(hold))).toBe('hold_expired');
  });

  rule('a hold never lasts past the start', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 4);
    const hold = granted(await scenes.hold(starts[0]!, 'flu'));
    expect(hold.expiresAt).toBe(starts[0]!);
    await core.pass(2);
    expect(granted(await core.renew(hold.hold)).expiresAt).toBe(starts[0]!);
    await core.pass(4);
    expect(reasonOf(await core.confirm({ hold: hold.hold, people: 1 }))).toBe('hold_expired');
  });

  rule(
    'a hold that lapsed is neither renewed nor confirmed, whether or not its place is back',
    async (scenes, core) => {
      const { starts } = await scenes.clinic(['flu']);
      const hold = await scenes.held(starts[0]!, 'flu');
      await core.pass(11);
      expect(reasonOf(await core.renew(hold))).toBe('hold_expired');
      expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
      expect(await core.heldRows(hold)).toBe(1);
      await core.expire();
      expect(await core.heldRows(hold)).toBe(0);
      expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
      expect(await scenes.taken(starts[0]!)).toBe(0);
    },
  );

  rule('the place of a lapsed hold is sold to whoever asks, before any sweep', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const lapsed = await scenes.held(starts[0]!, 'flu');
    await core.pass(11);
    await scenes.held(starts[0]!, 'flu');
    expect(await core.heldRows(lapsed)).toBe(0);
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('of two who want the last place one gets it', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const answers = await Promise.all([scenes.hold(starts[0]!, 'flu'), scenes.hold(starts[0]!, 'flu')]);
    expect(answers.map(reasonOf).sort()).toEqual(['granted', 'time_gone']);
    expect(await scenes.taken(starts[0]!)).toBe(1);
    expect(await core.free('speke', starts[0]!, 'flu')).toBe(0);
  });

  rule('a time that has begun, or was never offered, is not held', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 1);
    expect(reasonOf(await scenes.hold(starts[0]! + MINUTE, 'flu'))).toBe('time_gone');
    expect(reasonOf(await scenes.hold(starts[0]!, 'rsv'))).toBe('time_gone');
    await core.pass(3);
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
  });

  rule(
    'one journey has one hold: the one before is freed once there is a place for the new one',
    async (scenes, core) => {
      const { starts } = await scenes.clinic(['flu']);
      const first = await scenes.held(starts[0]!, 'flu', { journey: 'j1' });
      await scenes.held(starts[1]!, 'flu');
      expect(reasonOf(await scenes.hold(starts[1]!, 'flu', { journey: 'j1' }))).toBe('time_gone');
      expect(await core.heldRows(first)).toBe(1);
      const second = await scenes.held(starts[2]!, 'flu', { journey: 'j1' });
      expect([await core.heldRows(first), await core.heldRows(second)]).toEqual([0, 1]);
      expect(await scenes.takenAt(starts[0]!, starts[2]!)).toEqual([0, 1]);
    },
  );

  rule('a journey may ask again for the only place, which it has itself', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const first = await scenes.held(starts[0]!, 'flu', { journey: 'j2' });
    const again = await scenes.held(starts[0]!, 'flu', { journey: 'j2' });
    expect([await core.heldRows(first), await core.heldRows(again)]).toEqual([0, 1]);
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('tabs of one journey that ask at once for a family have one hold between them', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 9 });
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        starts.slice(0, 4).map((start) => scenes.hold(start, ['flu', 'flu'], { journey: 'j3' })),
      );
      expect(answers.map(reasonOf).filter((reason) => reason !== 'granted' && reason !== 'in_progress')).toEqual([]);
      const rows = [];
      for (const answer of answers) if (answer.ok) rows.push(await core.heldRows(answer.hold));
      expect(rows.filter((held) => held > 0)).toEqual([2]);
    }
  });

  rule('a hold is given back at any time, also twice, but not once it is booked', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const hold = await scenes.held(starts[0]!, 'flu');
    expect(reasonOf(await core.release(hold))).toBe('granted');
    expect(reasonOf(await core.release(hold))).toBe('granted');
    expect(await scenes.taken(starts[0]!)).toBe(0);
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
    const booked = await scenes.held(starts[0]!, 'flu');
    granted(await core.confirm({ hold: booked, people: 1 }));
    expect(reasonOf(await core.release(booked))).toBe('wrong_state');
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('id and token of a hold belong together', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const [mine, theirs] = [await scenes.held(starts[0]!, 'flu'), await scenes.held(starts[0]!, 'flu')];
    const mixed = { id: mine.id, token: theirs.token };
    expect(reasonOf(await core.renew(mixed))).toBe('gone');
    expect(reasonOf(await core.release(mixed))).toBe('gone');
    expect(reasonOf(await core.confirm({ hold: mixed, people: 1 }))).toBe('gone');
    expect(await scenes.taken(starts[0]!)).toBe(2);
  });

  rule('a key holds once: the same request has the same answer, another one is refused', async (scenes) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const key = 'hold once';
    const first = granted(await scenes.hold(starts[0]!, 'flu', { key }));
    const again = await scenes.hold(starts[0]!, 'flu', { key });
    expect(again).toMatchObject({ ok: true, replayed: true, hold: first.hold });
    expect(reasonOf(await scenes.hold(starts[1]!, 'flu', { key }))).toBe('reused');
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 0]);
  });

  rule('a key confirms once, however often the answer is lost', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const hold = await scenes.held(starts[0]!, 'flu');
    const wanted = { hold, people: 1, key: 'confirm once' };
    const first = granted(await core.confirm(wanted));
    await core.pass(60);
    expect(await core.confirm(wanted)).toMatchObject({ ok: true, replayed: true, bookings: first.bookings });
    expect(reasonOf(await core.confirm({ ...wanted, who: 'Bilal' }))).toBe('reused');
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('wrong_state');
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('a family has places at one time for all, or for nobody', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 4 });
    const family = ['flu', 'flu', 'flu'];
    const hold = await scenes.held(starts[0]!, family);
    expect(reasonOf(await scenes.hold(starts[0]!, family))).toBe('time_gone');
    expect(await scenes.taken(starts[0]!)).toBe(3);
    const { bookings } = granted(await core.confirm({ hold, people: 3 }));
    expect(new Set(bookings).size).toBe(3);
  });

  rule('one after the other each begins where the one before ends, in the order given', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu', 'rsv']);
    const booked = await scenes.book(starts[1]!, ['flu', 'rsv', 'flu'], { together: 'consecutive' });
    const times: number[] = [];
    for (const reference of booked) times.push((await core.booking(reference)).start);
    expect(times).toEqual(starts.slice(1, 4));
    // Where one of the row is missing nobody gets anything.
    expect(reasonOf(await scenes.hold(starts[0]!, ['flu', 'flu'], { together: 'consecutive' }))).toBe('time_gone');
    expect(await scenes.taken(starts[0]!)).toBe(0);
  });

  rule('a row runs on through another clinic that begins where the one before ends', async (scenes) => {
    const date = scenes.aDate();
    const morning = await scenes.clinic(['flu'], { date, until: '09:20' });
    await scenes.clinic(['flu'], { date, from: '09:20', until: '10:00', slotMinutes: 20 });
    const row = ['flu', 'flu', 'flu'];
    expect(reasonOf(await scenes.hold(morning.starts[0]!, row, { together: 'consecutive' }))).toBe('granted');
  });

  rule('a place for each is found though others must go to another clinic at their time', async (scenes) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu', 'covid'], { date });
    await scenes.clinic(['flu', 'rsv'], { date });
    await scenes.clinic(['covid', 'rsv'], { date });
    await scenes.book(starts[0]!, 'flu');
    expect(reasonOf(await scenes.hold(starts[0]!, ['covid', 'rsv']))).toBe('granted');
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
  });

  rule('the places of a party lapse together', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const hold = await scenes.held(starts[0]!, ['flu', 'flu']);
    await core.pass(8);
    granted(await core.renew(hold));
    await core.pass(11);
    expect(reasonOf(await core.confirm({ hold, people: 2 }))).toBe('hold_expired');
    await core.expire();
    expect(await core.heldRows(hold)).toBe(0);
    expect(await scenes.taken(starts[0]!)).toBe(0);
  });

  rule('more time is two adjacent slots of one clinic', async (scenes) => {
    const { starts } = await scenes.clinic(['flu'], { until: '09:30' });
    await scenes.bookLong(starts[1]!, 'flu');
    expect(await scenes.takenAt(starts[1]!, starts[2]!)).toEqual([1, 1]);
    const long = { attendees: [{ service: 'flu', moreTime: true }] };
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu', long))).toBe('time_gone');
    // Two clinics, one slot each, are not one appointment.
    const date = scenes.aDate();
    const one = await scenes.clinic(['flu'], { date, until: '09:10' });
    await scenes.clinic(['flu'], { date, from: '09:10', until: '09:20' });
    expect(reasonOf(await scenes.hold(one.starts[0]!, 'flu', long))).toBe('time_gone');
  });

  rule('a proved person books a service once, and the hold in vain is free at once', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu', 'rsv'], { capacity: 3 });
    await scenes.book(starts[0]!, 'flu', { invited: 'Amina' });
    const second = await scenes.held(starts[1]!, 'flu', { invited: 'Amina' });
    expect(reasonOf(await core.confirm({ hold: second, people: 1 }))).toBe('already_booked');
    expect(await scenes.taken(starts[1]!)).toBe(0);
    await scenes.book(starts[1]!, 'rsv', { invited: 'Amina' });
    await scenes.book(starts[1]!, 'flu', { invited: 'Bilal' });
  });

  rule('the clinic of a group takes only its people', async (scenes) => {
    const { starts } = await scenes.clinic(['flu'], { group: 'care home', capacity: 2 });
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu', { group: 'hostel' }))).toBe('time_gone');
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu', { group: 'care home' }))).toBe('granted');
  });
}
