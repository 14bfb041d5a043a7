module.exports = require('../../jest.preset.cjs').web('apps/admin-web', {
  testEnvironment: '<rootDir>/apps/admin-web/src/test/browser-like.cjs',
});
