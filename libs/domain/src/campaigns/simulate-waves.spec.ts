import { simulateWaves, type Simulation } from './simulate-waves';

const people = (areaId: string, number: number) =>
  Array.from({ length: number }, (_, n) => ({ personId: n + (areaId === 'L1' ? 0 : 1000), areaId }));
const terms: Simulation = {
  from: '2026-11-02',
  isSendingDay: () => true,
  to: '2026-12-20',
  perDay: 100,
  pace: 'asThereIsRoom',
  free: [],
  areas: new Map([
    ['L1', { id: 'L1', siteIds: [1] }],
    ['L2', { id: 'L2', siteIds: [2] }],
  ]),
  waiting: new Map(),
  waitingWomen: new Map(),
  expected: 0.5,
  aheadDays: 14,
};

test('so many leave each day, and no more than there is room for', () => {
  const free = [{ siteId: 1, date: '2026-11-05', free: 40, forWomen: false }];
  expect(simulateWaves(people('L1', 150), { ...terms, free, perDay: 30 })).toEqual({
    days: [
      { date: '2026-11-02', invited: 30 },
      { date: '2026-11-03', invited: 30 },
      { date: '2026-11-04', invited: 20 },
    ],
    left: 70,
    short: ['L1'],
  });
});

test('times that come within reach later let people in later, once those before them had theirs', () => {
  const free = [
    { siteId: 1, date: '2026-11-05', free: 10, forWomen: false },
    { siteId: 1, date: '2026-11-20', free: 10, forWomen: false },
  ];
  expect(simulateWaves(people('L1', 50), { ...terms, free })).toEqual({
    days: [
      { date: '2026-11-02', invited: 20 },
      { date: '2026-11-16', invited: 20 },
    ],
    left: 10,
    short: ['L1'],
  });
});

test('those invited before are reckoned with for as long, and an area without a site near stays out', () => {
  const free = [
    { siteId: 1, date: '2026-11-05', free: 10, forWomen: false },
    { siteId: 1, date: '2026-11-17', free: 10, forWomen: false },
  ];
  const all = [...people('L2', 1), ...people('L1', 30)];
  expect(simulateWaves(all, { ...terms, free, waiting: new Map([['L1', 15]]) })).toEqual({
    days: [
      { date: '2026-11-02', invited: 5 },
      { date: '2026-11-04', invited: 20 },
    ],
    left: 6,
    short: ['L2', 'L1'],
  });
});

test('a campaign by dates invites so many a day whatever room there is, until its last day', () => {
  const to = '2026-11-03';
  expect(simulateWaves(people('L1', 250), { ...terms, pace: 'asPlanned', to })).toEqual({
    days: [
      { date: '2026-11-02', invited: 100 },
      { date: '2026-11-03', invited: 100 },
    ],
    left: 50,
    short: [],
  });
});

test('times for women only are for women, and they are reckoned with there', () => {
  const free = [
    { siteId: 1, date: '2026-11-05', free: 5, forWomen: true },
    { siteId: 1, date: '2026-11-05', free: 1, forWomen: false },
  ];
  const all = people('L1', 20).map((one, n) => ({ ...one, sex: n % 2 === 0 ? ('f' as const) : ('m' as const) }));
  // Six women and two men; then the other four women. For the eight men who are left there is no room.
  expect(simulateWaves(all, { ...terms, free, perDay: 8, to: '2026-11-03' })).toMatchObject({
    days: [
      { date: '2026-11-02', invited: 8 },
      { date: '2026-11-03', invited: 4 },
    ],
    left: 8,
  });
});

test('on a day on which nothing leaves nobody is invited', () => {
  const isSendingDay = (date: string) => date !== '2026-11-03';
  expect(simulateWaves(people('L1', 250), { ...terms, pace: 'asPlanned', isSendingDay }).days).toEqual([
    { date: '2026-11-02', invited: 100 },
    { date: '2026-11-04', invited: 100 },
    { date: '2026-11-05', invited: 50 },
  ]);
});
