// Two at a time: these tests mostly wait for PostgreSQL and for programs of their own.
module.exports = require('../../jest.preset.cjs').node('apps/api', { maxWorkers: 2 });
