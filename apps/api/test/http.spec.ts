import { anApi, type RunningApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aWorld } from './harness/world';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await aDatabase();
  await aWorld(database.owner);
  api = await anApi(database.url, { API_DOCS: 'on' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(api.url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['a page without an address', { origin: 'null' }],
  ['another site, by Fetch Metadata', { 'sec-fetch-site': 'cross-site' }],
])('a write with a session cookie from %s is refused', async (_, headers) => {
  const response = await post('/api/v1/staff/sign-out', '{}', {
    cookie: 'fairslot_staff=x',
    ...(headers as Record<string, string>),
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'foreign_origin' });
});

test.each([
  ['a NUL', 'a\\u0000b@example.com'],
  ['half a character', 'a\\ud800b@example.com'],
])('%s in a text is a fault of that field', async (_, email) => {
  const response = await post('/api/v1/staff/sign-in', `{"email":"${email}","password":"x"}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ path: 'email', code: 'characters_wrong' }] });
});

test('a value of the wrong kind is wrong, and only one that is not there is required', async () => {
  const response = await post('/api/v1/eligibility', '{"dateOfBirth":5}');
  const { errors } = (await response.json()) as { errors: { path: string; code: string }[] };
  expect(errors.map((e) => `${e.path} ${e.code}`)).toEqual(
    expect.arrayContaining(['serviceId required', 'dateOfBirth invalid']),
  );
});

test.each([
  ['broken JSON', '{', 400, 'invalid'],
  ['too much of it', JSON.stringify({ text: 'x'.repeat(200_000) }), 413, 'too_large'],
])('%s is answered as problem details', async (_, body, status, code) => {
  const response = await post('/api/v1/eligibility', body);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ code, status, requestId: expect.any(String) as string });
});

test('an address that does not exist is answered as problem details too', async () => {
  const response = await fetch(`${api.url}/api/v1/nowhere`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'unknown_route' });
});

test('a write for a resident without an Idempotency-Key is refused', async () => {
  const body = JSON.stringify({ siteId: 'speke', start: '2030-01-01T10:00:00Z', attendees: [{ serviceId: 'anyone' }] });
  expect(await (await post('/api/v1/holds', body)).json()).toMatchObject({ code: 'idempotency_key_missing' });
});

test('health, metrics and the API document are there', async () => {
  expect((await fetch(`${api.url}/livez`)).status).toBe(200);
  expect(await (await fetch(`${api.url}/readyz`)).json()).toEqual({ status: 'ok', waitingFor: [] });
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  expect(metrics).toContain('fairslot_http_request_seconds_bucket');
  expect(metrics.trim().endsWith('# EOF')).toBe(true);
  const document = (await (await fetch(`${api.url}/api/docs-json`)).json()) as { openapi: string; paths: object };
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toContain('/holds');
});

test('a path that holds a secret never reaches a log line or a metric', async () => {
  await fetch(`${api.url}/api/v1/journeys/averysecretjourneyid`);
  expect(await (await fetch(`${api.url}/metrics`)).text()).not.toContain('averysecret');
});

test('a process that is only a worker becomes ready too', async () => {
  const worker = await anApi(database.url, { ROLES: 'worker' });
  expect(await (await fetch(`${worker.url}/readyz`)).json()).toEqual({ status: 'ok', waitingFor: [] });
  await worker.stop();
});
