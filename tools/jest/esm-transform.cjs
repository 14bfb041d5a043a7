// Jest on Node 20 cannot require() ES modules, nor run import() without an experimental flag.
// A dependency's ESM file becomes CommonJS; import() in a CommonJS dependency becomes require(); the rest is left alone.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');

const known = new Map();

function packageType(dir) {
  if (known.has(dir)) return known.get(dir);
  let type;
  try {
    const pkg = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'));
    type = pkg.type ?? (pkg.name ? 'commonjs' : undefined);
  } catch {
    // no package.json in this folder: ask the one above
  }
  if (!type) {
    const up = path.dirname(dir);
    type = up === dir || path.basename(dir) === 'node_modules' ? 'commonjs' : packageType(up);
  }
  known.set(dir, type);
  return type;
}

function kindOf(source, file) {
  if (file.endsWith('.mjs')) return 'esm';
  if (file.endsWith('.js') && packageType(path.dirname(file)) === 'module') return 'esm';
  return /\bimport\s*\(/.test(source) ? 'dynamic' : 'plain';
}

module.exports = {
  canInstrument: false,
  getCacheKey: (source, file) =>
    createHash('sha1').update('v1').update(kindOf(source, file)).update(file).update(source).digest('hex'),
  process(source, file) {
    const kind = kindOf(source, file);
    if (kind === 'esm') {
      return swc.transformSync(source, {
        filename: file,
        swcrc: false,
        configFile: false,
        isModule: true,
        jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' },
        module: { type: 'commonjs' },
      });
    }
    if (kind === 'dynamic') {
      const later = 'function __requireLater(s) { return Promise.resolve().then(() => require(s)); }';
      return { code: `${source.replace(/\bimport\s*\(/g, '__requireLater(')}\n${later}\n` };
    }
    return { code: source };
  },
};
