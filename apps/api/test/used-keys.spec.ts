import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Hold } from '@fairslot/contract';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

const NOW = '2026-03-09T09:00:00Z';
const DAY = '2026-03-12';
const BORN = '1950-01-01';
let world: StaffWorld;
let staff: string;
let minute = 0;

beforeAll(async () => {
  world = await StaffWorld.open(NOW);
  const rule = { id: 'all', vaccine: 'ALL', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  const adults = { id: 'all', priority: 1, when: { age: { gte: { years: 18 } } } };
  await world.rows('UPDATE service SET rule = $1', [{ ...rule, cohorts: [adults] }]);
  await world.get(ServiceCatalogue).load();
  await world.addStaff('both', [
    ['phone_agent', 'place', 'northtown'],
    ['front_desk', 'place', 'northtown'],
  ]);
  staff = await world.tokenOf('both');
});
afterAll(() => world?.close());

/** A start of its own, with places for whoever asks. */
async function aStart(): Promise<string> {
  const start = new Date(Date.parse(`${DAY}T08:00:00Z`) + 600_000 * minute++).toISOString();
  await world.addSlot('harbour', start, 5);
  return start;
}

type Asked = (body: unknown, key?: string) => ReturnType<StaffWorld['call']>;
const asker =
  (path: string, token?: string): Asked =>
  (body, key = randomUUID()) =>
    world.call('POST', path, token, body, { 'idempotency-key': key });

const holdBody = (start: string) => ({
  siteId: 'harbour',
  start,
  attendees: [{ serviceId: 'flu', dateOfBirth: BORN }],
});
const confirmBody = ({ holdId, token }: Hold, firstName = 'Ann') => ({
  holdId,
  token,
  people: [{ firstName, lastName: 'Key', dateOfBirth: BORN }],
  contact: { none: true },
});
const held = async (path = '/holds', token?: string): Promise<Hold> =>
  (await asker(path, token)(holdBody(await aStart()))).body as unknown as Hold;
const WRONG = 'a-token-of-nothing';

/** After the first body went through under a key: the others that were not told what the key stands for, and the first, where it got another answer. */
async function notTold(ask: Asked, first: unknown, others: unknown[]): Promise<unknown[]> {
  const key = randomUUID();
  const done = await ask(first, key);
  const wrong: unknown[] = done.status < 300 ? [] : [done.body];
  for (const other of others) {
    const { status, body } = await ask(other, key);
    if (status !== 422 || body.code !== 'idempotency_key_reused') wrong.push([other, status, body.code]);
  }
  const again = await ask(first, key);
  return again.status === done.status && isDeepStrictEqual(again.body, done.body) ? wrong : [...wrong, again.body];
}

describe('a key that was used stands for that request and no other, whatever else is wrong with the other', () => {
  test.each([
    ['a resident', '/holds', false],
    ['a caller', '/staff/holds', true],
  ])('held for %s', async (_, path, isStaff) => {
    const body = holdBody(await aStart());
    const others = [
      { ...body, siteId: 'no-such-site' },
      { ...body, attendees: [{ serviceId: 'no-such-service' }] },
      { ...body, attendees: [{ serviceId: 'flu', dateOfBirth: '2020-01-01' }] },
      { ...body, start: '2026-03-01T09:00:00Z' },
    ];
    expect(await notTold(asker(path, isStaff ? staff : undefined), body, others)).toEqual([]);
  });

  test.each([
    ['a resident', '/bookings', false],
    ['a caller', '/staff/bookings', true],
  ])('booked for %s', async (_, path, isStaff) => {
    const body = confirmBody(await held());
    const [person] = body.people;
    const others = [
      confirmBody({ holdId: body.holdId, token: body.token } as Hold, 'Bob'),
      { ...body, token: WRONG },
      { ...body, holdId: WRONG },
      { ...body, people: [person, person] },
    ];
    expect(await notTold(asker(path, isStaff ? staff : undefined), body, others)).toEqual([]);
  });

  test('moved', async () => {
    const { body } = await asker('/bookings')(confirmBody(await held()));
    const { reference } = (body as unknown as { bookings: [{ reference: string }] }).bookings[0];
    const { body: session } = await world.call('POST', '/manage/sessions', undefined, { reference, dateOfBirth: BORN });
    const bearer = (session as unknown as { token: string }).token;
    for (const [path, token] of [
      [`/manage/bookings/${reference}/move`, bearer],
      [`/staff/bookings/${reference}/move`, staff],
    ] as const) {
      const { holdId, token: holdToken } = await held();
      const to = { holdId, token: holdToken };
      const others = [
        { holdId, token: WRONG },
        { holdId: WRONG, token: WRONG },
      ];
      expect(await notTold(asker(path, token), to, others)).toEqual([]);
    }
  });

  test('a walk-in, and a call about a visit at home', async () => {
    const somebody = { firstName: 'Wal', lastName: 'Kin', dateOfBirth: BORN, serviceId: 'flu' };
    const others = [
      { ...somebody, serviceId: 'no-such-service' },
      { ...somebody, dateOfBirth: '2030-01-01' },
    ];
    expect(await notTold(asker('/staff/sites/harbour/walk-ins', staff), somebody, others)).toEqual([]);
    const phone = { phone: '07700 900123' };
    const asked = others.map((other) => ({ ...other, ...phone }));
    expect(await notTold(asker('/home-visits'), { ...somebody, ...phone }, asked)).toEqual([]);
  });
});

test('the same request is the same in whatever order its keys are written', async () => {
  const body = holdBody(await aStart());
  const key = randomUUID();
  const first = await asker('/holds')(body, key);
  const turned = Object.fromEntries(Object.entries(body).reverse());
  expect((await asker('/holds')(turned, key)).body).toEqual(first.body);
});

test('a request is answered again as it was, though the service takes no bookings since', async () => {
  const [body, key, staffKey, visitKey] = [holdBody(await aStart()), randomUUID(), randomUUID(), randomUUID()];
  const visit = { firstName: 'Ho', lastName: 'Me', dateOfBirth: BORN, serviceId: 'flu', phone: '07700 900124' };
  const ask = async () => [
    await asker('/holds')(body, key),
    await asker('/staff/holds', staff)(body, staffKey),
    await asker('/home-visits')(visit, visitKey),
  ];
  const pause = async (paused: boolean) => {
    await world.rows('UPDATE service SET paused = $1', [paused]);
    await world.get(ServiceCatalogue).load();
  };
  const before = await ask();
  await pause(true);
  const after = await ask();
  const refused = await asker('/holds')(body);
  await pause(false);
  expect(refused.body.code).toBe('service_closed');
  expect(after.map(({ status, body: answer }) => [status, answer])).toEqual(
    before.map(({ status, body: answer }) => [status, answer]),
  );
  expect(before.map(({ status }) => status)).toEqual([201, 201, 201]);
});
