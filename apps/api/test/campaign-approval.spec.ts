import { createHash } from 'node:crypto';
import type { Campaign, CampaignPlan, Cohort, PeopleImport } from '@fairslot/contract';
import { canonicalJson } from '@fairslot/domain';
import { type CampaignRow, CampaignsStore } from '../src/campaigns/campaigns.store';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { CoordinatorWorld, HEADINGS, rules, SMALL } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const post: CoordinatorWorld['post'] = (...asked) => coordinators.post(...asked);
const call: CoordinatorWorld['call'] = (...asked) => coordinators.call(...asked);
const waves = () => world.get(ReleaseWaves).run();
let cohortId = '';

beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
  await coordinators.importPeople();
  const asked = { name: 'Aged 65 and over', rules: rules([{ kind: 'age', from: 65 }]) };
  cohortId = (await post<Cohort>('author', '/staff/cohorts', asked)).body.id;
}, 120_000);
afterAll(() => coordinators?.close());

describe('a campaign', () => {
  test('whoever changed a campaign, or asked for its approval, does not approve it', async () => {
    const { body } = await post<Campaign>('author', '/staff/campaigns', {
      ...SMALL,
      name: 'Edited',
      cohortId: cohortId,
    });
    const path = `/staff/campaigns/${body.id}`;
    await call('approver', 'PATCH', path, { perDay: 10 });
    expect((await post<Campaign>('releaser', `${path}/request-approval`)).body.may).not.toContain('approve');
    for (const who of ['author', 'approver', 'releaser'] as const)
      expect((await post(who, `${path}/approve`)).body.code).toBe('own_work');
  });

  test('what was approved before hours could be chosen is still approved', async () => {
    const { body } = await post<Campaign>('author', '/staff/campaigns', {
      ...SMALL,
      name: 'Before',
      cohortId,
      hours: { from: '08:00', until: '20:00', days: [1, 2, 3, 4, 5, 6, 7], onHolidays: true },
    });
    const path = `/staff/campaigns/${body.id}`;
    await post('author', `${path}/request-approval`);
    await post('approver', `${path}/approve`);
    const row = (await world.get(CampaignsStore).all()).find(({ name }) => name === 'Before') as CampaignRow;
    const { name, serviceId, rules: audience, placeIds, startsOn, endsOn, mode, expectedPercent, withinKm } = row;
    const { secondAfterDays, words } = row;
    const content = { name, serviceId, rules: audience, placeIds, startsOn, endsOn, mode, expectedPercent, withinKm };
    const then = createHash('sha256').update(canonicalJson({ ...content, secondAfterDays, words }));
    expect(row.approvedHash).toEqual(then.digest());
  });

  test('what was released as few without approval stays few, however the cohort grows', async () => {
    const cohort = await post<Cohort>('author', '/staff/cohorts', {
      name: 'Most deprived',
      rules: rules([{ kind: 'deprivation', fifths: [1] }]),
    });
    const { body } = await post<Campaign>('author', '/staff/campaigns', { ...SMALL, cohortId: cohort.body.id });
    expect((await post<Campaign>('author', `/staff/campaigns/${body.id}/release`)).body.state).toBe('running');
    const more = Array.from({ length: 40 }, (_, n) => `New${n},Comer${n},01/01/1950,,L24 8QB,,,1,`);
    const added = await post<PeopleImport>('author', '/staff/people/imports', {
      name: 'more',
      csv: [HEADINGS, ...more].join('\n'),
    });
    expect(added.body.added).toBe(40);
    await waves();
    await world.advance(11 * 60);
    await waves();
    expect((await call<Campaign>('author', 'GET', `/staff/campaigns/${body.id}`)).body.invited).toBe(50);
  });

  test('its own words are judged, written in every language read there, and approved with it', async () => {
    const word = (language: string, sms: string) => ({
      language,
      kind: 'invitation',
      sms,
      subject: 'About your {service}',
      body: '{first name}, come.\n\nCall {phone}.',
    });
    const create = (words: unknown[]) =>
      post<Campaign>('author', '/staff/campaigns', { ...SMALL, cohortId: cohortId, words });
    const wrong = await create([word('en', '{first name}, don’t wait for {it}')]);
    expect(wrong.body.errors).toMatchObject([
      { path: 'words.0.sms', code: 'mark_unknown' },
      { path: 'words.0.sms', code: 'link_missing' },
      { path: 'words.0.sms', code: 'sign_fine' },
    ]);
    const { body } = await create([word('en', 'Come, {first name}: {link}')]);
    const path = `/staff/campaigns/${body.id}`;
    expect((await post('author', `${path}/request-approval`)).body.errors).toMatchObject([
      { path: 'words', code: 'words_missing' },
    ]);
    const plan = async () => (await post<CampaignPlan>('author', `${path}/plan`)).body;
    expect((await plan()).missingWords).toMatchObject([{ language: 'pl', kind: 'invitation' }]);
    const both = [word('en', 'Come, {first name}: {link}'), word('pl', '{first name}, zapraszamy: {link}')];
    await call('author', 'PATCH', path, { words: both });
    expect(
      (await plan()).samples.find(({ language, kind }) => language === 'pl' && kind === 'invitation'),
    ).toMatchObject({
      sms: expect.stringMatching(/^Maximilian, zapraszamy: http/),
      parts: 1,
      isOwn: true,
      subject: 'About your blood-test',
    });
    expect((await post<Campaign>('author', `${path}/request-approval`)).body.state).toBe('awaiting_approval');
    expect((await post<Campaign>('approver', `${path}/approve`)).body.state).toBe('approved');
    await world.rows(
      `UPDATE campaign SET words = replace(words::text, 'Come', 'Run')::jsonb WHERE name = $1 AND state = 'approved'`,
      [SMALL.name],
    );
    expect((await post('releaser', `${path}/release`)).body.code).toBe('wrong_state');
    const before = coordinators.inbox.length;
    expect((await post('author', `${path}/test-message`, { language: 'en', kind: 'invitation' })).body).toEqual({
      to: 'author@example.org',
    });
    expect(coordinators.inbox).toHaveLength(before + 1);
    expect(coordinators.inbox.at(-1)).toMatchObject({ subject: expect.stringMatching(/^\[Test\] About your /) });
  });
});
