// Two shapes of test project: `node` for libraries and the API, `web` for React components in jsdom.
const path = require('node:path');
const { compilerOptions } = require('./tsconfig.base.json');

const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([name, [file]]) => [`^${name}$`, `<rootDir>/${file.replace('./', '')}`]),
);

const swc = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic' },
      },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const shared = (dir) => ({
  displayName: dir,
  rootDir: __dirname,
  roots: [`<rootDir>/${dir}`],
  cacheDirectory: path.join(__dirname, '.cache/jest'),
  transformIgnorePatterns: [],
  // A test that hangs is told by this too, and one on a busy machine is not mistaken for it.
  testTimeout: 30_000,
});

exports.node = (dir, more = {}) => ({
  ...shared(dir),
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.tsx?$': swc(true), '^.+\\.[cm]?js$': '<rootDir>/tools/jest/esm-transform.cjs' },
  moduleNameMapper,
  ...more,
});

exports.web = (dir, more = {}) => ({
  ...shared(dir),
  testEnvironment: 'jsdom',
  setupFilesAfterEnv: ['<rootDir>/tools/jest/web-setup.cjs'],
  testMatch: ['**/*.spec.ts?(x)'],
  transform: { '^.+\\.tsx?$': swc(true), '^.+\\.[cm]?js$': '<rootDir>/tools/jest/esm-transform.cjs' },
  moduleNameMapper: { ...moduleNameMapper, '\\.(s?css)$': '<rootDir>/tools/jest/empty.cjs' },
  ...more,
});
