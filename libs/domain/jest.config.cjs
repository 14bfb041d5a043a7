const { node, together } = require('../../jest.preset.cjs');

module.exports = together(node('libs/domain'), 'libs/domain');
