// Two at a time: these tests mostly wait for PostgreSQL and for programs of their own, and a busy machine makes them wait longer.
module.exports = require('../../jest.preset.cjs').node('apps/api', { maxWorkers: 2, testTimeout: 30_000 });
