import { clinicOptionsOf, keepsWhatWasTold, mayBeGiven, optionsForNeeds, sameOptions } from './clinic-options';

test('options are named in one order, each once; other words are none', () => {
  expect(clinicOptionsOf(['longer', 'quiet', 'quiet', 'loud'])).toEqual(['quiet', 'longer']);
  expect([clinicOptionsOf(null), clinicOptionsOf([])]).toEqual([[], []]);
  expect([
    sameOptions(['quiet'], ['quiet']),
    sameOptions(),
    sameOptions(['quiet'], ['longer']),
    sameOptions(['quiet']),
  ]).toEqual([true, true, false, false]);
});

test.each([
  [[], ['quiet', 'longer'], true],
  [['quiet'], ['quiet', 'longer'], true],
  [['quiet'], [], false],
  [['longer'], ['quiet'], false],
  [[], ['women_only'], false],
  [['women_only'], [], false],
  [['women_only'], ['quiet', 'women_only'], true],
] as const)('of a clinic with people booked, from %j to %j keeps what they were told: %s', (before, after, keeps) => {
  expect(keepsWhatWasTold(before, after)).toBe(keeps);
});

test('who needs a quiet time or more time is shown what is so first', () => {
  expect(optionsForNeeds(['quietRoom', 'stepFree'])).toEqual(['quiet']);
  expect(optionsForNeeds(['moreTime', 'quietRoom'])).toEqual(['quiet', 'longer']);
  expect(optionsForNeeds(['speaks-pl'])).toEqual([]);
});

describe('without being asked', () => {
  const given = (options: Parameters<typeof mayBeGiven>[0], had: Parameters<typeof mayBeGiven>[0], isMale = false) =>
    mayBeGiven(options, { had, isMale });

  test('nobody gets a time for women only who had not chosen one, and no man ever', () => {
    expect([given(['women_only'], []), given(['women_only'], ['women_only'])]).toEqual([false, true]);
    expect(given(['women_only'], ['women_only'], true)).toBe(false);
    expect(given([], [], true)).toBe(true);
  });

  test('who had chosen one for women only, or a longer one, gets no other', () => {
    expect([given([], ['women_only']), given([], ['longer']), given(['longer'], ['longer'])]).toEqual([
      false,
      false,
      true,
    ]);
    expect(given(['longer'], [])).toBe(false);
  });

  test('a quiet time is right for everybody', () => {
    expect([given(['quiet'], []), given([], ['quiet'])]).toEqual([true, true]);
  });
});
