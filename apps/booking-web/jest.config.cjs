const { node, together } = require('../../jest.preset.cjs');

// The public site is a server: its pages are tested as the HTML that it sends.
module.exports = together(node('apps/booking-web', { testMatch: ['**/*.spec.ts?(x)'] }), 'apps/booking-web');
