import { Admission } from '@fairslot/domain';
import fastify from 'fastify';
import { refuseOverload } from './refuse-overload';

const full = new Admission(() => 0.999);
const server = fastify();
refuseOverload(server as unknown as Parameters<typeof refuseOverload>[0], { warn: () => undefined }, full);
for (const url of ['/api/v1/availability', '/api/v1/sites/:siteId', '/api/v1/manage/bookings', '/livez'])
  server.get(url, async () => ({ ok: true }));
server.post('/api/v1/holds', async () => ({ ok: true }));

beforeEach(() => {
  full.share = 0.02;
});
afterAll(() => server.close());

test.each(['/api/v1/availability?near=L1', '/api/v1/sites/garston'])(
  '%s is refused, and told when to ask again',
  async (url) => {
    const { statusCode, headers, body } = await server.inject({ url });
    expect(statusCode).toBe(503);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(2);
    expect(JSON.parse(body)).toMatchObject({ code: 'busy', status: 503, requestId: expect.any(String) });
  },
);

test.each([
  ['GET', '/api/v1/manage/bookings'],
  ['GET', '/livez'],
  ['POST', '/api/v1/holds'],
] as const)('%s %s is not', async (method, url) => {
  expect((await server.inject({ method, url })).statusCode).toBe(200);
});

test('nothing is refused while answers come in time', async () => {
  full.share = 1;
  expect((await server.inject({ url: '/api/v1/availability' })).statusCode).toBe(200);
});
