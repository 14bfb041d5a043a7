import type { Campaign, CampaignProgress, Cohort, OpenedInvitation } from '@fairslot/contract';
import type { ParsedMail } from 'mailparser';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { SendMessage } from '../src/messages/send-message';
import { CoordinatorWorld, HEADINGS, rules, SMALL } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const NAMES = ['Lastyear', 'Turnedaway', 'Number', 'Name', 'Nothing'];
const BORN = '1950-03-02';
let campaignId = '';

/** A booking of somebody of the list, known as `by` says. */
async function booked(last: string, startsAt: string, by: 'person_id' | 'person_key' | 'name_key', more = '') {
  const status = more === '' ? 'booked' : 'completed';
  await world.addBooking({ site: 'harbour', service: 'flu', startsAt, status });
  const column = by === 'person_id' ? 'person_id' : 'person_key';
  await world.rows(
    `UPDATE booking SET ${column} = (SELECT f.${by} FROM person_profile f JOIN person p ON p.id = f.person_id WHERE p.last_name = $1) ${more}
     WHERE id = (SELECT max(id) FROM booking)`,
    [last],
  );
}

const messages = (kind: string, last: string) =>
  world.rows<{ id: string; state: string }>(
    `SELECT m.id, m.state FROM message m JOIN invitation i ON i.id = m.invitation_id JOIN person p ON p.id = i.person_id
     WHERE m.kind = $1 AND p.last_name = $2`,
    [kind, last],
  );
async function send(kind: string, last: string): Promise<string> {
  for (const { id } of await messages(kind, last)) await world.get(SendMessage).run(Number(id));
  return (await messages(kind, last)).map(({ state }) => state).join();
}
const listed = async () =>
  (await coordinators.call<{ items: Campaign[] }>('author', 'GET', '/staff/campaigns')).body.items;
const progress = async () =>
  (await coordinators.call<CampaignProgress>('author', 'GET', `/staff/campaigns/${campaignId}/progress`)).body;

beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
  await world.rows(`UPDATE service SET opens_on = '2026-09-01' WHERE slug = 'flu'`);
  const people = NAMES.map((last, n) => `Ada,${last},02/03/1950,,L24 8QB,${n}@example.com,,,`);
  await coordinators.importPeople([HEADINGS, ...people].join('\n'));
  // As of somebody whose list gives a number: one key is of the number, the other of the name.
  await world.rows(
    `UPDATE person_profile SET name_key = sha256('name') WHERE person_id = (SELECT id FROM person WHERE last_name = 'Name')`,
  );
  await booked('Lastyear', '2025-11-10T10:00:00Z', 'person_id', `, outcome = 'given'`);
  // Came this season with a fever, and was not given it.
  await booked(
    'Turnedaway',
    '2026-10-20T10:00:00Z',
    'person_id',
    `, outcome = 'not_given', not_given_reason = 'unwell'`,
  );
  const cohort = await coordinators.post<Cohort>('author', '/staff/cohorts', {
    name: 'Everybody',
    rules: rules([{ kind: 'age', from: 65 }]),
  });
  const { body } = await coordinators.post<Campaign>('author', '/staff/campaigns', {
    ...SMALL,
    serviceId: 'flu',
    cohortId: cohort.body.id,
  });
  campaignId = body.id;
  await coordinators.post('author', `/staff/campaigns/${campaignId}/release`);
  await world.get(ReleaseWaves).run();
}, 120_000);
afterAll(() => coordinators?.close());

test('who had it last season, or came and was not given it, is invited: the message leaves and its link books', async () => {
  for (const last of NAMES) expect([last, await send('invitation', last)]).toEqual([last, 'accepted']);
  expect(await progress()).toMatchObject({ invited: NAMES.length, booked: 0, had: 0 });
  expect(await listed()).toMatchObject([{ booked: 0 }]);
  const mail = (to: string) => coordinators.inbox.find((one) => (one.to as { text: string }).text === to) as ParsedMail;
  for (const to of ['0@example.com', '1@example.com']) {
    const link = /\/i\/([0-9A-Z]{16})/.exec(mail(to).text ?? '')?.[1] as string;
    const opened = await world.call('POST', `/invitations/${link}/open`, undefined, { dateOfBirth: BORN });
    expect((opened.body as unknown as OpenedInvitation).state).toBe('open');
  }
});

test('who books without the link, by number or by name alone, counts as booked and hears no second time', async () => {
  await booked('Number', '2026-11-20T10:00:00Z', 'person_key');
  await booked('Name', '2026-11-20T10:10:00Z', 'name_key');
  expect(await progress()).toMatchObject({ booked: 2 });
  // Of the others three are still expected.
  expect((await progress()).room).toMatchObject([{ toBook: 3 }]);
  // One by the link, and one who booked twice.
  await booked('Lastyear', '2026-11-20T10:20:00Z', 'person_id');
  await booked('Name', '2026-11-21T10:20:00Z', 'name_key');
  expect(await progress()).toMatchObject({ booked: 3 });
  expect(await listed()).toMatchObject([{ id: campaignId, invited: NAMES.length, booked: 3 }]);
  await world.advance(4 * 86_400);
  expect(await send('invitation_again', 'Number')).toBe('superseded');
  expect(await send('invitation_again', 'Name')).toBe('superseded');
  expect(await send('invitation_again', 'Nothing')).toBe('accepted');
});

describe('a campaign beside the one of the season before', () => {
  const of = async (id: string, who: 'author' | 'northtown' | 'analyst' = 'author') =>
    (await coordinators.call<CampaignProgress>(who, 'GET', `/staff/campaigns/${id}/progress`)).body;
  const person = (last: string) => `(SELECT id FROM person WHERE last_name = '${last}' ORDER BY id LIMIT 1)`;
  let lastYear = '';

  beforeAll(async () => {
    await coordinators.signIn();
    const cohort = await coordinators.call<{ items: Cohort[] }>('author', 'GET', '/staff/cohorts');
    const campaign = { ...SMALL, serviceId: 'flu', cohortId: cohort.body.items[0]?.id };
    const made = async (name: string, startsOn: string, endsOn: string) =>
      (await coordinators.post<Campaign>('author', '/staff/campaigns', { ...campaign, name, startsOn, endsOn })).body
        .id;
    lastYear = await made('Flu, a year before', '2025-11-03', '2025-12-20');
    await made('Flu, invited nobody', '2025-11-02', '2025-12-20');
    await made('Flu, two years before', '2024-11-03', '2024-12-20');
    for (const name of ['Flu, a year before', 'Flu, two years before'])
      await world.rows(
        `INSERT INTO invitation (audience_id, person_id, service_id, row_key, token_hash, expires_at, created_at)
         SELECT c.audience_id, p.id, c.service_id, gen_random_uuid(), sha256((c.id || p.last_name)::bytea), '2026-01-01', c.starts_on + 1
         FROM campaign c, person p WHERE c.name = $1 AND p.last_name IN ('Lastyear', 'Turnedaway', 'Number')`,
        [name],
      );
    await world.rows(
      `UPDATE booking SET booked_at = '2025-11-09T23:30:00Z' WHERE person_id = ${person('Lastyear')} AND starts_at < '2026-01-01'`,
    );
    await world.rows(`UPDATE booking SET booked_at = '2026-11-03T10:00:00Z' WHERE starts_at = '2026-11-20T10:00:00Z'`);
  });

  test('names the one that began about a year before and invited somebody, to whom may see it', async () => {
    expect((await progress()).before).toEqual({
      campaignId: lastYear,
      name: 'Flu, a year before',
      startsOn: '2025-11-03',
    });
    expect((await of(lastYear)).before).toMatchObject({ name: 'Flu, two years before' });
    await world.rows(`UPDATE campaign SET place_ids = '{${world.place.get('southtown')}}' WHERE name = $1`, [
      'Flu, a year before',
    ]);
    await world.rows(`UPDATE campaign SET place_ids = '{${world.place.get('northtown')}}' WHERE name = $1`, [
      (await coordinators.call<Campaign>('author', 'GET', `/staff/campaigns/${campaignId}`)).body.name,
    ]);
    expect((await of(campaignId, 'northtown')).before).toBeNull();
    expect((await of(campaignId)).before).toMatchObject({ campaignId: lastYear });
  });

  test('parts people with a learning disability from the others', async () => {
    await world.rows(
      `UPDATE person_profile SET flags = flags | 128 WHERE person_id = (SELECT f.person_id FROM person_profile f JOIN person p ON p.id = f.person_id WHERE p.last_name = 'Number')`,
    );
    expect((await progress()).by.learningDisability.map(({ key, invited, booked }) => [key, invited, booked])).toEqual([
      ['no', 4, 2],
      ['yes', 1, 1],
    ]);
  });

  test('counts what was booked for that season alone, and this season what is booked since', async () => {
    // All three have a booking of this season; one was there a year ago.
    expect(await of(lastYear)).toMatchObject({ invited: 3, booked: 1, came: 1, had: 1 });
    expect((await coordinators.call<Campaign>('author', 'GET', `/staff/campaigns/${lastYear}`)).body.booked).toBe(1);
    expect(await progress()).toMatchObject({ invited: NAMES.length, booked: 3 });
  });

  test('week by week, each week with all before it; the last one says what the page says above', async () => {
    const { weeks } = await of(lastYear);
    expect(weeks.slice(0, 3)).toEqual([
      { from: '2025-11-03', invited: 3, booked: 1 },
      { from: '2025-11-10', invited: 3, booked: 1 },
      { from: '2025-11-17', invited: 3, booked: 1 },
    ]);
    // Until ninety days after the last day.
    expect(weeks.at(-1)?.from).toBe('2026-03-16');
    const now = await progress();
    expect(now.weeks).toEqual([{ from: '2026-11-02', invited: now.invited, booked: now.booked }]);
  });

  test('tells an analyst no step of fewer than five', async () => {
    expect(
      (await of(lastYear, 'analyst')).weeks.every(({ booked, invited }) => booked === null && invited === null),
    ).toBe(true);
    // Five are invited, in a wave of five; two have booked.
    expect((await of(campaignId, 'analyst')).weeks).toEqual([{ from: '2026-11-02', invited: 5, booked: null }]);
  });
});

describe('a campaign and its money', () => {
  const set = (who: 'author' | 'analyst' | 'northtown', amount: unknown) =>
    coordinators.post<Campaign>(who, `/staff/campaigns/${campaignId}/budget`, { amount });

  test('has a budget that can be set while it runs, to the penny, and taken away', async () => {
    expect(await progress()).toMatchObject({ budget: null, currency: 'GBP' });
    expect((await set('author', 1250.5)).body).toMatchObject({ state: 'running', budget: 1250.5 });
    expect((await progress()).budget).toBe(1250.5);
    for (const wrong of [0, -5, 0.001, '12', 1e9]) expect((await set('author', wrong)).status).toBe(400);
    expect((await set('analyst', 5)).status).toBe(404);
    await set('author', null);
    expect((await progress()).budget).toBeNull();
    expect(await coordinators.counted(`audit WHERE action = 'campaign.budget_set'`)).toBe(2);
  });
});

test('replies that no rule understood are counted by person, of people of this campaign since it wrote to them', async () => {
  const text = (mobile: string, action: string, at = 'app_now()') =>
    world.rows(
      `INSERT INTO inbound_message (provider_id, row_key, from_bi, from_ct, body_ct, action, answered, at)
       VALUES (gen_random_uuid()::text, gen_random_uuid(), $1::bytea, '', '', $2, true, ${at})`,
      [mobile, action],
    );
  const phone = (last: string, mobile: string) =>
    world.rows(
      `UPDATE person_contact SET mobile_bi = $1::bytea WHERE person_id = (SELECT f.person_id FROM person_profile f JOIN person p ON p.id = f.person_id WHERE p.last_name = $2)`,
      [mobile, last],
    );
  await phone('Nothing', 'one');
  await phone('Name', 'two');
  await text('one', 'none');
  await text('one', 'none');
  await text('two', 'stop');
  await text('two', 'none', `'2026-10-01'`);
  await text('three', 'none');
  expect((await progress()).replies).toEqual({ people: 1, keptDays: 90 });
});
