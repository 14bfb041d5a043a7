import type { FastifyInstance } from 'fastify';
import { readConfig } from '../src/app/config';
import { createServer } from '../src/app/server';
import { openBrowser, valueOf } from './browser';
import { startFakeApi, times, type FakeApi } from './fake-api';
import { someAssets } from './some-assets';

export const born = { 'date-of-birth-day': '27', 'date-of-birth-month': '3', 'date-of-birth-year': '1950' };
export const firstTime = `${times[0]?.start} 5 speke`;

/** The whole site before a fake API, with a new browser and a given time of day for every test of a file. */
export function openSite() {
  const NOON = '2026-10-08T13:25:00Z';
  const site = {} as { api: FakeApi; server: FastifyInstance; browser: ReturnType<typeof openBrowser>; now: string };
  beforeAll(async () => {
    site.api = await startFakeApi();
    const config = readConfig({ API_URL: site.api.url, LOG_LEVEL: 'silent', PSEUDO_LANGUAGES: 'true' });
    site.server = await createServer(config, someAssets, () => new Date(site.now));
  });
  afterAll(async () => {
    await site.server.close();
    await site.api.stop();
  });
  beforeEach(() => {
    site.now = NOON;
    site.api.calm();
    site.api.calls.length = 0;
    site.browser = openBrowser(site.server);
  });
  const draft = () => [...site.api.drafts.values()].at(-1) ?? {};
  async function toTimes(service = 'flu') {
    await site.browser.post('/book/what', { service });
    await site.browser.post('/book/date-of-birth', born);
    if (service === 'blood-test') await site.browser.post('/book/about-you', { referralCode: 'BT12345' });
    await site.browser.post('/book/where', { where: 'L24 8QB' });
  }
  async function fromTimesToCheck() {
    await site.browser.post('/book/hold', { time: firstTime, key: 'one' });
    await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
    await site.browser.post('/book/nhs-number', { known: 'no' });
    await site.browser.post('/book/contact', { by: 'email', email: 'amina@example.com' });
  }
  async function toCheck(service = 'flu') {
    await toTimes(service);
    await fromTimesToCheck();
    return valueOf(await site.browser.get('/book/check'), 'seen');
  }
  return { site, draft, toTimes, fromTimesToCheck, toCheck };
}
