import { mayRecord, type DeskAct } from './day.policy';

const today = '2026-03-09';

test.each<[DeskAct, string, boolean]>([
  ['check_in', '2026-03-08', false],
  ['check_in', '2026-03-09', true],
  ['check_in', '2026-03-10', false],
  ['complete', '2026-03-08', true],
  ['complete', '2026-03-09', true],
  ['complete', '2026-03-10', false],
  ['did_not_attend', '2026-03-08', true],
  ['did_not_attend', '2026-03-09', true],
  ['did_not_attend', '2026-03-10', false],
  ['undo', '2026-03-08', false],
  ['undo', '2026-03-09', true],
  ['undo', '2026-03-10', false],
])('%s of an appointment on %s may be recorded on 9 March: %s', (act, day, expected) => {
  expect(mayRecord(act, day, today)).toBe(expected);
});
