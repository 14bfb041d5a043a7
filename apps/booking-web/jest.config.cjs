// The public site is a server: its pages are tested as the HTML that it sends.
module.exports = require('../../jest.preset.cjs').node('apps/booking-web', { testMatch: ['**/*.spec.ts?(x)'] });
