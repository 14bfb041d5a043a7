// jsdom with the parts of a browser that it lacks and Node has: the router builds a Request for every move.
const { TestEnvironment } = require('jest-environment-jsdom');

const fromNode = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'AbortController',
  'AbortSignal',
  'TextEncoder',
  'TextDecoder',
];

module.exports = class BrowserLike extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of fromNode) this.global[name] = globalThis[name];
    const { FileReader } = this.global;
    this.global.Blob.prototype.arrayBuffer = function arrayBuffer() {
      return new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsArrayBuffer(this);
      });
    };
    this.global.scrollTo = () => {};
    this.global.Element.prototype.scrollIntoView = () => {};
  }
};
