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

// Three at a time, on two processors too: these tests often wait, for PostgreSQL and for programs of their own.
module.exports = require('../../jest.preset.cjs').node('apps/api', { maxWorkers: 3, testPathIgnorePatterns });
