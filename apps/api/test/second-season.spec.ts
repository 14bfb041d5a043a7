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
