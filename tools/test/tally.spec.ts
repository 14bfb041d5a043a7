const { tally } = require('./tally.mjs') as {
  tally: (output: string) => { passed: number; failed: number; skipped: number; reasons: string[] };
};

const twoProjects = `
Skipped: the queue on Redis is not tried, because TEST_REDIS_URL names none
Test Suites: 1 skipped, 3 passed, 3 of 4 total
Tests:       2 skipped, 40 passed, 42 total
 NX  Successfully ran target test
Test Suites: 1 failed, 1 passed, 2 total
Tests:       1 failed, 1 todo, 7 passed, 9 total
`;

test('figures of all projects are added, and reasons for skips are kept', () => {
  expect(tally(twoProjects)).toEqual({
    passed: 47,
    failed: 1,
    skipped: 3,
    reasons: ['the queue on Redis is not tried, because TEST_REDIS_URL names none'],
  });
});

test('a test file that cannot be loaded counts as a failure', () => {
  const { passed, failed } = tally('Test Suites: 2 failed, 1 passed, 3 total\nTests:       3 passed, 3 total\n');
  expect({ passed, failed }).toEqual({ passed: 3, failed: 2 });
});

test('no test at all counts as nothing', () => {
  expect(tally('No tests found, exiting with code 0')).toEqual({ passed: 0, failed: 0, skipped: 0, reasons: [] });
});
