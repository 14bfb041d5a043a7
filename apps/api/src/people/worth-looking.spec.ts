import { WorthLooking } from './worth-looking';

test('a list of people who are new is looked at once in eight batches, one that is known each time', () => {
  const worth = new WorthLooking();
  const looked: number[] = [];
  for (let batch = 0; batch < 20; batch += 1) {
    if (!worth.now()) continue;
    looked.push(batch);
    worth.note(8000, batch < 16 ? 3 : 7000);
  }
  expect(looked).toEqual([0, 8, 16, 17, 18, 19]);
});
