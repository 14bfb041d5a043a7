import { checkFile } from './layers/check-file.mjs';
import { renderLayers, withLayers } from './layers/print.mjs';

/** What the linter says about one file that does not exist. */
const said = (file: string, text: string): string[] => checkFile(file, text).map(({ says }) => says);

describe('a forbidden import fails', () => {
  it.each([
    ['one web of the other', 'apps/booking-web/src/ui/x.ts', `import { a } from '../../../admin-web/src/ui/a';`],
    ['a web of the API', 'apps/admin-web/src/ui/x.ts', `import { a } from '../../../api/src/bookings/a';`],
    ['the API of a web’s library', 'apps/api/src/bookings/x.ts', `import { a } from '@fairslot/ui';`],
    ['the domain of the contract', 'libs/domain/src/x.ts', `import { a } from '@fairslot/contract';`],
    ['texts of the contract', 'libs/texts/src/x.ts', `export { a } from '@fairslot/contract';`],
    ['an app of a tool', 'apps/api/src/platform/x.ts', `const a = await import('../../../../tools/seed/random');`],
    ['a tool of a feature of the API', 'tools/x.ts', `import { a } from '../apps/api/src/bookings/hold-slot';`],
    ['a package nobody listed', 'libs/contract/src/x.ts', `import a from 'lodash';`],
    ['Node in the domain', 'libs/domain/src/x.ts', `import { readFileSync } from 'node:fs';`],
    ['Node without its prefix', 'libs/domain/src/x.ts', `const fs = require('fs');`],
    ['typeorm in an operation', 'apps/api/src/bookings/hold-slot.ts', `import { In } from 'typeorm';`],
    ['the driver in a store', 'apps/api/src/bookings/holds.store.ts', `import { Pool } from 'pg';`],
    ['the queue in a feature', 'apps/api/src/messages/dispatch.ts', `import { Queue } from 'bullmq';`],
    ['mail outside its channel', 'apps/api/src/messages/dispatch.ts', `import { createTransport } from 'nodemailer';`],
    [
      'the NHS library outside libs/ui',
      'apps/booking-web/src/ui/x.tsx',
      `import { Button } from 'nhsuk-react-components';`,
    ],
    ['upwards inside the API', 'apps/api/src/messages/x.ts', `import { a } from '../bookings/a';`],
    ['sideways inside the API', 'apps/api/src/journeys/x.ts', `import { a } from '../bookings/a';`],
    ['the platform of a feature', 'apps/api/src/platform/http/x.ts', `import { a } from '../../staff/a';`],
    ['a feature of the root', 'apps/api/src/bookings/x.ts', `import { a } from '../schedule';`],
    ['an unknown folder', 'apps/api/src/utils/x.ts', `import { a } from '../platform/clock/clock';`],
    ['one feature of another', 'apps/admin-web/src/features/day/x.ts', `import { a } from '../search/a';`],
    ['a page inside a web’s ui', 'apps/booking-web/src/ui/x.ts', `import { a } from '../routes/a';`],
    ['a store in a controller', 'apps/api/src/bookings/day.controller.ts', `import { a } from './day.store';`],
    ['a test helper in the program', 'apps/api/src/bookings/x.ts', `import { a } from '@fairslot/testing';`],
  ])('%s', (_, file, text) => {
    expect(said(file, text)).not.toEqual([]);
  });
});

describe('a forbidden act fails', () => {
  it.each([
    ['the environment', 'apps/api/src/bookings/x.ts', `const a = process.env.PORT;`],
    ['the environment by another way', 'apps/booking-web/src/ui/x.ts', `const { PORT } = process.env;`],
    ['the clock', 'apps/api/src/bookings/x.ts', `const a = new Date();`],
    ['the clock in the domain', 'libs/domain/src/x.ts', `const a = Date.now();`],
    ['chance', 'libs/domain/src/x.ts', `const a = Math.random();`],
    ['random bytes', 'apps/api/src/staff/x.ts', `const a = randomBytes(16);`],
    ['a random id of the platform', 'apps/api/src/platform/http/x.ts', `const a = crypto.randomUUID();`],
    ['a query that writes', 'apps/api/src/bookings/day.queries.ts', 'const a = `UPDATE booking SET status = ${b}`;'],
    ['a barrel', 'apps/api/src/bookings/index.ts', `export const a = 1;`],
    ['a file too long', 'apps/api/src/bookings/x.ts', '// a line\n'.repeat(301)],
  ])('%s', (_, file, text) => {
    expect(said(file, text)).toHaveLength(1);
  });
});

describe('what is allowed passes', () => {
  it.each([
    [
      'apps/api/src/bookings/x.ts',
      `import { a } from '@fairslot/domain'; import { b } from '../clinics/b'; import { c } from '../platform/ids/ids';`,
    ],
    [
      'apps/api/src/bookings/x.ts',
      `const a = new Date(0); // new Date(), Date.now(), process.env and Math.random() in words only`,
    ],
    ['apps/api/src/platform/clock/clock.ts', `const a = new Date(Date.now());`],
    ['apps/api/src/platform/ids/ids.ts', `import { randomUUID } from 'node:crypto'; const a = randomUUID();`],
    ['apps/api/src/main.ts', `import { a } from './bookings/a'; const b = process.env;`],
    [
      'apps/api/src/bookings/x.spec.ts',
      `import { a } from '@fairslot/testing'; import { b } from 'typeorm'; const c = new Date();`,
    ],
    ['apps/admin-web/src/features/day/x.ts', `import { a } from './a'; import { b } from '../../ui/b';`],
    ['apps/api/src/bookings/day.queries.ts', 'const a = `SELECT 1 FROM booking WHERE status = ${b} FOR UPDATE`;'],
    [
      'tools/seed/x.ts',
      `import { Ids } from '../../apps/api/src/platform/ids/ids'; import { a } from '@fairslot/migrations';`,
    ],
    ['jest.preset.cjs', `module.exports = process.env;`],
  ])('%s', (file, text) => {
    expect(said(file, text)).toEqual([]);
  });
});

it('the architecture page shows the same list', () => {
  expect(renderLayers()).toContain('| `libs/domain` | nothing |');
  expect(withLayers('<!-- layers -->\nold\n<!-- /layers -->')).toContain(renderLayers());
  expect(withLayers('a page without markers')).toBeUndefined();
});
