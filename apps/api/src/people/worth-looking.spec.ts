import { WorthLooking } from './worth-looking';

test('a list of people who are new is looked at once in 32 pieces, one that is known each time', () => {
  const worth = new WorthLooking();
  const looked: number[] = [];
  for (let piece = 0; piece < 68; piece += 1) {
    if (!worth.now()) continue;
    looked.push(piece);
    worth.note(2000, piece < 64 ? 3 : 1900);
  }
  expect(looked).toEqual([0, 32, 64, 65, 66, 67]);
});
