// The one list of who may import whom. Lint reads it, the architecture page prints it.

/**
 * Project → projects (`may`) and packages it may import, whether it may use Node itself (`node`), and single folders or
 * files of other projects (`folders`). Tests may import `specs` too.
 */
export const projects = {
  'libs/domain': {
    may: [],
    packages: ['luxon', 'libphonenumber-js', 'sms-segments-calculator'],
    specs: ['fast-check'],
  },
  'libs/contract': { may: ['libs/domain'], packages: ['zod'] },
  'libs/texts': { may: ['libs/domain'], packages: [] },
  'libs/client': { may: ['libs/contract'], packages: ['react', '@tanstack/react-query'] },
  'libs/ui': { may: ['libs/domain'], packages: ['react', 'react-dom', 'nhsuk-react-components', 'nhsuk-frontend'] },
  'libs/testing': { may: ['libs/domain', 'libs/contract'], packages: ['fast-check'] },
  'apps/api': {
    may: ['libs/domain', 'libs/contract', 'libs/texts'],
    node: true,
    packages: [
      '@fastify/cookie',
      '@fastify/static',
      '@nestjs/common',
      '@nestjs/core',
      '@nestjs/platform-fastify',
      '@nestjs/swagger',
      'bullmq',
      'csv-stringify',
      'csv-parse',
      'fastify',
      'hash-wasm',
      'ical-generator',
      'ioredis',
      'nodemailer',
      'pdfkit',
      'otpauth',
      'pg',
      'pino',
      'prom-client',
      'qrcode',
      'reflect-metadata',
      'rxjs',
      'twilio',
      'typeorm',
      'zod',
    ],
    specs: ['libs/client', 'libs/testing', 'migrations', 'smtp-server', 'mailparser', 'fast-check', '@nestjs/testing'],
  },
  'apps/booking-web': {
    may: ['libs/domain', 'libs/contract', 'libs/client', 'libs/texts', 'libs/ui'],
    node: true,
    packages: [
      'fastify',
      '@fastify/cookie',
      '@fastify/static',
      'ical-generator',
      'qrcode',
      'react',
      'react-dom',
      'react-router',
      'zod',
    ],
    specs: ['libs/testing', '@playwright/test', '@axe-core/playwright'],
  },
  'apps/admin-web': {
    may: ['libs/domain', 'libs/contract', 'libs/client', 'libs/texts', 'libs/ui'],
    packages: [
      'react',
      'react-dom',
      'react-router',
      '@tanstack/react-query',
      'nhsuk-frontend',
      'csv-parse',
      'csv-stringify',
      'recharts',
    ],
    specs: [
      'marked',
      'libs/testing',
      '@playwright/test',
      '@axe-core/playwright',
      '@testing-library/react',
      '@testing-library/user-event',
      'jest-environment-jsdom',
    ],
  },
  migrations: { may: [], packages: ['typeorm'], specs: ['tools', 'pg'] },
  tools: {
    may: ['libs/domain', 'libs/contract', 'libs/testing', 'migrations'],
    // The demo data must be written as the API can open it: encrypted, hashed and with references of the same make.
    // Benchmarks and crash proofs run the program as it is built.
    folders: [
      'apps/api/src/platform/config/config',
      'apps/api/src/platform/crypto',
      'apps/api/src/platform/ids',
      'apps/api/src/platform/csv',
      'apps/api/src/platform/database',
      'apps/api/src/people',
      'apps/api/rolldown.config.mjs',
    ],
    node: true,
    packages: '*',
  },
};

/** Folders of apps/api/src from the ground up; a folder imports only from the rows above its own. */
export const apiFolders = [
  ['platform'],
  ['staff', 'organisations', 'sites', 'services'],
  ['people'],
  ['messages'],
  ['invitations', 'home-visits', 'stock', 'team', 'region'],
  ['clinics'],
  ['journeys', 'bookings'],
  ['clinic-changes', 'helped-drafts'],
  ['waiting-list', 'cohorts'],
  ['campaigns'],
  ['reports', 'interop'],
];

/** Folders of the src of both webs from the ground up, under the same rule. Islands run in the browser, apart from all. */
export const webFolders = [['ui', 'islands'], ['features'], ['routes'], ['app']];

/** Packages that only some files may import. */
export const onlyIn = {
  typeorm: [
    '\\.entity\\.ts$',
    '\\.store\\.ts$',
    '\\.queries\\.ts$',
    '^apps/api/src/platform/database/',
    '^migrations/',
    '^tools/',
    '\\.spec\\.ts$',
    '/test/',
  ],
  pg: ['^apps/api/src/platform/database/', '^tools/', '\\.spec\\.ts$', '/test/'],
  // Migrate makes the queue's schema, because the running program owns nothing.
  bullmq: ['^apps/api/src/platform/jobs/', '^tools/migrate\\.ts$', '\\.spec\\.ts$', '/test/'],
  // Proofs and benchmarks kill, fill and measure a Redis of their own.
  ioredis: ['^apps/api/src/platform/', '^tools/(faults|bench)/', '\\.spec\\.ts$'],
  nodemailer: ['^apps/api/src/messages/channels/email', '\\.spec\\.ts$', '/test/'],
  twilio: ['^apps/api/src/messages/channels/sms'],
  'nhsuk-react-components': ['^libs/ui/'],
};
