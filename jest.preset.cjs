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

/** Of the packages that tests load, the larger ones that Node can require() as they are: asking the transform costs as much as running them. */
const PLAIN = [
  '@opentelemetry/api',
  '@testing-library/dom',
  'aria-query',
  'avvio',
  'bullmq',
  'cron-parser',
  'dom-accessibility-api',
  'fastify',
  'find-my-way',
  'ioredis',
  'iterare',
  'jsonwebtoken',
  'pg',
  'pg-protocol',
  'pino',
  'pngjs',
  'pretty-format',
  'prom-client',
  'qrcode',
  'react',
  'react-dom',
  'ret',
  'rxjs',
  'semver',
  'sms-segments-calculator',
  'twilio',
  'typeorm',
  'xmlbuilder',
];

const shared = (dir) => ({
  displayName: dir,
  rootDir: __dirname,
  roots: [`<rootDir>/${dir}`],
  cacheDirectory: path.join(__dirname, '.cache/jest'),
  transformIgnorePatterns: ['/node_modules/.+\\.cjs$', `/node_modules/(?:${PLAIN.join('|')})/(?!.*/node_modules/)`],
  // A test that hangs is told by this too, and one on a busy machine is not mistaken for it.
  testTimeout: 30_000,
});

/**
 * Where everything runs (TEST_TOGETHER), the test files of a project run as one, because loading the program for each costs
 * more than its tests. A file that is asked for by name runs by itself.
 */
exports.together = (config, dir) =>
  process.env.TEST_TOGETHER
    ? {
        ...config,
        roots: [...config.roots, '<rootDir>/tools/jest'],
        testMatch: ['<rootDir>/tools/jest/together.cjs'],
        globals: { together: { folder: path.join(__dirname, dir) } },
      }
    : config;

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
