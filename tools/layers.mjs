// The one list of who may import whom. Lint reads it, the architecture page prints it.

/**
 * Project → projects and packages it may import, and single folders or files of other projects. `*.spec.ts` files may
 * import `specs` too.
 */
export const projects = {
  'libs/domain': { may: [], packages: ['luxon', 'libphonenumber-js'], specs: ['fast-check'] },
  'libs/contract': { may: ['libs/domain'], packages: ['zod'] },
  'libs/texts': { may: ['libs/domain'], packages: [] },
  'libs/client': { may: ['libs/contract'], packages: ['react', '@tanstack/react-query'] },
  'libs/ui': { may: ['libs/domain'], packages: ['react', 'react-dom', 'nhsuk-react-components', 'nhsuk-frontend'] },
  'libs/testing': { may: ['libs/domain', 'libs/contract'], packages: ['fast-check'] },
  'apps/api': {
    may: ['libs/domain', 'libs/contract', 'libs/texts'],
    packages: [
      '@fastify/cookie',
      '@fastify/static',
      '@nestjs/common',
      '@nestjs/core',
      '@nestjs/platform-fastify',
      '@nestjs/swagger',
      'bullmq',
      'fastify',
      'hash-wasm',
      'ioredis',
      'nodemailer',
      'pg',
      'pino',
      'prom-client',
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
    packages: [
      'fastify',
      '@fastify/cookie',
      '@fastify/formbody',
      '@fastify/static',
      'react',
      'react-dom',
      'react-router',
      'zod',
    ],
    specs: ['libs/testing', '@playwright/test', '@axe-core/playwright'],
  },
  'apps/admin-web': {
    may: ['libs/domain', 'libs/contract', 'libs/client', 'libs/texts', 'libs/ui'],
    packages: ['react', 'react-dom', 'react-router', '@tanstack/react-query', 'nhsuk-frontend'],
    specs: [
      'libs/testing',
      '@playwright/test',
      '@axe-core/playwright',
      '@testing-library/react',
      '@testing-library/user-event',
    ],
  },
  migrations: { may: [], packages: ['typeorm'] },
  tools: {
    may: ['libs/domain', 'libs/contract', 'libs/testing', 'migrations'],
    // The demo data must be written as the API can open it: encrypted, hashed and with references of the same make.
    folders: ['apps/api/src/platform/config/config', 'apps/api/src/platform/crypto', 'apps/api/src/platform/ids'],
    packages: '*',
  },
};

/** Folders of apps/api/src from the ground up; a folder imports only from the rows above its own. */
export const apiFolders = [
  ['platform'],
  ['staff', 'organisations', 'sites', 'people', 'services'],
  ['messages'],
  ['invitations', 'stock'],
  ['clinics'],
  ['journeys', 'bookings'],
  ['clinic-changes'],
  ['waiting-list', 'campaigns'],
  ['reports', 'interop'],
];

/** Packages that only one place may import. */
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
  bullmq: ['^apps/api/src/platform/jobs/', '\\.spec\\.ts$'],
  ioredis: ['^apps/api/src/platform/', '\\.spec\\.ts$'],
  nodemailer: ['^apps/api/src/messages/channels/email'],
  twilio: ['^apps/api/src/messages/channels/sms'],
  'nhsuk-react-components': ['^libs/ui/'],
};
