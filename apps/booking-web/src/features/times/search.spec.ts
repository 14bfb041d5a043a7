import { queryOf, readSearch } from './search';

const read = (query: string) => readSearch(new URLSearchParams(query));

it('reads the usual search from an empty address', () => {
  const usual = { miles: 5, parts: [], sort: 'soonest', page: 1 };
  expect(read('')).toEqual({ typedFrom: { day: '', month: '', year: '' }, ...usual });
});

it('reads the three boxes of the form and the date of a link alike', () => {
  expect(read('from-day=12&from-month=oct&from-year=2026').from).toBe('2026-10-12');
  expect(read('from=2026-10-12')).toMatchObject({
    from: '2026-10-12',
    typedFrom: { day: '12', month: '10', year: '2026' },
  });
});

it('keeps a date that is wrong as typed, says what is wrong, and searches without it', () => {
  const search = read('from-day=31&from-month=2&from-year=2026');
  expect(search).toMatchObject({ fault: 'not_real', typedFrom: { day: '31', month: '2', year: '2026' } });
  expect(search.from).toBeUndefined();
});

it('reads days and parts of the day from the boxes of the form and from a link alike', () => {
  const search = read('days=weekends&part=evening&part=morning&part=night');
  expect(search).toMatchObject({ days: 'weekends', parts: ['morning', 'evening'] });
  expect(queryOf(search)).toBe('?days=weekends&part=morning%2Cevening');
  expect(read(queryOf(search).slice(1))).toEqual(search);
  expect(read('days=any').days).toBeUndefined();
});

it.each(['distance=7', 'distance=-1', 'distance=x', 'sort=price', 'page=0', 'page=x', 'from=tomorrow'])(
  'takes the usual value for %s',
  (query) => {
    expect(read(query)).toMatchObject({ miles: 5, sort: 'soonest', page: 1 });
  },
);

it('writes an address that reads back to the same search', () => {
  const search = read('from=2026-10-12&distance=20&sort=nearest&page=3');
  expect(read(queryOf(search).slice(1))).toEqual(search);
  expect(queryOf(read(''))).toBe('');
  expect(queryOf(search, { page: 1, miles: 5 })).toBe('?from=2026-10-12&sort=nearest');
});
