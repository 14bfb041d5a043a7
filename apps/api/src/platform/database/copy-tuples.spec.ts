import { CopyTuples } from './copy-tuples';

const DAY_MS = 86_400_000;

test('a day is the days since 2000, for every day of the calendar', () => {
  const tuples = new CopyTuples();
  const wrong: string[] = [];
  for (let day = Date.parse('1850-01-01'); day < Date.parse('2150-01-01'); day += DAY_MS) {
    const text = new Date(day).toISOString().slice(0, 10);
    const at = tuples.size;
    tuples.date(text);
    if (tuples.bytes().readInt32BE(at + 4) !== (day - Date.parse('2000-01-01')) / DAY_MS) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

test('a row key is its 16 bytes', () => {
  const tuples = new CopyTuples();
  tuples.uuid('018f1f6e-7a3c-7abc-9def-0123456789ab');
  expect(tuples.bytes().toString('hex')).toBe('00000010018f1f6e7a3c7abc9def0123456789ab');
});
