import { CountTogether, type Companions } from './count-together';
import { Purposes } from './purposes';
import type { OpenSlot, Start } from './starts';

const MINUTE = 60_000;
const [FLU, COVID, RSV] = [1, 2, 3] as const;
const purposes = new Purposes();

const at = (minutes: number, slots: (Partial<OpenSlot> & { serviceIds: readonly number[] })[], length = 10): Start => ({
  startsAt: minutes * MINUTE,
  minutes: length,
  slots: slots.map(({ serviceIds, audienceIds = null, ...slot }, n) => ({
    id: minutes * 100 + n,
    clinicId: n,
    purpose: purposes.numberOf({ serviceIds, audienceIds }),
    serviceIds,
    audienceIds,
    free: 1,
    seated: [],
    ...slot,
  })),
});
/** Minutes of the start: how many more such parties. */
const free = (starts: Start[], serviceIds: number[], more: Partial<Companions> = {}): Record<number, number> => {
  const serving = serviceIds.map((id) => purposes.thatServe(id, more.audienceId ?? null));
  const companions = { serviceIds, serving, moreTime: false, audienceId: null, ...more };
  return Object.fromEntries(
    new CountTogether(starts, companions).times().map((time) => [time.startsAt / MINUTE, time.free]),
  );
};
const seated = (serviceId: number, people = 1): OpenSlot['seated'] => [{ serviceId, audienceId: null, people }];

describe('side by side', () => {
  test('a family of three needs three places at one start', () => {
    const starts = [
      at(0, [
        { serviceIds: [FLU], free: 4 },
        { serviceIds: [FLU, RSV], free: 3 },
      ]),
      at(10, [{ serviceIds: [FLU], free: 2 }]),
    ];
    expect(free(starts, [FLU, FLU, FLU])).toEqual({ 0: 2 });
  });

  test('people who want different services are seated so that all fit', () => {
    const starts = [at(0, [{ serviceIds: [FLU, COVID] }, { serviceIds: [FLU, RSV] }])];
    expect(free(starts, [FLU, COVID])).toEqual({ 0: 1 });
    expect(free(starts, [COVID, RSV])).toEqual({ 0: 1 });
    expect(free(starts, [COVID, COVID])).toEqual({});
  });

  test('somebody already there is moved where that helps', () => {
    const starts = [at(0, [{ serviceIds: [FLU, COVID], seated: seated(FLU) }, { serviceIds: [FLU, RSV] }])];
    expect(free(starts, [COVID])).toEqual({ 0: 2 });
    expect(free(starts, [COVID, COVID])).toEqual({ 0: 1 });
  });

  test('nobody is moved into a clinic that is not for them', () => {
    const starts = [
      at(0, [
        { serviceIds: [FLU], seated: seated(FLU), free: 0 },
        { serviceIds: [FLU], audienceIds: [7] },
      ]),
    ];
    expect(free(starts, [FLU])).toEqual({});
    expect(free(starts, [FLU], { audienceId: 7 })).toEqual({ 0: 1 });
  });
});

describe('with more time', () => {
  test('two adjacent slots of one clinic are taken, not of two', () => {
    const two = [FLU, RSV];
    const starts = [
      at(0, [
        { serviceIds: two, free: 2 },
        { serviceIds: [FLU], free: 2 },
      ]),
      at(10, [
        { serviceIds: two, free: 1 },
        { serviceIds: [FLU], free: 0 },
      ]),
      at(20, [{ serviceIds: two, free: 5 }]),
    ];
    expect(free(starts, [FLU], { moreTime: true })).toEqual({ 0: 1, 10: 1 });
    expect(free(starts, [FLU, FLU], { moreTime: true })).toEqual({});
  });

  test('a break ends it, and another length is no next slot', () => {
    const starts = [
      at(0, [{ serviceIds: [FLU] }]),
      at(15, [{ serviceIds: [FLU] }]),
      at(25, [{ serviceIds: [FLU] }], 20),
    ];
    expect(free(starts, [FLU], { moreTime: true })).toEqual({});
  });

  test('others are moved out of both slots where that helps', () => {
    const starts = [0, 10].map((minutes) =>
      at(minutes, [{ serviceIds: [FLU, COVID], free: 0, seated: seated(FLU) }, { serviceIds: [FLU, RSV] }]),
    );
    expect(free(starts, [COVID], { moreTime: true })).toEqual({ 0: 1 });
    expect(free(starts, [COVID, RSV], { moreTime: true })).toEqual({});
  });
});
