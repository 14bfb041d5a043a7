import type { Rule } from './core-contract';
import { granted, reasonOf } from './core-scenes';

/** Cancelling, getting back and moving: decisions.md, "Capacity and allocation", rules 3, 5, 8 and 9. */
export function changeRules(rule: Rule): void {
  rule(
    'the place of a cancelled booking is kept half an hour for its person, and for nobody else',
    async (scenes, core) => {
      const { starts } = await scenes.clinic(['flu']);
      const booked = await scenes.bookOne(starts[0]!, 'flu');
      granted(await core.cancel(booked));
      expect(await scenes.states(booked)).toEqual(['cancelled']);
      expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
      await core.pass(29);
      await core.expire();
      granted(await core.restore(booked));
      expect(await scenes.states(booked)).toEqual(['booked']);
      expect(await scenes.taken(starts[0]!)).toBe(1);
      expect(reasonOf(await core.restore(booked))).toBe('wrong_state');
    },
  );

  rule('after half an hour the time is as anybody’s', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    granted(await core.cancel(booked));
    await core.pass(31);
    expect(reasonOf(await core.restore(booked))).toBe('time_gone');
    await scenes.book(starts[0]!, 'flu');
    expect(reasonOf(await core.restore(booked))).toBe('time_gone');
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('nothing is kept past the start', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 5);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    granted(await core.cancel(booked));
    await core.pass(7);
    expect(reasonOf(await core.restore(booked))).toBe('time_gone');
    await core.expire();
    expect(await scenes.taken(starts[0]!)).toBe(0);
  });

  rule('what has begun is not cancelled', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 2);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    await core.pass(4);
    expect(reasonOf(await core.cancel(booked))).toBe('wrong_state');
    expect(await scenes.states(booked)).toEqual(['booked']);
  });

  rule('cancelling and getting back go on and on, each once a key', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    for (const round of ['a', 'b']) {
      granted(await core.cancel(booked, `cancel ${round}`));
      expect(await core.cancel(booked, `cancel ${round}`)).toMatchObject({ ok: true, replayed: true });
      expect(reasonOf(await core.cancel(booked))).toBe('wrong_state');
      granted(await core.restore(booked, `restore ${round}`));
      expect(await core.restore(booked, `restore ${round}`)).toMatchObject({ ok: true, replayed: true });
      // A late copy of the cancellation is answered, and does nothing.
      expect(await core.cancel(booked, `cancel ${round}`)).toMatchObject({ ok: true, replayed: true });
      expect(await scenes.states(booked)).toEqual(['booked']);
    }
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('a cancellation that is asked again after the start has the same answer', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 5);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    granted(await core.cancel(booked, 'cancel late'));
    await core.pass(7);
    expect(await core.cancel(booked, 'cancel late')).toMatchObject({ ok: true, replayed: true });
  });

  rule('a kept place goes on with its clinic, and is lost with it', async (scenes, core) => {
    const date = scenes.aDate();
    const { clinic, starts } = await scenes.clinic(['flu'], { date });
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    granted(await core.cancel(booked));
    await scenes.clinic(['flu'], { date, until: '09:30' });
    await core.editClinic(clinic, { services: ['rsv'] });
    granted(await core.restore(booked));
    expect(await scenes.states(booked)).toEqual(['booked']);
    granted(await core.cancel(booked));
    await core.setClosed('speke', starts[0]!, starts[0]! + 1, true);
    expect(reasonOf(await core.restore(booked))).toBe('time_gone');
    expect(await scenes.taken(starts[0]!)).toBe(0);
  });

  rule('a visit of two slots is cancelled, kept and had back whole', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const booked = await scenes.bookLong(starts[0]!, 'flu');
    granted(await core.cancel(booked));
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 1]);
    expect(reasonOf(await scenes.hold(starts[1]!, 'flu'))).toBe('time_gone');
    granted(await core.restore(booked));
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 1]);
    granted(await core.cancel(booked));
    await core.pass(31);
    await core.expire();
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([0, 0]);
  });

  rule('a proved person who has booked again does not get the old booking back', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const old = await scenes.bookOne(starts[0]!, 'flu', { invited: 'Chand' });
    granted(await core.cancel(old));
    const fresh = await scenes.bookOne(starts[1]!, 'flu', { invited: 'Chand' });
    expect(reasonOf(await core.restore(old))).toBe('already_booked');
    expect(await scenes.states(old, fresh)).toEqual(['cancelled', 'booked']);
  });

  rule('a stranded booking can be cancelled, at any time, and is not had back', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 5);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    await core.setClosed('speke', starts[0]!, starts[0]! + 1, true);
    await core.pass(7);
    expect(await scenes.states(booked)).toEqual(['stranded']);
    granted(await core.cancel(booked));
    expect(reasonOf(await core.restore(booked))).toBe('time_gone');
  });

  rule('a move takes the place that is held and gives the old one back', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    const hold = await scenes.held(starts[3]!, 'flu');
    granted(await core.move(booked, hold, 'move once'));
    expect((await core.booking(booked)).start).toBe(starts[3]);
    expect(await scenes.takenAt(starts[0]!, starts[3]!)).toEqual([0, 1]);
    expect(await core.move(booked, hold, 'move once')).toMatchObject({ ok: true, replayed: true });
    expect(reasonOf(await core.move(booked, hold))).toBe('hold_expired');
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
  });

  rule('a move within one start leaves one place taken', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    granted(await core.move(booked, await scenes.held(starts[0]!, 'flu')));
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('a move into a hold that lapsed leaves the booking where it was', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    const hold = await scenes.held(starts[1]!, 'flu');
    await core.pass(11);
    expect(reasonOf(await core.move(booked, hold))).toBe('hold_expired');
    expect((await core.booking(booked)).start).toBe(starts[0]);
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('a move asks for the same service, a booking that stands, and another party', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu', 'rsv'], { capacity: 2 });
    const flu = await scenes.bookOne(starts[0]!, 'flu');
    const rsv = await scenes.held(starts[1]!, 'rsv');
    expect(reasonOf(await core.move(flu, rsv))).toBe('gone');
    const target = await scenes.held(starts[1]!, 'flu');
    granted(await core.cancel(flu));
    expect(reasonOf(await core.move(flu, target))).toBe('wrong_state');
    expect(await core.heldRows(target)).toBe(1);
  });

  rule('a visit of two slots moves into two adjacent slots and never into one', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const long = await scenes.bookLong(starts[0]!, 'flu');
    const two = { attendees: [{ service: 'flu', moreTime: true }] };
    const [single, pair] = [await scenes.held(starts[3]!, 'flu'), await scenes.held(starts[3]!, 'flu', two)];
    expect(reasonOf(await core.move(long, single))).toBe('gone');
    granted(await core.move(long, pair));
    expect(await scenes.takenAt(...starts.slice(0, 5))).toEqual([0, 0, 0, 2, 1]);
  });

  rule('a visit of one slot that moves into two has both from then on', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const short = await scenes.bookOne(starts[0]!, 'flu');
    const two = { attendees: [{ service: 'flu', moreTime: true }] };
    granted(await core.move(short, await scenes.held(starts[2]!, 'flu', two)));
    expect(await scenes.takenAt(...starts.slice(0, 5))).toEqual([0, 0, 1, 1, 0]);
    expect(reasonOf(await core.move(short, await scenes.held(starts[0]!, 'flu')))).toBe('gone');
    granted(await core.move(short, await scenes.held(starts[3]!, 'flu', two)));
    expect(await scenes.takenAt(...starts.slice(0, 5))).toEqual([1, 0, 0, 1, 1]);
    granted(await core.cancel(short));
    expect(await scenes.takenAt(...starts.slice(0, 5))).toEqual([1, 0, 0, 1, 1]);
  });

  rule('a visit of two slots does not move into the places of two people', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const long = await scenes.bookLong(starts[0]!, 'flu');
    const couple = await scenes.held(starts[3]!, ['flu', 'flu']);
    expect(reasonOf(await core.move(long, couple))).toBe('gone');
    const row = await scenes.held(starts[3]!, ['flu', 'flu'], { together: 'consecutive' });
    expect(reasonOf(await core.move(long, row))).toBe('gone');
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 1]);
  });

  rule('a stranded booking moves to a time that has a place, even after its own has gone by', async (scenes, core) => {
    const { starts } = await scenes.soon(['flu'], 5);
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    await core.setClosed('speke', starts[0]!, starts[0]! + 1, true);
    await core.pass(7);
    granted(await core.move(booked, await scenes.held(starts[4]!, 'flu')));
    expect(await scenes.states(booked)).toEqual(['booked']);
    expect(await scenes.taken(starts[4]!)).toBe(1);
  });
}
