import { emptyDraft } from './clinic-draft';
import { judgeStep } from './judge-draft';

test.each([
  [10, 2, []],
  [7.5, 2, ['slotMinutes']],
  [61, 2, ['slotMinutes']],
  [10, 1.5, ['capacity']],
  [10, 0, ['capacity']],
])('%d minutes for %d people at a time has faults in %j', (slotMinutes, capacity, fields) => {
  const faults = judgeStep('people', { ...emptyDraft('2026-11-21'), slotMinutes, capacity }, '2026-11-21');
  expect(faults.map(({ field }) => field)).toEqual(fields);
});
