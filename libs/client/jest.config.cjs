module.exports = require('../../jest.preset.cjs').web('libs/client');
