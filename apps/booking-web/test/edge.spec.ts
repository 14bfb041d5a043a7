import { readConfig } from '../src/app/config';
import { createServer } from '../src/app/server';
import { openBrowser } from './browser';
import { startFakeApi, type FakeApi } from './fake-api';
import { someAssets } from './some-assets';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());

describe('whose address the API is told', () => {
  it.each<[string, Record<string, string>, string | undefined, string]>([
    ['without a proxy in front, whoever spoke to us', {}, undefined, '127.0.0.1'],
    ['without a proxy in front, nothing that the caller wrote', {}, '203.0.113.9', '127.0.0.1'],
    ['behind one proxy, what it states', { TRUSTED_PROXIES: '1' }, '203.0.113.9', '203.0.113.9'],
    ['behind one proxy, the last of a longer list', { TRUSTED_PROXIES: '1' }, '10.9.9.9, 203.0.113.9', '203.0.113.9'],
    ['behind two proxies, the last but one', { TRUSTED_PROXIES: '2' }, '6.6.6.6, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
  ])('%s', async (_name, settings, stated, told) => {
    const server = await createServer(readConfig({ API_URL: api.url, LOG_LEVEL: 'silent', ...settings }), someAssets);
    await openBrowser(server).post('/book/what', { service: 'flu' }, { ...(stated && { 'x-forwarded-for': stated }) });
    await server.close();
    expect(api.calls.at(-1)?.headers['x-forwarded-for']).toBe(told);
  });
});

it('a video line for sign language is on every page where a deployment has one', async () => {
  const start = async (more: Record<string, string>) => {
    const config = readConfig({ API_URL: api.url, LOG_LEVEL: 'silent', ...more });
    const server = await createServer(config, someAssets);
    const { html } = await openBrowser(server).get('/help');
    await server.close();
    return html;
  };
  expect(await start({})).not.toContain('Call by video');
  expect(await start({ SIGN_LANGUAGE_URL: 'https://sign.example/call' })).toContain(
    '<a href="https://sign.example/call" rel="noreferrer">Call by video in British Sign Language (BSL)</a>',
  );
});
