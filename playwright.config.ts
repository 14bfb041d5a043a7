import { defineConfig } from '@playwright/test';

/** Both webs, against a whole product that tools/e2e.mjs has started. Addresses come from the environment. */
const chromium = {
  browserName: 'chromium' as const,
  locale: 'en-GB',
  launchOptions: {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  testMatch: '**/*.e2e.ts',
  // Long ones, and figures that need a machine that does nothing else, are for the proof.
  testIgnore: process.env['PROOF'] ? [] : ['**/speed.e2e.ts'],
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  projects: [
    {
      name: 'booking-web',
      testDir: 'apps/booking-web/e2e',
      use: { ...chromium, baseURL: process.env['BOOKING_URL'] ?? 'http://localhost:3000' },
    },
    {
      name: 'admin-web',
      testDir: 'apps/admin-web/e2e',
      testIgnore: ['**/coordinator/**', ...(process.env['PROOF'] ? [] : ['**/speed.e2e.ts'])],
      use: { ...chromium, baseURL: process.env['STAFF_URL'] ?? 'http://localhost:3001' },
    },
    // Campaigns do not write at night: against a product whose clock is set, which tools/e2e.mjs starts for the proof.
    ...(process.env['CLOCK']
      ? [{ name: 'coordinator', testDir: 'apps/admin-web/e2e/coordinator', use: chromium }]
      : []),
    // Against `npm start -- --empty`, which tools/empty.mjs starts.
    ...(process.env['ADMIN_EMAIL']
      ? [{ name: 'empty-region', testDir: 'apps/admin-web/e2e-empty', use: chromium }]
      : []),
  ],
});
