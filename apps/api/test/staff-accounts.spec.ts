import type { StaffMe, TeamMember } from '@fairslot/contract';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../src/platform/clock/clock';
import { Keys } from '../src/platform/crypto/keys';
import { invitationToken } from '../src/team/give-role';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

const PASSWORD = 'a long enough password';
let world: StaffWorld;
let region: string;
let admin: string;
let adminId: number;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-02T09:00:00Z', { LIMIT_SIGN_INS: '6/3600' });
  await world.addStaff('region@example.org', [['region_administrator', 'region']]);
  adminId = await world.addStaff('admin@example.org', [['site_administrator', 'site', 'harbour']]);
  region = await world.tokenOf('region@example.org');
  admin = await world.tokenOf('admin@example.org');
});
afterAll(() => world?.close());

interface Team {
  items: TeamMember[];
  mayGive: { scope: string; id: string | null; roles: string[] }[];
}
const ask = async <B>(method: string, path: string, token: string | undefined, body?: unknown) => {
  const { status, body: answer } = await world.call(method, path, token, body);
  return { status, body: answer as unknown as B & { code: string; errors: { path: string; code: string }[] } };
};
const team = async (token: string) => (await ask<Team>('GET', '/staff/users', token)).body;
const member = async (email: string, token = region) =>
  (await team(token)).items.find((one) => one.email === email) as TeamMember;
const invite = (token: string, email: string, role = 'front_desk', scope = 'site', scopeId?: string) =>
  ask<TeamMember>('POST', '/staff/users', token, {
    email,
    name: 'New Person',
    role,
    scope,
    scopeId: scopeId ?? 'harbour',
  });
const userId = async (email: string) =>
  (await world.rows<{ id: number }>('SELECT id FROM staff_user WHERE email = $1', [email]))[0]?.id as number;

describe('the second factor', () => {
  const codeOf = (secret: string, secondsOff = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
      timestamp: world.get(Clock).now().getTime() + secondsOff * 1000,
    });
  let secret: string;
  let recoveryCodes: string[];

  test('is set up with a code of the app, which is shown as text and as a picture, and hands out ten recovery codes', async () => {
    await world.addStaff('two@example.org', [['front_desk', 'site', 'harbour']]);
    const token = await world.tokenOf('two@example.org');
    const begun = await ask<{ secret: string; address: string; picture: string }>(
      'POST',
      '/staff/me/second-factor',
      token,
    );
    expect(begun.status).toBe(201);
    secret = begun.body.secret;
    expect(begun.body.address).toMatch(/^otpauth:\/\/totp\/Fairslot:two%40example\.org\?/);
    expect(begun.body.picture).toMatch(/^<svg /);
    // Not confirmed, so it is not asked for.
    expect((await world.signIn('two@example.org')).status).toBe(200);
    const wrong = codeOf(secret, 3600);
    expect((await ask('POST', '/staff/me/second-factor/confirm', token, { code: wrong })).body.code).toBe('code_wrong');
    const set = await ask<{ recoveryCodes: string[] }>('POST', '/staff/me/second-factor/confirm', token, {
      code: codeOf(secret),
    });
    recoveryCodes = set.body.recoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await world.call('GET', '/staff/me', token)).body).toMatchObject({
      secondFactor: { enrolled: true, mustEnrol: false, recoveryCodesLeft: 10 },
    });
    expect((await ask('POST', '/staff/me/second-factor', token)).body.code).toBe('wrong_state');
    const stored = await world.rows<{ secret_ct: Buffer }>('SELECT secret_ct FROM staff_second_factor');
    expect(stored.some(({ secret_ct }) => secret_ct.includes(Buffer.from(secret)))).toBe(false);
  });

  const enter = (code?: string) =>
    world.call('POST', '/staff/sign-in', undefined, { email: 'two@example.org', password: PASSWORD, code });

  test('is asked for at sign-in, only after the password fitted, and a code counts once', async () => {
    expect((await enter()).body.code).toBe('code_needed');
    expect((await world.signIn('two@example.org', 'wrong')).body.code).toBe('sign_in_failed');
    await world.advance(30);
    const code = codeOf(secret);
    expect((await enter(code)).status).toBe(200);
    expect((await enter(code)).body.code).toBe('code_wrong');
    await world.advance(30);
    const spaced = codeOf(secret).replace(/(...)/, '$1 ');
    expect((await enter(spaced)).status).toBe(200);
  });

  test('half a minute late is forgiven, a minute and a half is not', async () => {
    await world.advance(120);
    expect((await enter(codeOf(secret, -95))).body.code).toBe('code_wrong');
    expect((await enter(codeOf(secret, -30))).status).toBe(200);
  });

  test('a recovery code serves once, however it is typed', async () => {
    const [first = ''] = recoveryCodes;
    const typed = ` ${first.toLowerCase().replace('-', '').replaceAll('0', 'o')} `;
    const entered = await enter(typed);
    expect(entered.status).toBe(200);
    expect(entered.body.me).toMatchObject({ secondFactor: { recoveryCodesLeft: 9 } });
    expect((await enter(first)).body.code).toBe('code_wrong');
  });

  test('guessing is bounded by account', async () => {
    await world.advance(7200);
    const answers: string[] = [];
    for (let n = 0; n < 8; n += 1) answers.push((await enter('000000')).body.code);
    expect(answers).toEqual([...Array<string>(6).fill('code_wrong'), 'too_many', 'too_many']);
    await world.advance(7200);
  });

  test('is reset by another administrator alone, who ends every session with it', async () => {
    [region, admin] = [await world.tokenOf('region@example.org'), await world.tokenOf('admin@example.org')];
    const token = (await enter(codeOf(secret))).body.token;
    const { id } = await member('two@example.org');
    const own = await member('admin@example.org', admin);
    expect((await ask('POST', `/staff/users/${own.id}/reset-second-factor`, admin)).body.code).toBe('own_access');
    const reset = await ask<TeamMember>('POST', `/staff/users/${id}/reset-second-factor`, admin);
    expect(reset.body.hasSecondFactor).toBe(false);
    expect((await world.call('GET', '/staff/me', token)).status).toBe(401);
    expect((await enter()).status).toBe(200);
  });

  test('where it is required, nothing else can be done before it is set up', async () => {
    const config = world.api.app.get<{ SECOND_FACTOR?: string }>(
      (await import('../src/platform/config/config')).CONFIG,
    );
    config.SECOND_FACTOR = 'required';
    try {
      const { body } = await world.signIn('admin@example.org');
      expect((body.me as StaffMe).secondFactor).toEqual({ enrolled: false, mustEnrol: true, recoveryCodesLeft: 0 });
      expect((await world.call('GET', '/staff/sites/harbour/day', body.token)).body.code).toBe(
        'second_factor_required',
      );
      expect((await ask('POST', '/staff/me/second-factor', body.token)).status).toBe(201);
    } finally {
      delete config.SECOND_FACTOR;
    }
  });
});

describe('an invitation', () => {
  const tokenFor = async (email: string): Promise<string> => {
    const [row] = await world.rows<{ version: number; id: number }>(
      'SELECT i.version, u.id FROM staff_invitation i JOIN staff_user u ON u.id = i.staff_user_id WHERE u.email = $1',
      [email],
    );
    return invitationToken(world.get(Keys), row?.id ?? 0, row?.version ?? 0);
  };
  const accept = (token: string, password: string) =>
    ask('POST', '/staff/invitation/accept', undefined, { token, password });

  test('makes an account without a password, whose link sets one up, once', async () => {
    const invited = await invite(admin, 'new@example.org');
    expect([invited.status, invited.body.status]).toEqual([201, 'invited']);
    expect((await world.signIn('new@example.org', '')).status).toBe(400);
    expect((await world.signIn('new@example.org')).body.code).toBe('sign_in_failed');
    const token = await tokenFor('new@example.org');
    expect((await ask<{ email: string }>('POST', '/staff/invitation', undefined, { token })).body.email).toBe(
      'new@example.org',
    );
    expect((await accept(token, 'too short')).body.errors).toMatchObject([
      { path: 'password', code: 'password_short' },
    ]);
    expect((await accept(token, 'password1234')).body.errors).toMatchObject([{ code: 'password_common' }]);
    expect((await accept(token, PASSWORD)).status).toBe(204);
    expect((await accept(token, 'another good password')).status).toBe(404);
    expect((await world.signIn('new@example.org')).body.me.sites.map(({ id }) => id)).toEqual(['harbour']);
    expect((await member('new@example.org')).status).toBe('active');
  });

  test('sent again ends the link before it, and every link ends after 14 days', async () => {
    await invite(admin, 'again@example.org');
    const first = await tokenFor('again@example.org');
    const { id } = await member('again@example.org');
    expect((await ask('POST', `/staff/users/${id}/invite`, admin)).status).toBe(200);
    const second = await tokenFor('again@example.org');
    expect(second).not.toBe(first);
    expect((await accept(first, PASSWORD)).status).toBe(404);
    await world.advance(14 * 86_400 + 60);
    expect((await accept(second, PASSWORD)).status).toBe(404);
    [region, admin] = [await world.tokenOf('region@example.org'), await world.tokenOf('admin@example.org')];
  });

  test('to somebody who has an account only gives the role, and tells nothing more', async () => {
    const before = await world.rows('SELECT 1 FROM staff_invitation');
    const invited = await invite(region, 'NEW@example.org', 'viewer', 'site', 'island');
    expect(invited.body.grants.map(({ role, scopeId }) => [role, scopeId])).toEqual([
      ['front_desk', 'harbour'],
      ['viewer', 'island'],
    ]);
    expect(await world.rows('SELECT 1 FROM staff_invitation')).toEqual(before);
    // The administrator of harbour sees the role at harbour, and not where else the person works.
    expect((await member('new@example.org', admin)).grants.map(({ scopeId }) => scopeId)).toEqual(['harbour']);
    expect((await member('new@example.org', admin)).mayEnd).toBe(false);
  });
});

describe('what may be given', () => {
  test('a site administrator gives site roles at their own site and nothing else', async () => {
    expect((await team(admin)).mayGive).toEqual([
      {
        scope: 'site',
        id: 'harbour',
        name: 'harbour health centre',
        roles: ['viewer', 'front_desk', 'clinic_lead', 'phone_agent', 'helper', 'site_administrator'],
      },
    ]);
    for (const [role, scope, scopeId, code] of [
      ['front_desk', 'site', 'meadow', 'unknown_scope'],
      ['front_desk', 'place', 'northtown', 'unknown_scope'],
      ['front_desk', 'organisation', 'practice', 'unknown_scope'],
      ['region_administrator', 'site', 'harbour', 'role_not_yours'],
      ['coordinator', 'site', 'harbour', 'role_not_yours'],
    ] as const)
      expect([scopeId, (await invite(admin, 'no@example.org', role, scope, scopeId)).body.errors]).toMatchObject([
        scopeId,
        [{ code }],
      ]);
    expect(await world.rows(`SELECT 1 FROM staff_user WHERE email = 'no@example.org'`)).toEqual([]);
  });

  test('whoever manages every site of an organisation may give roles for all of it', async () => {
    await world.addStaff('both@example.org', [
      ['site_administrator', 'site', 'harbour'],
      ['site_administrator', 'site', 'meadow'],
    ]);
    const token = await world.tokenOf('both@example.org');
    expect((await team(token)).mayGive.map(({ scope, id }) => `${scope} ${id}`)).toEqual([
      'organisation practice',
      'site harbour',
      'site meadow',
    ]);
  });

  test('nobody changes their own access, by the API or by the database with the API passed by', async () => {
    const own = await member('admin@example.org', admin);
    expect(own).toMatchObject({ isYou: true, mayEnd: false });
    const path = `/staff/users/${own.id}`;
    const tries = [
      ask('POST', `${path}/grants`, admin, { role: 'clinic_lead', scope: 'site', scopeId: 'harbour' }),
      ask('DELETE', `${path}/grants/${own.grants[0]?.id}`, admin),
      ask('POST', `${path}/end`, admin),
      invite(admin, 'admin@example.org', 'clinic_lead'),
    ];
    for (const { status, body } of await Promise.all(tries)) expect([status, body.code]).toEqual([403, 'own_access']);
    const direct = world
      .rows(`SELECT staff_add_grant($1, $1, 'viewer', 'region', NULL, NULL, NULL, 'x')`, [adminId])
      .catch((error: { code: string }) => error.code);
    await expect(direct).resolves.toBe('FS002');
  });

  test('a role taken away is gone with the next request; access that ended ends the sessions, and can be woken', async () => {
    await world.addStaff('leaver@example.org', [
      ['front_desk', 'site', 'harbour'],
      ['clinic_lead', 'site', 'harbour'],
    ]);
    const token = await world.tokenOf('leaver@example.org');
    const leaver = await member('leaver@example.org', admin);
    const lead = leaver.grants.find(({ role }) => role === 'clinic_lead');
    await ask('DELETE', `/staff/users/${leaver.id}/grants/${lead?.id}`, admin);
    expect((await world.call('GET', '/staff/me', token)).body.sites[0]?.permissions).not.toContain('clinics:write');
    expect((await ask<TeamMember>('POST', `/staff/users/${leaver.id}/end`, admin)).body.status).toBe('ended');
    expect((await world.call('GET', '/staff/me', token)).status).toBe(401);
    expect((await world.signIn('leaver@example.org')).status).toBe(401);
    for (let press = 0; press < 2; press += 1)
      expect((await ask<TeamMember>('POST', `/staff/users/${leaver.id}/wake`, admin)).body.status).toBe('active');
    const woken = `SELECT 1 FROM audit WHERE action = 'staff.woken' AND (details->>'user')::integer = (SELECT id FROM staff_user WHERE email = 'leaver@example.org')`;
    expect(await world.rows(woken)).toHaveLength(1);
    expect((await world.signIn('leaver@example.org')).status).toBe(200);
  });

  test('who did not sign in for 90 days sleeps, is told so only with the right password, and is woken with one press', async () => {
    const sleep = (email: string, days: number) =>
      world.rows(
        `UPDATE staff_user SET created_at = app_now() - make_interval(days => $2), signed_in_at = app_now() - make_interval(days => $2) WHERE email = $1`,
        [email, days],
      );
    await world.addStaff('summer@example.org', [['front_desk', 'site', 'harbour']]);
    await world.addStaff('rested@example.org', [['front_desk', 'site', 'harbour']]);
    await world.addStaff('elsewhere@example.org', [['front_desk', 'site', 'island']]);
    await sleep('rested@example.org', 89);
    for (const email of ['summer@example.org', 'elsewhere@example.org']) await sleep(email, 91);
    expect((await world.signIn('summer@example.org')).body.code).toBe('account_asleep');
    expect((await world.signIn('summer@example.org', 'wrong')).body.code).toBe('sign_in_failed');
    expect((await world.signIn('rested@example.org')).status).toBe(200);
    const asleep = async (token: string) => (await team(token)).items.filter(({ status }) => status === 'asleep');
    const [mine, ...more] = await asleep(admin);
    expect([mine?.email, mine?.mayEnd, more]).toEqual(['summer@example.org', true, []]);
    const foreign = (await asleep(region)).find(({ email }) => email === 'elsewhere@example.org');
    const wake = (...userIds: unknown[]) => ask<{ woken: number }>('POST', '/staff/users/wake', admin, { userIds });
    // All or none: nobody of another site comes along, and nobody wakes themselves.
    expect((await wake(mine?.id, foreign?.id)).status).toBe(404);
    const own = await member('admin@example.org', admin);
    expect((await wake(mine?.id, own.id)).body).toMatchObject({ code: 'own_access' });
    expect(await asleep(admin)).toHaveLength(1);
    expect((await wake(mine?.id)).body).toEqual({ woken: 1 });
    expect((await wake(mine?.id)).body).toEqual({ woken: 0 });
    expect((await world.signIn('summer@example.org')).status).toBe(200);
    const audit = await world.rows<{ n: number }>(
      `SELECT count(*)::integer AS n FROM audit WHERE action = 'staff.woken' AND (details->>'user')::integer = (SELECT id FROM staff_user WHERE email = 'summer@example.org')`,
    );
    expect(audit).toEqual([{ n: 1 }]);
    const direct = world
      .rows(`SELECT staff_wake($1::integer, ARRAY[$1::integer], 90, 'x')`, [adminId])
      .catch((error: { code: string }) => error.code);
    await expect(direct).resolves.toBe('FS002');
  });

  test('the last administrator of the region stays awake, because nobody could wake them', async () => {
    const asleep = () =>
      world.rows<{ email: string }>(
        `SELECT u.email FROM staff_user u WHERE u.id IN (SELECT staff_asleep(90)) AND EXISTS (SELECT 1 FROM role_grant g
           WHERE g.staff_user_id = u.id AND g.role = 'region_administrator' AND g.scope_kind = 'region')`,
      );
    const before = await world.rows<{ id: number; at: Date }>('SELECT id, signed_in_at AS at FROM staff_user');
    await world.addStaff('deputy@example.org', [['region_administrator', 'region']]);
    await world.rows(
      `UPDATE staff_user SET created_at = app_now() - interval '91 days', signed_in_at = NULL WHERE email = 'deputy@example.org'`,
    );
    expect(await asleep()).toEqual([{ email: 'deputy@example.org' }]);
    await world.rows(`UPDATE staff_user SET created_at = app_now() - interval '91 days', signed_in_at = NULL`);
    expect(await asleep()).toEqual([]);
    await world.rows(`UPDATE staff_user SET created_at = app_now()`);
    await world.rows(
      `DELETE FROM role_grant WHERE staff_user_id = (SELECT id FROM staff_user WHERE email = 'deputy@example.org')`,
    );
    for (const { id, at } of before)
      await world.rows('UPDATE staff_user SET signed_in_at = $2 WHERE id = $1', [id, at]);
  });

  test('a role with a last day gives nothing after it, where the sites are, and is shown and noted with it', async () => {
    const { body } = await ask<TeamMember>('POST', '/staff/users', admin, {
      email: 'locum@example.org',
      name: 'Lo Cum',
      role: 'front_desk',
      scope: 'site',
      scopeId: 'harbour',
      until: '2026-03-29',
    });
    expect(body.grants).toMatchObject([{ role: 'front_desk', until: '2026-03-29', isOver: false }]);
    const id = await userId('locum@example.org');
    const password = await world.rows<{ hash: string }>(
      `UPDATE staff_user SET password_hash = (SELECT password_hash FROM staff_user WHERE id = $1) WHERE id = $2 RETURNING password_hash AS hash`,
      [adminId, id],
    );
    expect(password).toHaveLength(1);
    const day = async (): Promise<number> => {
      const token = await world.tokenOf('locum@example.org');
      const me = (await ask<StaffMe>('GET', '/staff/me', token)).body;
      const { status } = await ask('GET', '/staff/sites/harbour/day', token);
      expect([me.roles.length, me.sites.length]).toEqual(status === 200 ? [1, 1] : [0, 0]);
      return status;
    };
    const goTo = async (instant: string) => {
      const [row] = await world.rows<{ seconds: number }>(
        'SELECT extract(epoch FROM $1::timestamptz - app_now())::float8 AS seconds',
        [instant],
      );
      await world.advance(row?.seconds ?? 0);
    };
    const [before] = await world.rows<{ now: string }>('SELECT app_now()::text AS now');
    expect(await day()).toBe(200);
    // Summer time began that morning: the day is over at 23:00 by UTC.
    await goTo('2026-03-29T22:59:00Z');
    expect(await day()).toBe(200);
    const during = await world.tokenOf('locum@example.org');
    await goTo('2026-03-29T23:00:01Z');
    // A session that was there before does not outlast the role.
    expect((await ask('GET', '/staff/sites/harbour/day', during)).status).toBe(404);
    expect(await day()).toBe(404);
    admin = await world.tokenOf('admin@example.org');
    region = await world.tokenOf('region@example.org');
    const seen = await member('locum@example.org', admin);
    expect(seen.grants).toMatchObject([{ until: '2026-03-29', isOver: true }]);
    const [noted] = await world.rows<{ details: object }>(
      `SELECT details FROM audit WHERE action = 'staff.role_given' ORDER BY id DESC LIMIT 1`,
    );
    expect(noted?.details).toMatchObject({ user: id, until: '2026-03-29' });
    // Given again it is there again, for good.
    const again = { role: 'front_desk', scope: 'site', scopeId: 'harbour' };
    const past = await ask('POST', `/staff/users/${seen.id}/grants`, admin, { ...again, until: '2026-03-29' });
    expect(past.body.errors).toMatchObject([{ path: 'until', code: 'date_in_past' }]);
    const given = await ask<TeamMember>('POST', `/staff/users/${seen.id}/grants`, admin, again);
    expect(given.body.grants).toMatchObject([{ until: null, isOver: false }]);
    expect(await day()).toBe(200);
    await goTo(before?.now as string);
    admin = await world.tokenOf('admin@example.org');
    region = await world.tokenOf('region@example.org');
  });

  test('a role for the region that ends is asked for, and given, with its last day; one that is over approves nothing', async () => {
    const wanted = { email: 'cover@example.org', name: 'Co Ver', role: 'region_administrator', scope: 'region' };
    await world.addStaff('second-region@example.org', [['region_administrator', 'region']]);
    const second = await world.tokenOf('second-region@example.org');
    const asked = await ask<TeamMember>('POST', '/staff/users', region, { ...wanted, until: '2026-03-31' });
    expect(asked.body.requests).toMatchObject([{ until: '2026-03-31' }]);
    await ask('POST', `/staff/grant-requests/${asked.body.requests[0]?.id}/approve`, second);
    expect((await member('cover@example.org')).grants).toMatchObject([
      { role: 'region_administrator', until: '2026-03-31' },
    ]);
    await world.rows(
      `UPDATE role_grant SET until_date = '2026-03-01', ends_at = '2026-03-02T00:00:00Z'
       WHERE staff_user_id = (SELECT id FROM staff_user WHERE email = 'second-region@example.org')`,
    );
    expect((await ask('GET', '/staff/set-up', second)).status).toBe(404);
    await world.rows(
      `UPDATE staff_user SET active = false WHERE email IN ('second-region@example.org', 'cover@example.org')`,
    );
  });

  test('a role for a Place or the region waits for a second administrator, who is not the person it is for', async () => {
    // With one administrator nobody could approve, so the first ones are given at once.
    const second = await world.addStaff('second@example.org', []);
    const { id } = await member('second@example.org');
    await ask('POST', `/staff/users/${id}/grants`, region, { role: 'region_administrator', scope: 'region' });
    expect((await member('second@example.org')).grants).toHaveLength(1);
    const wide = await invite(region, 'wide@example.org', 'coordinator', 'place', 'northtown');
    expect(wide.body).toMatchObject({
      grants: [],
      requests: [{ role: 'coordinator', scopeName: 'northtown', mayApprove: false }],
    });
    const asked = `/staff/grant-requests/${wide.body.requests[0]?.id}`;
    expect((await ask('POST', `${asked}/approve`, region)).body.code).toBe('own_access');
    expect((await ask('POST', `${asked}/approve`, admin)).status).toBe(404);
    const token = await world.tokenOf('second@example.org');
    expect((await member('wide@example.org', token)).requests[0]?.mayApprove).toBe(true);
    expect((await ask('POST', `${asked}/approve`, token)).status).toBe(204);
    expect((await ask('POST', `${asked}/refuse`, token)).body.code).toBe('wrong_state');
    expect((await member('wide@example.org')).grants).toMatchObject([
      { role: 'coordinator', scope: 'place', scopeId: 'northtown' },
    ]);
    const audited = await world.rows<{ action: string }>(
      `SELECT action FROM audit WHERE (details->>'user')::integer IN ($1, $2) ORDER BY id`,
      [second, await userId('wide@example.org')],
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'staff.role_given',
      'staff.invited',
      'staff.role_requested',
      'staff.role_approved',
      'staff.role_given',
    ]);
  });
});

describe('a CSV of staff', () => {
  const send = (csv: string, check = false, token = admin) =>
    ask<{ added: number; rows: { line: number; faults: { column: string; code: string }[] }[] }>(
      'POST',
      '/staff/users/import',
      token,
      { csv, check },
    );

  test('with a fault in one row adds nobody, and names each fault by line and column', async () => {
    const { body } = await send(
      'Email,Name,Role,Site\nok@example.org,Okay,front desk,harbour\nnot an address,,chief,harbour\nfar@example.org,Far,viewer,island\nok@example.org,Okay,front desk,harbour\n',
    );
    expect(body.added).toBe(0);
    expect(body.rows.map(({ line, faults }) => [line, faults.map(({ column, code }) => `${column} ${code}`)])).toEqual([
      [2, []],
      [3, ['role invalid', 'email email_wrong', 'name required']],
      [4, ['site unknown_site']],
      [5, ['email row_twice']],
    ]);
    expect(await userId('ok@example.org')).toBeUndefined();
  });

  test('a file without a column is told which', async () => {
    expect((await send('email,name\na@example.org,A')).body.errors).toMatchObject([
      { path: 'csv.role', code: 'column_missing' },
      { path: 'csv.site', code: 'column_missing' },
    ]);
  });

  test('without faults can be checked first, and then invites everybody', async () => {
    const csv =
      'email;name;role;site\nfirst@example.org;First;viewer;harbour\nsecond.of@example.org;Second;Clinic lead;harbour health centre';
    expect((await send(csv, true)).body.added).toBe(0);
    expect((await send(csv)).body.added).toBe(2);
    expect((await member('second.of@example.org', admin)).grants).toMatchObject([
      { role: 'clinic_lead', scopeId: 'harbour', until: null },
    ]);
  });

  test('may say a last day, of one row or of all', async () => {
    const rows = (until: string) =>
      `email,name,role,site,until\ncsv.locum@example.org,First,viewer,harbour,${until}\ncsv.other@example.org,Second,viewer,harbour,`;
    const faults = async (until: string) =>
      (await send(rows(until))).body.rows.flatMap((row) =>
        row.faults.map(({ column, code }) => [row.line, column, code]),
      );
    expect(await faults('2026-02-01')).toEqual([[2, 'until', 'date_in_past']]);
    expect(await faults('31/03/2027')).toEqual([[2, 'until', 'date_not_real']]);
    expect((await send(rows('2027-03-31'))).body.added).toBe(2);
    const untilOf = async (email: string) => (await member(email, admin)).grants.map(({ until }) => until);
    expect([await untilOf('csv.locum@example.org'), await untilOf('csv.other@example.org')]).toEqual([
      ['2027-03-31'],
      [null],
    ]);
  });
});

test('a password is changed with the one before it, and other sessions end', async () => {
  await world.addStaff('changer@example.org', [['viewer', 'site', 'harbour']]);
  const [one, other] = [await world.tokenOf('changer@example.org'), await world.tokenOf('changer@example.org')];
  const change = (current: string, password: string) => ask('POST', '/staff/me/password', one, { current, password });
  expect((await change('wrong', 'another good password')).body.code).toBe('sign_in_failed');
  expect((await change(PASSWORD, 'changer')).status).toBe(400);
  expect((await change(PASSWORD, 'another good password')).status).toBe(204);
  expect((await world.call('GET', '/staff/me', one)).status).toBe(200);
  expect((await world.call('GET', '/staff/me', other)).status).toBe(401);
  expect((await world.signIn('changer@example.org')).status).toBe(401);
});

test('what may be done in the whole region is told apart from what may be done at sites', async () => {
  const token = await world.tokenOf('region@example.org');
  const me = (await world.call('GET', '/staff/me', token)).body as unknown as StaffMe;
  expect(me.region).toMatchObject({ name: 'Cheshire and Merseyside', timeZone: 'Europe/London' });
  expect(me.region.permissions).toContain('region:manage');
  const siteAdmin = (await world.call('GET', '/staff/me', await world.tokenOf('admin@example.org')))
    .body as unknown as StaffMe;
  expect(siteAdmin.region.permissions).toEqual([]);
});
