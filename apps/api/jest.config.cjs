const groups = require('./test/together/groups.json');

const grouped = [
  'src/.+',
  ...Object.values(groups)
    .flat()
    .map((file) => `test/${file}`),
];
const testPathIgnorePatterns = process.env.TEST_TOGETHER
  ? grouped.map((file) => `/apps/api/${file}\\.spec\\.ts$`)
  : ['/apps/api/test/together/'];

module.exports = require('../../jest.preset.cjs').node('apps/api', {
  // Three at a time, on two processors too: these tests often wait, for PostgreSQL and for programs of their own.
  maxWorkers: 3,
  // A worker with nothing open needs more than the usual half second to give back its memory while the machine is busy.
  // Whoever is still there after this has left something open.
  workerGracefulExitTimeout: 10_000,
  testPathIgnorePatterns,
});
