import { changedFields, editOfDate, ownChanges, seriesDates, type ClinicFields } from './clinic-series';

const FLU = 1;
const COVID = 2;
const RSV = 3;
const series: ClinicFields = {
  from: '09:00',
  until: '17:00',
  slotMinutes: 10,
  capacity: 2,
  serviceIds: [FLU],
  breaks: [{ from: '12:00', until: '13:00' }],
  dailyCap: null,
  heldBack: null,
  openTo: null,
  options: [],
};

describe('the dates of a rule', () => {
  test('are those between its ends, both included, on its weekdays', () => {
    expect(seriesDates({ startsOn: '2026-03-27', endsOn: '2026-04-03', weekdays: [1, 5] })).toEqual([
      '2026-03-27',
      '2026-03-30',
      '2026-04-03',
    ]);
  });

  test('can be none', () => {
    expect(seriesDates({ startsOn: '2026-03-27', endsOn: '2026-03-28', weekdays: [1] })).toEqual([]);
    expect(seriesDates({ startsOn: '2026-03-28', endsOn: '2026-03-27', weekdays: [1, 2, 3, 4, 5, 6, 7] })).toEqual([]);
  });
});

describe('what a date has of its own', () => {
  test('is what was changed on it and differs from the series', () => {
    const after = { ...series, capacity: 5, until: '16:00' };
    expect(ownChanges([], series, after, series)).toEqual(['until', 'capacity']);
  });

  test('is nothing more once it is as the series says', () => {
    const edited = { ...series, capacity: 5 };
    expect(ownChanges(['capacity'], edited, series, series)).toEqual([]);
  });

  test('stays when something else is changed, and what is no field stays in any case', () => {
    const edited = { ...series, capacity: 5 };
    expect(ownChanges(['capacity', 'location'], edited, { ...edited, from: '10:00' }, series)).toEqual([
      'capacity',
      'location',
      'from',
    ]);
  });

  test('does not grow by what the series has changed since', () => {
    expect(ownChanges([], series, series, { ...series, capacity: 9 })).toEqual([]);
  });
});

test('fields are compared by what they say, not by how they are written', () => {
  const heldBack = { percent: 10, releaseDaysBefore: 1, releaseTime: '09:00' };
  const turned = { releaseTime: '09:00', releaseDaysBefore: 1, percent: 10 };
  expect(changedFields({ ...series, heldBack }, { ...series, heldBack: turned })).toEqual([]);
  expect(changedFields(series, { ...series, heldBack, openTo: [4] })).toEqual(['heldBack', 'openTo']);
});

describe('an edit of the series on one date', () => {
  const editOf = (clinic: Partial<ClinicFields>, own: string[], edit: Partial<ClinicFields>) =>
    editOfDate({ clinic: { ...series, ...clinic }, own, series, edit });

  test('reaches every field that the date has not changed itself', () => {
    const { clinic, left } = editOf({ capacity: 5 }, ['capacity'], { capacity: 3, until: '18:00' });
    expect(clinic).toEqual({ ...series, capacity: 5, until: '18:00' });
    expect(left).toEqual(['capacity']);
  });

  test('does not name a field as left where the date says the same', () => {
    expect(editOf({ capacity: 5 }, ['capacity'], { capacity: 5 }).left).toEqual([]);
  });

  test('brings a new service to a date with services of its own, and takes none away there', () => {
    const { clinic, left } = editOf({ serviceIds: [FLU, RSV] }, ['serviceIds'], { serviceIds: [COVID] });
    expect(clinic.serviceIds).toEqual([FLU, COVID, RSV]);
    expect(left).toEqual(['serviceIds']);
    expect(editOf({}, [], { serviceIds: [COVID] }).clinic.serviceIds).toEqual([COVID]);
    // Flu is not new: a date that dropped it does not get it back.
    expect(editOf({ serviceIds: [RSV] }, ['serviceIds'], { serviceIds: [FLU, COVID] }).clinic.serviceIds).toEqual([
      COVID,
      RSV,
    ]);
  });

  test('leaves the hours of a date alone where they would not fit together', () => {
    const { clinic, left } = editOf({ from: '16:30', until: '18:00' }, ['from'], { until: '16:00', capacity: 3 });
    expect(clinic).toEqual({ ...series, from: '16:30', until: '18:00', capacity: 3 });
    expect(left).toEqual(['until']);
  });

  test('may bring a break that lies outside the hours of the date: there it removes nothing', () => {
    const breaks = [{ from: '15:00', until: '15:30' }];
    const { clinic, left } = editOf({ until: '12:00' }, ['until'], { breaks });
    expect(clinic).toEqual({ ...series, until: '12:00', breaks });
    expect(left).toEqual([]);
  });

  test('that says null takes away', () => {
    expect(editOf({ dailyCap: 40 }, [], { dailyCap: null }).clinic.dailyCap).toBeNull();
  });
});
