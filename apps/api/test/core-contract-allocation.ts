import type { Rule } from './core-contract';
import { granted, reasonOf } from './core-scenes';

const MINUTE = 60_000;

/** decisions.md, "Capacity and allocation", rules 1 to 7 and 12. */
export function allocationRules(rule: Rule): void {
  rule('a place is taken of the clinic with fewest services, so that the versatile one is left', async (scenes) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu', 'covid'], { date });
    await scenes.clinic(['flu'], { date });
    await scenes.book(starts[0]!, 'flu');
    expect(await scenes.free(starts[0]!, 'flu', 'covid')).toEqual([1, 1]);
    await scenes.book(starts[0]!, 'covid');
    expect(await scenes.free(starts[0]!, 'flu', 'covid')).toEqual([0, 0]);
  });

  rule('free is how many more could be booked, not the sum of places', async (scenes) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu', 'covid'], { date });
    await scenes.clinic(['flu', 'rsv'], { date });
    expect(await scenes.free(starts[0]!, 'flu', 'covid', 'rsv')).toEqual([2, 1, 1]);
    await scenes.book(starts[0]!, 'covid');
    expect(await scenes.free(starts[0]!, 'flu', 'covid', 'rsv')).toEqual([1, 0, 1]);
    await scenes.book(starts[0]!, 'flu');
    expect(await scenes.free(starts[0]!, 'flu', 'covid', 'rsv')).toEqual([0, 0, 0]);
  });

  rule(
    'after somebody for flu either of the other two can still be booked, whichever clinic flu was put in',
    async (scenes) => {
      for (const service of ['covid', 'rsv']) {
        const date = scenes.aDate();
        const { starts } = await scenes.clinic(['flu', 'covid'], { date });
        await scenes.clinic(['flu', 'rsv'], { date });
        const flu = await scenes.bookOne(starts[0]!, 'flu');
        const other = await scenes.bookOne(starts[0]!, service);
        expect(await scenes.states(flu, other)).toEqual(['booked', 'booked']);
        expect(await scenes.taken(starts[0]!)).toBe(2);
      }
    },
  );

  rule('room is found through a chain of clinics', async (scenes) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu'], { date });
    await scenes.clinic(['flu', 'covid'], { date });
    await scenes.clinic(['covid', 'rsv'], { date });
    const booked = [await scenes.bookOne(starts[0]!, 'covid'), await scenes.bookOne(starts[0]!, 'flu')];
    // Whoever sits where: flu can only go to the first two, rsv only to the last.
    const last = await scenes.bookOne(starts[0]!, 'rsv');
    expect(await scenes.states(...booked, last)).toEqual(['booked', 'booked', 'booked']);
    expect(await scenes.free(starts[0]!, 'flu', 'covid', 'rsv')).toEqual([0, 0, 0]);
  });

  rule('slots of another length, start or site are no help', async (scenes, core) => {
    const date = scenes.aDate();
    const { clinic, starts } = await scenes.clinic(['flu', 'covid'], { date });
    const flu = await scenes.bookOne(starts[0]!, 'flu');
    await scenes.clinic(['flu'], { date, slotMinutes: 20 });
    await scenes.clinic(['flu'], { date, from: '09:10' });
    await scenes.clinic(['flu'], { date, site: 'garston' });
    expect(reasonOf(await scenes.hold(starts[0]!, 'covid'))).toBe('time_gone');
    await core.editClinic(clinic, { services: ['covid'] });
    expect(await scenes.states(flu)).toEqual(['stranded']);
  });

  rule('a visit of two slots stays where it is while others move around it', async (scenes) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu'], { date, until: '09:20' });
    const long = await scenes.bookLong(starts[0]!, 'flu');
    await scenes.clinic(['flu', 'covid'], { date, until: '09:10' });
    const flu = await scenes.bookOne(starts[0]!, 'flu');
    expect(reasonOf(await scenes.hold(starts[0]!, 'covid'))).toBe('time_gone');
    expect(await scenes.states(long, flu)).toEqual(['booked', 'booked']);
  });

  rule('a clinic that shrinks keeps whom it can, the earliest first, and calls the others', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const booked = [];
    for (let n = 0; n < 3; n += 1) booked.push(await scenes.bookOne(starts[0]!, 'flu'));
    const report = await core.editClinic(clinic, { capacity: 1 });
    expect(report).toMatchObject({ kept: 1, moved: 0, stranded: 2, rescued: 0 });
    expect(await scenes.states(...booked)).toEqual(['booked', 'stranded', 'stranded']);
    expect(await scenes.taken(starts[0]!)).toBe(1);
  });

  rule('what is only held goes first, whoever was there before', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const hold = await scenes.held(starts[0]!, 'flu');
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    const report = await core.editClinic(clinic, { capacity: 1 });
    expect(report).toMatchObject({ kept: 1, stranded: 0, endedHolds: 1 });
    expect(await scenes.states(booked)).toEqual(['booked']);
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
  });

  rule('whoever is checked in is kept before whoever booked earlier', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const booked = [await scenes.bookOne(starts[0]!, 'flu'), await scenes.bookOne(starts[0]!, 'flu')];
    await core.checkIn(booked[1]!);
    await core.editClinic(clinic, { capacity: 1 });
    expect(await scenes.states(...booked)).toEqual(['stranded', 'checked_in']);
  });

  rule('an edit moves people to other clinics at their time rather than losing them', async (scenes, core) => {
    const date = scenes.aDate();
    const { clinic, starts } = await scenes.clinic(['flu', 'covid'], { date, capacity: 2 });
    const booked = await scenes.book(starts[0]!, ['flu', 'covid']);
    await scenes.clinic(['flu', 'rsv'], { date });
    const report = await core.editClinic(clinic, { services: ['covid'] });
    expect(report).toMatchObject({ kept: 1, moved: 1, stranded: 0 });
    expect(await scenes.states(...booked)).toEqual(['booked', 'booked']);
    expect((await core.booking(booked[0]!)).start).toBe(starts[0]);
    expect(await scenes.free(starts[0]!, 'flu', 'covid', 'rsv')).toEqual([0, 1, 0]);
  });

  rule('the last of a party may be stranded alone', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const family = await scenes.book(starts[0]!, ['flu', 'flu', 'flu']);
    await core.editClinic(clinic, { capacity: 2 });
    expect((await scenes.states(...family)).sort()).toEqual(['booked', 'booked', 'stranded']);
  });

  rule('a held party that loses one of its places confirms nobody', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const hold = await scenes.held(starts[0]!, ['flu', 'flu']);
    await core.editClinic(clinic, { capacity: 1 });
    expect(reasonOf(await core.confirm({ hold, people: 2 }))).toBe('hold_expired');
    expect(reasonOf(await core.renew(hold))).toBe('hold_expired');
    await core.pass(11);
    await core.expire();
    expect(await scenes.taken(starts[0]!)).toBe(0);
  });

  rule('a closed range strands the booked and ends the held; opened again it serves them', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const booked = [await scenes.bookOne(starts[0]!, 'flu'), await scenes.bookOne(starts[2]!, 'flu')];
    const hold = await scenes.held(starts[0]!, 'flu');
    // Begins in the second slot, ends before the third.
    const closed = [starts[1]! - MINUTE, starts[2]!] as const;
    expect(await core.setClosed('speke', ...closed, true)).toMatchObject({ stranded: 1, endedHolds: 1 });
    expect(await scenes.states(...booked)).toEqual(['stranded', 'booked']);
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
    expect(reasonOf(await scenes.hold(starts[1]!, 'flu'))).toBe('time_gone');
    expect(await core.setClosed('speke', ...closed, false)).toMatchObject({ rescued: 1 });
    expect(await scenes.states(...booked)).toEqual(['booked', 'booked']);
  });

  rule('an added clinic serves the stranded of its times first', async (scenes, core) => {
    const date = scenes.aDate();
    const { clinic, starts } = await scenes.clinic(['flu', 'covid'], { date });
    const flu = await scenes.bookOne(starts[0]!, 'flu');
    await core.editClinic(clinic, { services: ['covid'] });
    expect(await scenes.states(flu)).toEqual(['stranded']);
    await scenes.clinic(['flu'], { date });
    expect(await scenes.states(flu)).toEqual(['booked']);
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
  });

  rule('the earliest of those stranded gets the place that comes free, and nobody else', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 3 });
    const booked = [];
    for (let n = 0; n < 3; n += 1) booked.push(await scenes.bookOne(starts[0]!, 'flu'));
    await core.editClinic(clinic, { capacity: 1 });
    granted(await core.cancel(booked[0]!));
    expect(await scenes.states(...booked)).toEqual(['cancelled', 'booked', 'stranded']);
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
    expect(reasonOf(await core.restore(booked[0]!))).toBe('time_gone');
  });

  rule('a place freed in one clinic serves somebody stranded through a chain', async (scenes, core) => {
    const date = scenes.aDate();
    const { clinic, starts } = await scenes.clinic(['covid', 'flu'], { date });
    const covid = await scenes.bookOne(starts[0]!, 'covid');
    await scenes.clinic(['flu', 'rsv'], { date });
    const rsv = await scenes.bookOne(starts[0]!, 'rsv');
    await core.editClinic(clinic, { services: ['flu'] });
    await scenes.clinic(['covid', 'rsv'], { date });
    expect(await scenes.states(covid, rsv)).toEqual(['booked', 'booked']);
    await core.editClinic(clinic, { services: ['flu', 'covid'] });
    expect(await scenes.states(covid, rsv)).toEqual(['booked', 'booked']);
  });

  rule('a hold that lapses or is given back where somebody is stranded goes back on sale', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const booked = await scenes.book(starts[0]!, ['flu', 'flu']);
    await core.editClinic(clinic, { services: ['rsv'] });
    const [given, lapsed] = [await scenes.held(starts[0]!, 'rsv'), await scenes.held(starts[0]!, 'rsv')];
    granted(await core.release(given));
    expect(await scenes.taken(starts[0]!)).toBe(1);
    await core.pass(11);
    await core.expire();
    expect(await core.heldRows(lapsed)).toBe(0);
    expect(await scenes.states(...booked)).toEqual(['stranded', 'stranded']);
    expect(await scenes.free(starts[0]!, 'rsv')).toEqual([2]);
  });

  rule('a stranded visit of two slots that can be served ends a hold in its way', async (scenes, core) => {
    const { starts } = await scenes.clinic(['flu']);
    const long = await scenes.bookLong(starts[0]!, 'flu');
    await core.setClosed('speke', starts[0]!, starts[0]! + MINUTE, true);
    const hold = await scenes.held(starts[1]!, 'flu');
    const report = await core.setClosed('speke', starts[0]!, starts[0]! + MINUTE, false);
    expect(report).toMatchObject({ rescued: 1, endedHolds: 1 });
    expect(await scenes.states(long)).toEqual(['booked']);
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('hold_expired');
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 1]);
  });

  rule('a move away makes room for somebody stranded', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const [early, late] = [await scenes.bookOne(starts[0]!, 'flu'), await scenes.bookOne(starts[0]!, 'flu')];
    await core.editClinic(clinic, { capacity: 1 });
    const target = await scenes.held(starts[1]!, 'flu');
    granted(await core.move(early, target));
    expect(await scenes.states(early, late)).toEqual(['booked', 'booked']);
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 1]);
  });

  rule('a paused clinic keeps its people and sells nothing', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    const hold = await scenes.held(starts[1]!, 'flu');
    await core.setPaused(clinic, true);
    expect(await scenes.free(starts[0]!, 'flu')).toEqual([0]);
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
    expect(reasonOf(await core.confirm({ hold, people: 1 }))).toBe('granted');
    expect(await scenes.states(booked)).toEqual(['booked']);
    granted(await core.cancel(booked));
    expect(reasonOf(await core.restore(booked))).toBe('granted');
    await core.setPaused(clinic, false);
    expect(await scenes.free(starts[0]!, 'flu')).toEqual([1]);
  });

  rule('places kept back are not sold to the public before their time', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    await core.reserve(clinic, 1, (await core.now()) + 60 * MINUTE);
    await scenes.book(starts[0]!, 'flu');
    expect(await scenes.free(starts[0]!, 'flu')).toEqual([0]);
    expect(reasonOf(await scenes.hold(starts[0]!, 'flu'))).toBe('time_gone');
    await core.pass(59);
    await core.releaseReserved();
    expect(await scenes.free(starts[0]!, 'flu')).toEqual([0]);
    await core.pass(2);
    await core.releaseReserved();
    expect(await scenes.free(starts[0]!, 'flu')).toEqual([1]);
    await scenes.book(starts[0]!, 'flu');
  });

  rule('places kept back serve whoever would be stranded', async (scenes, core) => {
    const date = scenes.aDate();
    const { clinic, starts } = await scenes.clinic(['flu'], { date });
    const booked = await scenes.bookOne(starts[0]!, 'flu');
    const other = await scenes.clinic(['flu'], { date, until: '09:30' });
    await core.reserve(other.clinic, 1, (await core.now()) + 60 * MINUTE);
    expect(await core.editClinic(clinic, { services: ['rsv'] })).toMatchObject({ moved: 1, stranded: 0 });
    expect(await scenes.states(booked)).toEqual(['booked']);
  });

  rule('of a visit of two slots both stay or neither, and what it leaves serves others', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const short = await scenes.bookOne(starts[0]!, 'flu');
    const long = await scenes.bookLong(starts[0]!, 'flu');
    await core.setClosed('speke', starts[1]!, starts[1]! + MINUTE, true);
    expect(await scenes.states(long, short)).toEqual(['stranded', 'booked']);
    expect(await scenes.taken(starts[0]!)).toBe(1);
    await core.editClinic(clinic, { capacity: 1 });
    expect(await scenes.states(short)).toEqual(['booked']);
    await core.setClosed('speke', starts[1]!, starts[1]! + MINUTE, false);
    expect(await scenes.states(long, short)).toEqual(['stranded', 'booked']);
    granted(await core.cancel(short));
    expect(await scenes.states(long)).toEqual(['booked']);
    expect(await scenes.takenAt(starts[0]!, starts[1]!)).toEqual([1, 1]);
  });

  rule('a stranded visit of two slots throws nobody out when a place near it comes free', async (scenes, core) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu'], { date });
    const first = await scenes.bookLong(starts[0]!, 'flu');
    await core.setClosed('speke', starts[0]!, starts[0]! + MINUTE, true);
    const second = await scenes.bookLong(starts[1]!, 'flu');
    await scenes.clinic(['rsv'], { date });
    const other = await scenes.bookOne(starts[1]!, 'rsv');
    expect(await scenes.states(first, second, other)).toEqual(['stranded', 'booked', 'booked']);
    granted(await core.cancel(other));
    expect(await scenes.states(first, second)).toEqual(['stranded', 'booked']);
  });

  rule('of a stranded visit of two slots never one half comes back', async (scenes, core) => {
    const date = scenes.aDate();
    const { starts } = await scenes.clinic(['flu'], { date, capacity: 2 });
    const late = await scenes.bookLong(starts[1]!, 'flu');
    await core.setClosed('speke', starts[2]!, starts[2]! + MINUTE, true);
    expect(await scenes.states(late)).toEqual(['stranded']);
    const near = await scenes.bookLong(starts[0]!, 'flu');
    const { clinic } = await scenes.clinic(['rsv'], { date, until: '09:10', capacity: 2 });
    const waiting = [await scenes.bookOne(starts[0]!, 'rsv'), await scenes.bookOne(starts[0]!, 'rsv')];
    await core.editClinic(clinic, { capacity: 1 });
    granted(await core.cancel(waiting[0]!));
    expect(await scenes.states(late, near, waiting[1]!)).toEqual(['stranded', 'booked', 'booked']);
    expect(await scenes.taken(starts[1]!)).toBe(1);
  });

  rule('a visit of two slots is kept where only another one in its way cannot be', async (scenes, core) => {
    const { clinic, starts } = await scenes.clinic(['flu'], { capacity: 2 });
    const single = await scenes.bookOne(starts[0]!, 'flu');
    const first = await scenes.bookLong(starts[0]!, 'flu');
    const second = await scenes.bookLong(starts[1]!, 'flu');
    await core.editClinic(clinic, { capacity: 1 });
    expect(await scenes.states(single, first, second)).toEqual(['booked', 'stranded', 'booked']);
    expect(await scenes.takenAt(...starts.slice(0, 3))).toEqual([1, 1, 1]);
  });

  rule('a slot exists where its local start exists', async (scenes) => {
    const night = { from: '00:00', until: '04:00', slotMinutes: 30 };
    // The clocks go back: 01:00 and 01:30 happen twice.
    const back = await scenes.clinic(['flu'], { ...night, date: '2026-10-25' });
    expect(back.starts).toHaveLength(10);
    for (const start of back.starts) expect(await scenes.free(start, 'flu')).toEqual([1]);
    // The clocks go forward: 01:00 and 01:30 do not happen.
    const on = await scenes.clinic(['flu'], { ...night, date: '2027-03-28' });
    expect(on.starts).toHaveLength(6);
    for (const start of on.starts) expect(await scenes.free(start, 'flu')).toEqual([1]);
  });
}
