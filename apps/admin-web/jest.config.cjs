module.exports = require('../../jest.preset.cjs').web('apps/admin-web');
