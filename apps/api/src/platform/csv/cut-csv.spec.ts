import { CutCsv, EndlessQuote } from './cut-csv';
import { readPiece } from './read-piece';

/** Reads a text that arrives so many bytes at a time. */
function rows(text: string, size: number): [number, string[]][] {
  const cut = new CutCsv();
  const bytes = Buffer.from(text);
  const read: [number, string[]][] = [];
  const take = (piece: ReturnType<CutCsv['add']>): void => {
    if (piece)
      for (const { line, values } of readPiece(piece.bytes.toString(), piece.line, cut.separator))
        read.push([line, values]);
  };
  for (let at = 0; at < bytes.length; at += size) take(cut.add(bytes.subarray(at, at + size)));
  take(cut.finish());
  return read;
}

const LIST = 'name,note\r\nAda,"one, ""two"""\n\nBo,"over\ntwo lines"\n  Cy , 3 \nÉva,€';

test.each([1, 2, 3, 7, 16, 1000])('rows are the same however the file arrives: %i bytes at a time', (size) => {
  expect(rows(LIST, size)).toEqual([
    [1, ['name', 'note']],
    [2, ['Ada', 'one, "two"']],
    [5, ['Bo', 'over\ntwo lines']],
    [6, ['Cy', '3']],
    [7, ['Éva', '€']],
  ]);
});

test('a quote inside a value opens nothing', () => {
  expect(rows('a,b\n5" pipe,x\ny,z\n', 4)).toEqual([
    [1, ['a', 'b']],
    [2, ['5" pipe', 'x']],
    [3, ['y', 'z']],
  ]);
});

test('semicolons, and the line ends of old machines', () => {
  expect(rows('a;b\n1;2,5\n', 5)).toEqual([
    [1, ['a', 'b']],
    [2, ['1', '2,5']],
  ]);
  expect(rows('a,b\r1,2\r', 50)).toEqual([
    [1, ['a', 'b']],
    [2, ['1', '2']],
  ]);
});

test('a quote that never closes is told with its line', () => {
  const fault = (): unknown => {
    try {
      return rows('a,b\n1,2\n3,"4\n5,6\n', 100);
    } catch (error) {
      return error;
    }
  };
  expect(fault()).toBeInstanceOf(EndlessQuote);
  expect((fault() as EndlessQuote).line).toBe(3);
});
