module.exports = require('../../jest.preset.cjs').node('apps/api');
