module.exports = require('../../jest.preset.cjs').web('apps/booking-web');
