import { actOf, factsOf } from './describe-details';

const nameOf = (id: string) => (id === 'flu' ? 'Flu vaccine' : id);

test('an act is told in words, and one that nobody wrote words for by its name', () => {
  expect(actOf('booking.checked_in')).toBe('Checked somebody in');
  expect(actOf('clinic.something_new')).toBe('Clinic something new');
});

test('what changed is told with what was before; ids are not for reading', () => {
  const details = {
    clinic: 'opaque',
    date: '2026-11-26',
    changes: { capacity: { from: 1, to: 2 }, serviceIds: { from: ['flu'], to: [] } },
    reason: 'had_elsewhere',
    dailyCap: null,
    withNumbers: true,
  };
  expect(factsOf(details, nameOf)).toEqual([
    ['Date', 'Thu 26 Nov 2026'],
    ['People at the same time', '1 before, 2 after'],
    ['Services', 'Flu vaccine before, nothing after'],
    ['Reason', 'had elsewhere'],
    ['With NHS numbers', 'yes'],
  ]);
});

test('where an appointment came from and went to is two facts', () => {
  expect(factsOf({ from: '2026-11-26T10:00:00+00:00', to: '2026-11-27T10:10:00+00:00' }, nameOf)).toEqual([
    ['From', 'Thu 26 Nov 2026, 10:00am'],
    ['To', 'Fri 27 Nov 2026, 10:10am'],
  ]);
});
