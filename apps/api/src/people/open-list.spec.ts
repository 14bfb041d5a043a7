import { bytesOf } from './open-list';

test.each([
  ['text', 'a'.repeat(5_000_001)],
  ['file', new File([Buffer.alloc(5_000_001, 97)], 'x.csv')],
])('a large %s is read in small pieces, all of it', async (_, list) => {
  const pieces: number[] = [];
  for await (const { byteLength } of bytesOf(list)) pieces.push(byteLength);
  expect(Math.max(...pieces)).toBe(1 << 18);
  expect(pieces.reduce((sum, bytes) => sum + bytes, 0)).toBe(5_000_001);
});
