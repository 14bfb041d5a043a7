const { together, web } = require('../../jest.preset.cjs');

const base = web('apps/admin-web');
const config = {
  ...base,
  testEnvironment: '<rootDir>/apps/admin-web/src/test/browser-like.cjs',
  setupFilesAfterEnv: [...base.setupFilesAfterEnv, '<rootDir>/apps/admin-web/src/test/patience.cjs'],
};

module.exports = together(config, 'apps/admin-web');
