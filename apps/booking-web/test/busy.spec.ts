import { Admission } from '@fairslot/domain';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../src/app/config';
import { createServer } from '../src/app/server';
import { startFakeApi, type FakeApi } from './fake-api';
import { someAssets } from './some-assets';

let api: FakeApi;
let server: FastifyInstance;
const full = new Admission(() => 0.999);

beforeAll(async () => {
  api = await startFakeApi();
  const config = readConfig({ API_URL: api.url, LOG_LEVEL: 'silent', DRAFT_LANGUAGES: 'true' });
  server = await createServer(config, someAssets, () => new Date('2026-10-08T13:25:00Z'), full);
});
afterAll(async () => {
  await server.close();
  await api.stop();
});
beforeEach(() => {
  full.share = 0.02;
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

describe('while more come than can be answered', () => {
  it.each(['/', '/book/what', '/pl/book/what', '/nowhere'])(
    'who has just come to %s is asked to come again',
    async (url) => {
      const calls = api.calls.length;
      const answer = await get(url);
      expect(answer.statusCode).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(2);
      const heading = url.startsWith('/pl')
        ? 'Serwis jest bardzo obciążony'
        : 'The service is very busy. Try again in a moment';
      expect(answer.body).toContain(`<h1>${heading}`);
      // The same address again, whichever it was, and nothing was asked of the API.
      expect(answer.body).toContain('href=""');
      expect(api.calls).toHaveLength(calls);
    },
  );

  it('the page is made once, and each has a nonce of its own that its headers allow', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { body, headers } = await get('/');
        const [, nonce] = /nonce="([^"]+)"/.exec(body) ?? [];
        expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it.each([
    ['in the middle of a booking', '/book/what', { cookie: 'a=b; fairslot-journey=x' }],
    ['with the link of a message', '/i/ABCDEFGH12345678', {}],
    ['with the link of an appointment', '/m/ABCDEFGH12345678', {}],
    ['to find an appointment', '/manage', {}],
  ])('who comes %s goes on', async (_, url, headers) => {
    expect((await get(url, headers)).statusCode).toBeLessThan(400);
  });

  it('what somebody sends is taken, and so is what keeps watch', async () => {
    expect((await server.inject({ method: 'POST', url: '/book/what' })).statusCode).not.toBe(503);
    expect((await get('/healthz')).statusCode).toBe(200);
  });
});

it('nobody is refused otherwise', async () => {
  full.share = 1;
  expect((await get('/')).statusCode).toBe(200);
});
