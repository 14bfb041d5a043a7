import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { endpoints, type EligibilityAnswer, type Endpoint } from '@fairslot/contract';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aWorld } from './harness/world';

/** The part of the facts about eligibility that is asked through HTTP here; libs/domain asks all of it directly. */
interface VectorFile {
  programmes: { id: string }[];
  vectors: {
    id: string;
    programme: string;
    date: string;
    person: { dob?: string; flags?: object; pregnancy?: null | { edd: string }; invitations?: string[] };
    expect: { status: string; earliest_date?: string; missing?: string[]; reasons?: string[] };
  }[];
  date_arithmetic_vectors: { date: string; add: object; expect: string }[];
  mmr_validity_vectors: { dob: string; doses: string[]; expect_valid_doses: number }[];
}

let database: TestDatabase;
let api: Awaited<ReturnType<typeof anApi>>;

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

test.each(['0001-01-01', '9999-12-31'])('a date at the edge of the calendar, %s, is no date of ours', async (date) => {
  const response = await post('/api/v1/eligibility', JSON.stringify({ serviceId: 'anyone', dateOfBirth: date }));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ path: 'dateOfBirth', code: 'date_not_real' }] });
});

test('a value of the wrong kind is wrong, and only one that is not there is required', async () => {
  const response = await post('/api/v1/eligibility', '{"dateOfBirth":5}');
  const { errors } = (await response.json()) as { errors: { path: string; code: string }[] };
  expect(errors.map((e) => `${e.path} ${e.code}`)).toEqual(
    expect.arrayContaining(['serviceId required', 'dateOfBirth invalid']),
  );
});

test('somebody not born yet is a fault of the date, also on a day to come, and beside every other fault', async () => {
  const ask = async (path: string, body: object) => {
    const response = await post(path, JSON.stringify(body), { 'idempotency-key': randomUUID() });
    const { errors = [] } = (await response.json()) as { errors?: { path: string; code: string }[] };
    return errors.map((e) => `${e.path} ${e.code}`);
  };
  const [unborn, soon] = ['2200-01-01', '2199-12-31'];
  const both = ['dateOfBirth date_of_birth_in_future', 'serviceId unknown_service'];
  expect(await ask('/api/v1/eligibility', { serviceId: 'nothing', dateOfBirth: unborn })).toEqual(both);
  expect(await ask('/api/v1/eligibility', { serviceId: 'anyone', dateOfBirth: unborn, on: soon })).toEqual(
    both.slice(0, 1),
  );
  expect(await ask('/api/v1/eligibility', { serviceId: 'anyone', dateOfBirth: soon, on: unborn })).toEqual([]);
  const attendees = [{ serviceId: 'anyone' }, { serviceId: 'nothing', dateOfBirth: unborn }];
  expect(await ask('/api/v1/holds', { siteId: 'speke', start: '2030-01-01T10:00:00Z', attendees })).toEqual([
    'attendees.1.dateOfBirth date_of_birth_in_future',
    'attendees.1.serviceId unknown_service',
  ]);
  const who = { firstName: 'Un', lastName: 'Born', dateOfBirth: unborn, serviceId: 'nothing' };
  expect(await ask('/api/v1/home-visits', { ...who, phone: '07700 900123' })).toEqual(both);
  expect(await ask('/api/v1/alerts', { ...who, contact: { mobile: '07700 900123' } })).toEqual(both);
});

test('a cursor that no page answered is a fault, and not the first page again', async () => {
  const place = 'service=anyone&latitude=53.4&longitude=-2.9';
  for (const cursor of ['garbage', '-1', '1e3', '']) {
    const response = await fetch(`${api.url}/api/v1/availability?${place}&cursor=${cursor}`);
    expect([cursor, response.status]).toEqual([cursor, 400]);
    expect(await response.json()).toMatchObject({ errors: [{ path: 'cursor', code: 'cursor_unknown' }] });
  }
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

test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
  'a body of %s is not JSON, also where none is needed',
  async (type) => {
    for (const path of ['/api/v1/eligibility', '/api/v1/journeys']) {
      const response = await post(path, '{"serviceId":"anyone"}', { 'content-type': type });
      expect([path, response.status]).toEqual([path, 415]);
      expect(await response.json()).toMatchObject({ code: 'unsupported_media' });
    }
  },
);

test.each([33, 5_000, 45_000])('%s lists within each other are a fault of the request, not of ours', async (deep) => {
  const response = await post('/api/v1/eligibility', `{"serviceId":${'['.repeat(deep)}${']'.repeat(deep)}}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'invalid' });
});

test('a value that is wrong is answered with what would do', async () => {
  const hold = {
    siteId: 'Speke!',
    start: '2030-01-01T10:00:00Z',
    lengthMinutes: 61,
    attendees: [{ serviceId: 5, moreTime: 'yes', dose: 1.5 }],
    together: 'sideways',
  };
  const response = await post('/api/v1/holds', JSON.stringify(hold), { 'idempotency-key': 'what-would-do' });
  const { errors } = (await response.json()) as { errors: { path: string; message: string }[] };
  expect(Object.fromEntries(errors.map(({ path, message }) => [path, message]))).toEqual({
    siteId: 'Give a text that fits /^[a-z0-9][a-z0-9-]{0,79}$/.',
    lengthMinutes: 'Give 60 at most.',
    'attendees.0.serviceId': 'Give a text.',
    'attendees.0.moreTime': 'Give true or false.',
    'attendees.0.dose': 'Give a whole number.',
    together: 'Give one of parallel, consecutive.',
  });
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

test('an empty body may be called JSON', async () => {
  expect((await post('/api/v1/journeys', '')).status).toBe(201);
});

test('an empty body where one is needed says what is missing', async () => {
  const response = await post('/api/v1/staff/sign-in', '');
  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as { errors: { path: string; code: string }[] };
  expect(errors).toEqual([expect.objectContaining({ path: '', code: 'required' })]);
});

test.each([
  ['GET', '/journeys/short', undefined, 'not_found'],
  ['POST', '/holds/short/renew', { token: 'wrong' }, 'not_found'],
  ['DELETE', '/holds/short', { token: 'wrong' }, 'not_found'],
  ['GET', '/sites/No%20Such/times?service=anyone', undefined, 'not_found'],
  ['GET', '/helper-links/short', undefined, 'look_up_failed'],
  ['GET', `/helper-links/${'X'.repeat(300)}`, undefined, 'look_up_failed'],
  ['GET', '/helper-links/no%00text', undefined, 'look_up_failed'],
  ['GET', '/helped-drafts/x', undefined, 'look_up_failed'],
  ['GET', `/helped-drafts/${'X'.repeat(300)}/sites/speke/times`, undefined, 'look_up_failed'],
  ['GET', '/helped-drafts/x/sites/No%20Such/times', undefined, 'not_found'],
  ['POST', `/invitations/${'X'.repeat(300)}/open`, { dateOfBirth: '1950-01-01' }, 'look_up_failed'],
  ['GET', `/journeys/${'X'.repeat(300)}`, undefined, 'not_found'],
  ['POST', '/invitations/short/open', { dateOfBirth: '1950-01-01' }, 'look_up_failed'],
  ['POST', '/invitations/short/decline', { dateOfBirth: '1950-01-01', reason: 'had_it' }, 'look_up_failed'],
])('%s %s: an id that is none of ours is not found, as any other', async (method, path, body, code) => {
  const sent = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${api.url}/api/v1${path}`, { ...sent, method });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, code]);
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

describe('the eligibility vectors', () => {
  const file = JSON.parse(
    readFileSync(path.resolve(__dirname, '../../../libs/domain/src/eligibility/vectors.json'), 'utf8'),
  ) as VectorFile;
  const serve = async (slug: string, rule: object): Promise<void> => {
    await database.owner.query(
      `INSERT INTO service OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::service, to_jsonb(s) ||
         jsonb_build_object('id', (SELECT max(id) + 1 FROM service), 'slug', $1::text, 'rule', $2::jsonb))).* FROM service s ORDER BY id LIMIT 1`,
      [slug, JSON.stringify(rule)],
    );
  };
  const whole = (id: string, when: object): object => ({
    id,
    vaccine: 'ANY',
    programme_start: '1900-01-01',
    programme_end: '2199-12-31',
    cohorts: [{ id: 'all', priority: 1, when }],
  });
  const ask = async (body: object): Promise<EligibilityAnswer> => {
    const response = await post('/api/v1/eligibility', JSON.stringify(body));
    expect(response.status).toBe(200);
    return (await response.json()) as EligibilityAnswer;
  };

  beforeAll(async () => {
    for (const programme of file.programmes) await serve(programme.id, programme);
    for (const [n, { add }] of file.date_arithmetic_vectors.entries())
      await serve(`date-${n}`, whole('dates', { age: { gte: add } }));
    for (const n of [0, 1, 2])
      await serve(`valid-${n}`, whole('valid', { doses: { vaccine: 'MMR', gte: n, lt: n + 1 } }));
    await api.app.get(ServiceCatalogue).load();
  });

  test('every programme vector', async () => {
    for (const { id, programme, date, person, expect: expected } of file.vectors) {
      const { dob, flags, pregnancy, invitations, ...same } = person;
      const pregnant = pregnancy === null ? false : pregnancy && { dueDate: pregnancy.edd };
      const facts = { ...same, pregnant, invited: invitations };
      const got = await ask({ serviceId: programme, dateOfBirth: dob, answers: flags, facts, on: date });
      expect([id, got.outcome, got.earliestDate]).toEqual([id, expected.status, expected.earliest_date]);
      expect(got.missing ?? []).toEqual(expect.arrayContaining(expected.missing ?? []));
      const referred = got.reasons.filter(({ code }) => code === 'refer').map(({ rule }) => rule);
      expect(referred).toEqual(expected.reasons ?? []);
    }
  });

  // The one vector that goes back is no age; libs/domain reckons it.
  test('every vector of date arithmetic, as the first date of an age', async () => {
    const ages = [...file.date_arithmetic_vectors.entries()].filter(([, one]) => one.expect > one.date);
    expect(ages).toHaveLength(9);
    for (const [n, { date, expect: reached }] of ages)
      expect(await ask({ serviceId: `date-${n}`, dateOfBirth: date, on: date })).toMatchObject({
        outcome: 'not_yet',
        earliestDate: reached,
      });
  });

  test('every vector of MMR doses that count', async () => {
    for (const { dob, doses, expect_valid_doses: valid } of file.mmr_validity_vectors) {
      const facts = { doses: doses.map((date) => ({ vaccine: 'MMR', date })) };
      for (const n of [0, 1, 2]) {
        const { outcome } = await ask({ serviceId: `valid-${n}`, dateOfBirth: dob, facts, on: '2026-11-01' });
        expect([doses, n, outcome]).toEqual([doses, n, n === valid ? 'eligible' : 'not_eligible']);
      }
    }
  });
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

describe('every address of the contract', () => {
  const all: readonly Endpoint[] = endpoints;
  const methodsOf = new Map<string, string[]>();
  for (const { path: address, method } of all)
    methodsOf.set(address, [...(methodsOf.get(address) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);

  test('answers a method that it does not know with those it does', async () => {
    const wrong: string[] = [];
    for (const [address, methods] of methodsOf) {
      const response = await fetch(`${api.url}/api/v1${address.replace(/\{\w+\}/g, 'x')}`, { method: 'PUT' });
      const { code } = (await response.json()) as { code: string };
      const allow = response.headers.get('allow')?.split(', ') ?? [];
      if (response.status !== 405 || code !== 'wrong_method' || !methods.every((method) => allow.includes(method)))
        wrong.push(`${address}: ${response.status} ${code} ${allow.join()}`);
    }
    expect(wrong).toEqual([]);
    const nowhere = await fetch(`${api.url}/api/v1/nowhere`, { method: 'PUT' });
    expect([nowhere.status, nowhere.headers.get('allow')]).toEqual([404, null]);
  });

  test('overlooks a field that its body does not have: a newer client is no worse off than an older one', async () => {
    const differing: string[] = [];
    for (const { name, method, path: address, idempotent } of all.filter(({ method }) => method !== 'GET')) {
      const ask = async (body: object) => {
        const headers = { 'content-type': 'application/json', ...(idempotent ? { 'idempotency-key': name } : {}) };
        const url = `${api.url}/api/v1${address.replace(/\{\w+\}/g, 'x')}`;
        const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
        const text = await response.text();
        return { status: response.status, text: text.replace(/"requestId":"[^"]*"/, '') };
      };
      const [plain, more] = [await ask({}), await ask({ notAFieldOfOurs: 'Zz' })];
      const isSame = plain.status === more.status && (plain.status < 400 || plain.text === more.text);
      if (!isSame || more.text.includes('otAFieldOfOurs')) differing.push(`${name}: ${plain.status} ${more.status}`);
    }
    expect(differing).toEqual([]);
  });
});
