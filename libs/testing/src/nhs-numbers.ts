import { makeTestNhsNumber } from '@fairslot/domain';

/** The first so many valid numbers of the 999 range, which is never issued. */
export function testNhsNumbers(count: number): string[] {
  const numbers: string[] = [];
  for (let n = 0; numbers.length < count; n += 1) {
    const number = makeTestNhsNumber(n);
    if (number !== null) numbers.push(number);
  }
  return numbers;
}
