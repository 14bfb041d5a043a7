const groups = require('./test/together/groups.json');

const grouped = Object.values(groups).flat();
const testPathIgnorePatterns = process.env.TEST_TOGETHER
  ? grouped.map((file) => `/apps/api/test/${file}\\.spec\\.ts$`)
  : ['/apps/api/test/together/'];

// Two at a time: these tests mostly wait for PostgreSQL and for programs of their own, and a busy machine makes them wait longer.
module.exports = require('../../jest.preset.cjs').node('apps/api', {
  maxWorkers: 2,
  testTimeout: 30_000,
  testPathIgnorePatterns,
});
