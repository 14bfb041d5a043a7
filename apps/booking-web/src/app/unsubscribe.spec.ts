import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { readConfig } from './config';
import { createServer } from './server';
import { someAssets } from '../../test/some-assets';

const TOKEN = 'Q5w_8abcDEF-123456789012345678901';
/** What the API was asked. */
let asked: string[] = [];
let api: Server;
let site: FastifyInstance;

beforeAll(async () => {
  api = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  const { port } = api.address() as AddressInfo;
  const config = readConfig({ API_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'silent' });
  site = await createServer(config, someAssets);
});
afterAll(async () => {
  await site.close();
  await new Promise((done) => api.close(done));
});
beforeEach(() => {
  asked = [];
});

const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

test('opening the link of an e-mail changes nothing and takes the token out of the address', async () => {
  const opened = await site.inject({ method: 'GET', url: `/u/${TOKEN}` });
  expect([opened.statusCode, opened.headers.location]).toEqual([303, '/u']);
  expect(opened.headers['referrer-policy']).toBe('no-referrer');
  expect(opened.headers['set-cookie']).toMatch(/HttpOnly/);
  const page = await site.inject({ method: 'GET', url: '/u', headers: { cookie: cookieOf(opened) } });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('No more invitations by email?');
  expect(page.body).not.toContain(TOKEN);
  expect(asked).toEqual([]);
});

test('the button ends invitations, and the link is forgotten', async () => {
  const cookie = cookieOf(await site.inject({ method: 'GET', url: `/u/${TOKEN}` }));
  const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  const pressed = await site.inject({ method: 'POST', url: '/u', headers: form, payload: '' });
  expect([pressed.statusCode, pressed.headers.location]).toEqual([303, '/u/done']);
  expect(asked).toEqual([`POST /api/v1/unsubscribe/${TOKEN}`]);
  expect(cookieOf(pressed)).toBe('fairslot-unsubscribe=');
  const done = await site.inject({ method: 'GET', url: '/u/done' });
  expect(done.body).toContain('You will get no more invitations by email');
});

test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
  ],
])('one click in a mail program, sent as %s, ends them without a redirect', async (type, payload) => {
  const answer = await site.inject({ method: 'POST', url: `/u/${TOKEN}`, headers: { 'content-type': type }, payload });
  expect(answer.statusCode).toBe(200);
  expect(asked).toEqual([`POST /api/v1/unsubscribe/${TOKEN}`]);
});

test('every token is answered alike', async () => {
  const post = (token: string) =>
    site.inject({
      method: 'POST',
      url: `/u/${token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
  const [known, never] = [await post(TOKEN), await post('A'.repeat(32))];
  expect([never.statusCode, never.body]).toEqual([known.statusCode, known.body]);
});

test('without a link there is no such page', async () => {
  expect((await site.inject({ method: 'GET', url: '/u' })).statusCode).toBe(404);
});
