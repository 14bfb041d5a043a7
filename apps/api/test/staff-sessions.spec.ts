import { Clock } from '../src/platform/clock/clock';
import { CONFIG } from '../src/platform/config/config';
import { hashPassword } from '../src/staff/verify-password';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

/** What production asks for, in KiB; other tests take less. */
const MEMORY = 19_456;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
let world: StaffWorld;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-02T09:00:00Z', {
    LIMIT_SIGN_INS: '3/3600,5/86400',
    PASSWORD_MEMORY: String(MEMORY),
  });
  await world.addStaff('Desk@Example.org', [
    ['front_desk', 'site', 'harbour'],
    ['viewer', 'place', 'northtown'],
  ]);
  await world.addStaff('demo@example.org', [['viewer', 'region']], true);
});
afterAll(() => world?.close());

const me = (token: string) => world.call('GET', '/staff/me', token);

test('signing in answers a token, a cookie for the API alone, and who one is', async () => {
  const { status, headers, body } = await world.signIn('desk@example.ORG');
  expect(status).toBe(200);
  const cookie = headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^fairslot_staff=[\w-]{43}; /);
  expect(cookie).toContain(body.token);
  expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/api', 'SameSite=Strict']);
  expect(body.me).toEqual({
    name: 'Desk@Example.org',
    email: 'Desk@Example.org',
    sites: [
      {
        id: 'harbour',
        name: 'harbour health centre',
        place: 'northtown',
        permissions: [
          'day:read',
          'day:act',
          'bookings:search',
          'bookings:make',
          'bookings:write',
          'messages:read',
          'calls:act',
        ],
      },
      {
        id: 'meadow',
        name: 'meadow health centre',
        place: 'northtown',
        permissions: ['day:read', 'bookings:search', 'messages:read'],
      },
    ],
    roles: [
      { role: 'front_desk', scope: 'site', scopeName: 'harbour health centre' },
      { role: 'viewer', scope: 'place', scopeName: 'northtown' },
    ],
    region: {
      name: 'Cheshire and Merseyside',
      timeZone: 'Europe/London',
      helpPhone: '0151 496 0000',
      holidays: 'england-and-wales',
      bookingUrl: 'http://book.test',
      nhsNumber: true,
      permissions: [],
    },
    secondFactor: { enrolled: false, mustEnrol: false, recoveryCodesLeft: 0 },
    idleUntil: expect.stringMatching(/^2026-03-02T10:0\d:\d\d(\.\d+)?(\+00:00|Z)$/),
  });
  const byCookie = await world.call('GET', '/staff/me', undefined, undefined, {
    cookie: `fairslot_staff=${body.token}`,
  });
  expect(byCookie.body.email).toBe('Desk@Example.org');
});

test('only the hash of a session is stored', async () => {
  const token = await world.tokenOf('desk@example.org');
  const stored = await world.rows<{ token_hash: Buffer }>('SELECT token_hash FROM staff_session');
  expect(
    stored.some(({ token_hash }) => token_hash.toString('base64url') === token || token_hash.toString() === token),
  ).toBe(false);
  expect(stored.every(({ token_hash }) => token_hash.length === 32)).toBe(true);
});

test('a wrong password, an unknown address and an inactive user are answered alike', async () => {
  const inactive = await world.addStaff('left@example.org', []);
  await world.rows('UPDATE staff_user SET active = false WHERE id = $1', [inactive]);
  const answers = [
    await world.signIn('desk@example.org', 'wrong'),
    await world.signIn('nobody@example.org', 'wrong'),
    await world.signIn('left@example.org'),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' });
  }
  expect(answers[0]?.body.code).toBe('sign_in_failed');
  expect(await world.rows('SELECT 1 FROM audit WHERE actor = $1', [`staff:${inactive}`])).toEqual([]);
  expect(await world.rows('SELECT 1 FROM staff_session WHERE staff_user_id = $1', [inactive])).toEqual([]);
});

test('an unknown address costs as much work as a wrong password', async () => {
  // Counted and not timed: a machine busy with other things says nothing about the work done here.
  const work = async (email: string): Promise<string[]> => {
    const verified = jest.spyOn(jest.requireActual<typeof import('hash-wasm')>('hash-wasm'), 'argon2Verify');
    await world.signIn(email, 'wrong');
    const settingsOf = (hash: string): string => hash.split('$').slice(1, 4).join(' ');
    const settings = verified.mock.calls.map(([{ hash }]) => settingsOf(hash));
    verified.mockRestore();
    return settings;
  };
  const id = await world.addStaff('timed@example.org', []);
  const hash = await hashPassword('something else', Buffer.alloc(16, 1), MEMORY);
  await world.rows('UPDATE staff_user SET password_hash = $2 WHERE id = $1', [id, hash]);
  const known = await work('timed@example.org');
  expect(known).toEqual([`argon2id v=19 m=${MEMORY},t=2,p=1`]);
  expect(await work('nobody@example.net')).toEqual(known);
});

test('a password that was stored at another cost is stored at the cost of now when its owner signs in, and no other one is', async () => {
  const stored = async (id: number): Promise<string | undefined> =>
    (await world.rows<{ hash: string }>('SELECT password_hash AS hash FROM staff_user WHERE id = $1', [id]))[0]?.hash;
  const id = await world.addStaff('cheap@example.org', []);
  const cheap = await stored(id);
  expect(cheap).not.toContain(`m=${MEMORY},`);
  expect((await world.signIn('cheap@example.org', 'wrong')).status).toBe(401);
  expect(await stored(id)).toBe(cheap);
  const token = await world.tokenOf('cheap@example.org');
  const renewed = await stored(id);
  expect(renewed).toContain(`$argon2id$v=19$m=${MEMORY},t=2,p=1$`);
  expect((await world.signIn('cheap@example.org')).status).toBe(200);
  expect(await stored(id)).toBe(renewed);
  expect((await me(token)).status).toBe(200);
  await world.rows('SELECT staff_renew_password_hash($1, $2, $3)', [id, cheap, 'x']);
  expect(await stored(id)).toBe(renewed);
});

describe('sign-ins are counted', () => {
  const tryTimes = async (email: string, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n += 1) statuses.push((await world.signIn(email, 'wrong')).status);
    return statuses;
  };

  test('one below the bound, the right password still signs in and clears the count', async () => {
    await world.addStaff('below@example.org', []);
    expect(await tryTimes('below@example.org', 2)).toEqual([401, 401]);
    expect((await world.signIn('below@example.org')).status).toBe(200);
    expect(await tryTimes('below@example.org', 3)).toEqual([401, 401, 401]);
  });

  test('after as many as the bound, even the right password is answered 429 with the time to wait', async () => {
    await world.addStaff('above@example.org', []);
    expect(await tryTimes('ABOVE@example.org', 3)).toEqual([401, 401, 401]);
    const refused = await world.signIn('above@example.org');
    expect(refused.status).toBe(429);
    expect(refused.body.code).toBe('too_many');
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(HOUR - 30);
    expect(wait).toBeLessThanOrEqual(HOUR);
  });

  test('an address that nobody has is counted in the same way', async () => {
    expect(await tryTimes('ghost@example.org', 4)).toEqual([401, 401, 401, 429]);
  });

  test('attempts sent together do not pass together', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => world.signIn('together@example.org', 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    // A machine that is too busy to judge in time lets nobody in either.
    expect(answers.filter(({ status }) => [429, 503].includes(status))).toHaveLength(9);
  });

  test('the wait is over when it was said to be, until the longer window is full', async () => {
    await world.addStaff('patient@example.org', []);
    await tryTimes('patient@example.org', 3);
    const wait = Number((await world.signIn('patient@example.org')).headers.get('retry-after'));
    await world.advance(wait);
    expect(await tryTimes('patient@example.org', 1)).toEqual([401]);
    // The wait was for the oldest of the three; on a slow machine the others came well after it.
    await world.advance(wait);
    expect(await tryTimes('patient@example.org', 2)).toEqual([401, 429]);
    const long = await world.signIn('patient@example.org');
    expect(Number(long.headers.get('retry-after'))).toBeGreaterThan(20 * HOUR);
  });

  test('only a keyed hash of the address is kept', async () => {
    const kept = await world.rows<{ value_hash: Buffer }>(`SELECT value_hash FROM attempt WHERE kind = 'sign_in'`);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every(({ value_hash }) => value_hash.length === 16)).toBe(true);
  });
});

describe('a session', () => {
  test('lives on while it is used within the hour, and ends after an hour without use', async () => {
    const token = await world.tokenOf('desk@example.org');
    for (let n = 0; n < 3; n += 1) {
      await world.advance(59 * MINUTE);
      expect((await me(token)).status).toBe(200);
    }
    await world.advance(HOUR + 1);
    const ended = await me(token);
    expect(ended.status).toBe(401);
    expect(ended.body.code).toBe('sign_in_required');
  });

  test('ends twelve hours after signing in, however busy it was', async () => {
    const token = await world.tokenOf('desk@example.org');
    for (let n = 0; n < 14; n += 1) {
      await world.advance(50 * MINUTE);
      expect((await me(token)).status).toBe(200);
    }
    const late = await me(token);
    expect(Date.parse(late.body.idleUntil)).toBeLessThan(world.get(Clock).now().getTime() + 21 * MINUTE * 1000);
    await world.advance(20 * MINUTE + 1);
    expect((await me(token)).status).toBe(401);
  });

  test('is not written with every request, only once a minute', async () => {
    const token = await world.tokenOf('desk@example.org');
    const version = async (): Promise<string[]> =>
      (await world.rows<{ xmin: string }>('SELECT xmin::text FROM staff_session ORDER BY created_at DESC LIMIT 1')).map(
        ({ xmin }) => xmin,
      );
    const before = await version();
    await me(token);
    expect(await version()).toEqual(before);
    await world.advance(61);
    await me(token);
    expect(await version()).not.toEqual(before);
  });

  test('ends at sign-out, on the server and in the browser', async () => {
    const token = await world.tokenOf('desk@example.org');
    const out = await world.call('POST', '/staff/sign-out', token);
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^fairslot_staff=; .*Path=\/api.*Expires=Thu, 01 Jan 1970/);
    expect((await me(token)).status).toBe(401);
  });

  test('ends at once when the user is disabled', async () => {
    const id = await world.addStaff('leaving@example.org', [['viewer', 'region']]);
    const token = await world.tokenOf('leaving@example.org');
    await world.rows('UPDATE staff_user SET active = false WHERE id = $1', [id]);
    expect((await me(token)).status).toBe(401);
  });

  test('reaches no further once a role was taken away', async () => {
    const id = await world.addStaff('changing@example.org', [['front_desk', 'site', 'harbour']]);
    const token = await world.tokenOf('changing@example.org');
    expect((await world.call('GET', '/staff/sites/harbour/day', token)).status).toBe(200);
    await world.rows('DELETE FROM role_grant WHERE staff_user_id = $1', [id]);
    expect((await world.call('GET', '/staff/sites/harbour/day', token)).status).toBe(404);
  });

  test('cannot be made up, and its hash is no session', async () => {
    await world.tokenOf('desk@example.org');
    const [stored] = await world.rows<{ token_hash: Buffer }>('SELECT token_hash FROM staff_session LIMIT 1');
    for (const token of [
      'x'.repeat(43),
      stored?.token_hash.toString('base64url') ?? '',
      stored?.token_hash.toString('hex') ?? '',
    ])
      expect((await me(token)).status).toBe(401);
  });
});

test('production refuses demo users and sends the cookie over TLS only', async () => {
  const config = world.api.app.get<{ NODE_ENV: string }>(CONFIG);
  const token = await world.tokenOf('demo@example.org');
  config.NODE_ENV = 'production';
  try {
    expect((await world.signIn('demo@example.org')).status).toBe(401);
    expect((await me(token)).status).toBe(401);
    expect((await world.signIn('desk@example.org')).headers.get('set-cookie')).toContain('; Secure');
  } finally {
    config.NODE_ENV = 'test';
  }
});

test('signing in and out stands in the audit', async () => {
  const id = await world.addStaff('audited@example.org', []);
  const token = await world.tokenOf('audited@example.org');
  await world.call('POST', '/staff/sign-out', token);
  const audited = await world.rows('SELECT action, site_id, details FROM audit WHERE actor = $1 ORDER BY id', [
    `staff:${id}`,
  ]);
  expect(audited).toEqual([
    { action: 'staff.signed_in', site_id: null, details: {} },
    { action: 'staff.signed_out', site_id: null, details: {} },
  ]);
});
