import { aRow } from '../../test/staff-api';
import { actsOf } from './row-acts';

test.each([
  ['booked', 'today', { forward: 'check_in', didNotAttend: true, undo: false }],
  ['checked_in', 'today', { forward: 'complete', didNotAttend: false, undo: true }],
  ['completed', 'today', { didNotAttend: false, undo: true }],
  ['did_not_attend', 'today', { didNotAttend: false, undo: true }],
  ['cancelled', 'today', { didNotAttend: false, undo: false }],
  ['booked', 'past', { didNotAttend: true, undo: false }],
  ['checked_in', 'past', { forward: 'complete', didNotAttend: false, undo: false }],
  ['completed', 'past', { didNotAttend: false, undo: false }],
  ['booked', 'future', { didNotAttend: false, undo: false }],
] as const)('a row that is %s, on a day that is %s', (status, when, acts) => {
  expect(actsOf(aRow({ status }), when)).toEqual(acts);
});
