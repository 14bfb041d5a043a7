import { candidateOrder } from './allocation-order';

test('the clinic with the fewest services is tried first, then the lowest id', () => {
  const slots = [
    { id: 10, serviceIds: [1, 2] },
    { id: 9, serviceIds: [1, 2] },
    { id: 30, serviceIds: [1] },
    { id: 2, serviceIds: [1, 2, 3] },
  ];
  expect(candidateOrder(slots).map(({ id }) => id)).toEqual([30, 9, 10, 2]);
  expect(slots.map(({ id }) => id)).toEqual([10, 9, 30, 2]);
});
