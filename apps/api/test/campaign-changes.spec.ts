import type { Campaign, CampaignPlan, Cohort } from '@fairslot/contract';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { SendMessage } from '../src/messages/send-message';
import { CoordinatorWorld, rules, SMALL, type Who } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
let path = '';
let cohortId = '';
const act = async (who: Who, verb: string, body?: unknown) =>
  (await coordinators.post<Campaign>(who, `${path}/${verb}`, body)).body;
const change = async (body: object) => (await coordinators.call<Campaign>('author', 'PATCH', path, body)).body;
const waves = () => world.get(ReleaseWaves).run();
const invited = () => coordinators.counted('invitation');
const waiting = async () =>
  (
    await world.rows<{ id: string }>(
      `SELECT id FROM message WHERE kind = 'invitation' AND state = 'pending' ORDER BY id`,
    )
  ).map(({ id }) => Number(id));
const words = (sms: string) =>
  ['en', 'pl'].map((language) => ({ language, kind: 'invitation', sms, subject: 'Flu', body: 'Come to us.' }));

beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
  await coordinators.importPeople();
  const cohort = await coordinators.post<Cohort>('author', '/staff/cohorts', {
    name: 'Aged 65 and over',
    rules: rules([{ kind: 'age', from: 65 }]),
  });
  cohortId = cohort.body.id;
  const { body } = await coordinators.post<Campaign>('author', '/staff/campaigns', {
    ...SMALL,
    serviceId: 'flu',
    cohortId,
  });
  path = `/staff/campaigns/${body.id}`;
  await act('author', 'request-approval');
  await act('approver', 'approve');
  await act('releaser', 'release');
  await waves();
}, 120_000);
afterAll(() => coordinators?.close());

test('a campaign that runs is not changed; a paused one is, keeps whom it invited, and goes through all hands again', async () => {
  expect(await invited()).toBe(50);
  expect(((await change({ name: 'Other' })) as { code?: string }).code).toBe('wrong_state');
  await act('author', 'pause');
  const refused = (await coordinators.call<Campaign>('author', 'PATCH', path, { serviceId: 'blood-test' })).body;
  expect(refused.errors).toMatchObject([{ path: 'serviceId', code: 'service_stays' }]);
  const changed = await change({ name: 'Flu, new words', words: words('{first name}, new words: {link}') });
  expect(changed).toMatchObject({
    state: 'draft',
    approvedBy: null,
    invited: 50,
    lastApproved: { name: SMALL.name, words: [], by: 'approver@example.org', cohort: { version: 1 } },
  });
  // A hundred are left, but a hundred and fifty are written to in all.
  expect((await coordinators.post<CampaignPlan>('author', `${path}/plan`)).body).toMatchObject({
    toInvite: 100,
    needsApproval: true,
  });
  expect(((await act('author', 'release')) as { code?: string }).code).toBe('wrong_state');
  expect((await act('author', 'request-approval')).state).toBe('awaiting_approval');
  expect(((await act('author', 'approve')) as { code?: string }).code).toBe('own_work');
});

test('until it is released again nothing leaves: neither waves nor messages that wait', async () => {
  const [first] = await waiting();
  for (const who of [undefined, 'approver'] as const) {
    if (who) await act(who, 'approve');
    await waves();
    await world.get(SendMessage).run(first as number);
    expect([await invited(), coordinators.inbox.length, (await waiting()).includes(first as number)]).toEqual([
      50,
      0,
      true,
    ]);
  }
});

test('from then on the changed words hold, for who waited and for the next wave, and nobody is invited twice', async () => {
  expect((await act('releaser', 'release')).state).toBe('running');
  await world.advance(11 * 60);
  await waves();
  expect(await invited()).toBe(150);
  expect(await coordinators.counted('(SELECT DISTINCT person_id FROM invitation) p')).toBe(150);
  const due = await waiting();
  await world.get(SendMessage).run(due[0] as number);
  await world.get(SendMessage).run(due.at(-1) as number);
  expect(coordinators.inbox.map(({ subject }) => subject)).toEqual(['Flu', 'Flu']);
});

test('few that are left of many still need a second person', async () => {
  await act('author', 'pause');
  const few = await coordinators.post<Cohort>('author', `/staff/cohorts/${cohortId}/versions`, {
    rules: rules([{ kind: 'age', from: 30 }]),
  });
  await change({ cohortVersion: few.body.versions[0]?.version });
  const plan = (await coordinators.post<CampaignPlan>('author', `${path}/plan`)).body;
  expect(plan).toMatchObject({ toInvite: 50, needsApproval: true });
  expect(((await act('author', 'release')) as { code?: string }).code).toBe('wrong_state');
});

describe('invitations leave at hours of the campaign’s own', () => {
  const shown = async () => (await coordinators.call<Campaign>('author', 'GET', path)).body;
  const goTo = async (instant: string) => {
    const [row] = await world.rows<{ now: Date }>('SELECT app_now() AS now');
    await world.advance(Math.round((Date.parse(instant) - (row as { now: Date }).now.getTime()) / 1000));
    await world.rows('UPDATE staff_session SET created_at = app_now(), last_seen_at = app_now()');
  };
  const hours = { from: '09:00', until: '19:00', days: [1, 2, 3, 4, 5, 6], onHolidays: false };

  test('from nine to seven, Monday to Saturday, unless others are chosen between eight and twenty', async () => {
    expect((await shown()).hours).toEqual(hours);
    for (const [wrong, at, code] of [
      [{ ...hours, from: '07:59' }, 'hours.from', 'invalid'],
      [{ ...hours, until: '20:01' }, 'hours.until', 'invalid'],
      [{ ...hours, until: '09:00' }, 'hours.until', 'range_order'],
      [{ ...hours, days: [] }, 'hours.days', 'required'],
      [{ ...hours, days: [8] }, 'hours.days.0', 'invalid'],
    ] as const)
      expect(((await change({ hours: wrong })) as { errors?: unknown }).errors).toMatchObject([{ path: at, code }]);
    expect((await change({ hours: { ...hours, days: [5, 1, 5] } })).hours.days).toEqual([1, 5]);
    await change({ hours });
  });

  test('they belong to what is approved', async () => {
    await act('author', 'request-approval');
    expect((await act('approver', 'approve')).lastApproved?.hours).toEqual(hours);
    await world.rows(`UPDATE campaign SET hours = jsonb_set(hours, '{days}', '[7]')`);
    expect(((await act('releaser', 'release')) as { code?: string }).code).toBe('wrong_state');
    await world.rows(`UPDATE campaign SET hours = jsonb_set(hours, '{days}', '[1, 2, 3, 4, 5, 6]')`);
    expect((await act('releaser', 'release')).state).toBe('running');
  });

  test('outside them nobody is invited, and a message that comes up late waits for the next ones', async () => {
    // A Saturday evening.
    await goTo('2026-11-07T19:30:00Z');
    await waves();
    expect(await invited()).toBe(150);
    expect((await shown()).leavesFrom).toBe('2026-11-09T09:00:00+00:00');
    const [late] = await waiting();
    const before = coordinators.inbox.length;
    await world.get(SendMessage).run(late as number);
    const [row] = await world.rows<{ state: string; at: Date; why: string }>(
      'SELECT state, send_after AS at, last_error AS why FROM message WHERE id = $1',
      [late],
    );
    expect(row).toEqual({ state: 'pending', at: new Date('2026-11-09T09:00:00Z'), why: 'quiet hours' });
    await goTo('2026-11-09T09:00:01Z');
    await world.get(SendMessage).run(late as number);
    expect(coordinators.inbox.length).toBe(before + 1);
    await waves();
    expect(await invited()).toBe(200);
    expect((await shown()).leavesFrom).toBeNull();
  });

  test('released outside them, the first fifty are chosen at once; those after them wait until these could have failed', async () => {
    await world.rows('DELETE FROM message_attempt');
    await world.rows('DELETE FROM message WHERE invitation_id IS NOT NULL');
    await world.rows('DELETE FROM invitation');
    await world.rows('DELETE FROM wave');
    const seen: [string, number][] = [
      ['2026-11-09T20:00:00Z', 50],
      ['2026-11-09T21:00:00Z', 50],
      ['2026-11-10T09:00:01Z', 50],
      ['2026-11-10T09:09:00Z', 50],
      ['2026-11-10T09:11:00Z', 200],
    ];
    for (const [instant, people] of seen) {
      await goTo(instant);
      await waves();
      expect([instant, await invited()]).toEqual([instant, people]);
    }
  });
});
