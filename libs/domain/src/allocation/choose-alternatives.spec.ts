import { chooseAlternatives, type Displaced, type FreeSlot, type OtherPlace } from './choose-alternatives';

const FLU = 1;
const [HERE, NEAR, FAR] = [10, 20, 30];
const places: OtherPlace[] = [
  { siteId: FAR, metres: 9000, facilities: ['stepFree'] },
  { siteId: HERE, metres: 0, facilities: [] },
  { siteId: NEAR, metres: 2000, facilities: [] },
];
const at = (text: string) => new Date(`2026-11-${text}:00Z`);
let made = 0;
const slot = (siteId: number, start: string, more: Partial<FreeSlot> = {}): FreeSlot => {
  made += 1;
  return { id: made, siteId, startsAt: at(start), serviceIds: [FLU], audienceIds: null, options: [], free: 1, ...more };
};
const who = (id: number, start: string, more: Partial<Displaced> = {}): Displaced => ({
  id,
  partyId: id,
  serviceId: FLU,
  audienceId: null,
  startsAt: at(start),
  needs: [],
  options: [],
  isMale: false,
  ...more,
});
const choose = (displaced: Displaced[], slots: FreeSlot[], more: object = {}) =>
  chooseAlternatives({ displaced, slots, places, zone: 'Europe/London', mayHave: () => true, ...more });
const idsOf = (chosen: Map<number, FreeSlot>) => Object.fromEntries([...chosen].map(([id, { id: to }]) => [id, to]));

test('the same place comes before a nearer day elsewhere, and the same part of day before a sooner one', () => {
  const [elsewhere, evening, morning] = [slot(NEAR, '10T10:00'), slot(HERE, '10T18:00'), slot(HERE, '12T09:00')];
  expect(idsOf(choose([who(1, '09T10:40')], [elsewhere, evening, morning]))).toEqual({ 1: morning.id });
  expect(idsOf(choose([who(1, '09T10:40')], [elsewhere, evening]))).toEqual({ 1: evening.id });
});

test('on a day the nearest time of day is taken', () => {
  const [early, close] = [slot(HERE, '10T09:00'), slot(HERE, '10T10:50')];
  expect(idsOf(choose([who(1, '09T10:40')], [early, close]))).toEqual({ 1: close.id });
});

test('never an earlier time, never one after seven days, never one that may not serve them', () => {
  const slots = [
    slot(HERE, '09T09:00'),
    slot(HERE, '16T10:41'),
    slot(HERE, '10T10:00', { serviceIds: [2] }),
    slot(HERE, '10T10:00', { audienceIds: [7] }),
    slot(HERE, '10T10:00', { free: 0 }),
  ];
  expect(choose([who(1, '09T10:40')], slots).size).toBe(0);
  expect(choose([who(1, '09T10:40')], [slot(HERE, '16T10:40')]).size).toBe(1);
  expect(choose([who(1, '09T10:40')], [slot(HERE, '10T10:40')], { mayHave: () => false }).size).toBe(0);
});

test('help that is needed decides between places about as far away, not between near and far', () => {
  const also: OtherPlace = { siteId: 40, metres: 2400, facilities: ['stepFree'] };
  const [near, helped, far] = [slot(NEAR, '10T10:00'), slot(40, '10T10:00'), slot(FAR, '10T10:00')];
  const needs = ['stepFree'];
  const more = { places: [...places, also] };
  expect(idsOf(choose([who(1, '09T10:00', { needs })], [near, helped, far], more))).toEqual({ 1: helped.id });
  expect(idsOf(choose([who(1, '09T10:00')], [near, helped, far], more))).toEqual({ 1: near.id });
  expect(idsOf(choose([who(1, '09T10:00', { needs })], [near, far], more))).toEqual({ 1: near.id });
});

test('a place is given once: whoever comes first has it, the next one takes the next best, the last one none', () => {
  const [best, next] = [slot(HERE, '10T10:00'), slot(NEAR, '10T10:00')];
  expect(
    idsOf(
      choose(
        [1, 2, 3].map((id) => who(id, '09T10:00')),
        [best, next],
      ),
    ),
  ).toEqual({ 1: best.id, 2: next.id });
});

test('a party goes to one start where it fits, also in another place, and apart where it does not', () => {
  const [one, other, both] = [slot(HERE, '10T10:00'), slot(HERE, '10T10:30'), slot(NEAR, '11T10:00', { free: 2 })];
  const party = [who(1, '09T10:00', { partyId: 5 }), who(2, '09T10:00', { partyId: 5 })];
  expect(idsOf(choose(party, [one, other, both]))).toEqual({ 1: both.id, 2: both.id });
  expect(idsOf(choose(party, [one, other]))).toEqual({ 1: one.id, 2: other.id });
});

describe('what a clinic is besides', () => {
  const soonest = (person: Partial<Displaced>, slots: FreeSlot[]) =>
    choose([who(1, '09T10:00', person)], slots)
      .get(1)
      ?.startsAt.toISOString()
      .slice(8, 16);
  const slots = () => [
    slot(HERE, '10T10:00', { options: ['women_only'] }),
    slot(HERE, '10T10:10', { options: ['longer'] }),
    slot(HERE, '10T10:20', { options: ['quiet'] }),
    slot(HERE, '11T10:00'),
  ];

  test('nobody is given a time for women only who had not chosen one, and no man whatever he had', () => {
    expect(soonest({}, slots())).toBe('10T10:20');
    expect(soonest({ options: ['women_only'] }, slots())).toBe('10T10:00');
    expect(soonest({ options: ['women_only'], isMale: true }, slots())).toBeUndefined();
  });

  test('who had a longer appointment gets one, and who needs it quiet gets that before a time that is sooner', () => {
    expect(soonest({ options: ['longer'] }, slots())).toBe('10T10:10');
    const quietLater = [slot(HERE, '10T10:00'), slot(HERE, '12T15:00', { options: ['quiet'] })];
    expect(soonest({ needs: ['quietRoom'] }, quietLater)).toBe('12T15:00');
    expect(soonest({}, quietLater)).toBe('10T10:00');
  });
});
