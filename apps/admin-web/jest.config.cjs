const { web } = require('../../jest.preset.cjs');

const base = web('apps/admin-web');

module.exports = {
  ...base,
  testEnvironment: '<rootDir>/apps/admin-web/src/test/browser-like.cjs',
  setupFilesAfterEnv: [...base.setupFilesAfterEnv, '<rootDir>/apps/admin-web/src/test/patience.cjs'],
};
