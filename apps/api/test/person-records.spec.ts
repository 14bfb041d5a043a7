import type { Campaign, Cohort } from '@fairslot/contract';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { CoordinatorWorld, HEADINGS, NUMBERS, row, rules } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const post: CoordinatorWorld['post'] = (...asked) => coordinators.post(...asked);
const counted: CoordinatorWorld['counted'] = (sql) => coordinators.counted(sql);

/** Two people who have been invited. */
beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
  await coordinators.importPeople([HEADINGS, row(1), row(2)].join('\n'));
  const asked = { name: 'Aged 65 and over', rules: rules([{ kind: 'age', from: 65 }]) };
  const cohort = await post<Cohort>('author', '/staff/cohorts', asked);
  const made = await post<Campaign>('author', '/staff/campaigns', {
    name: 'Flu, autumn',
    serviceId: 'flu',
    cohortId: cohort.body.id,
    startsOn: '2026-11-02',
    endsOn: '2026-12-20',
    mode: 'dates',
    perDay: 1000,
  });
  for (const [who, verb] of [
    ['author', 'request-approval'],
    ['approver', 'approve'],
    ['releaser', 'release'],
  ] as const)
    expect((await post(who, `/staff/campaigns/${made.body.id}/${verb}`)).status).toBe(200);
  await world.get(ReleaseWaves).run();
  expect(await counted('invitation')).toBe(2);
}, 120_000);
afterAll(() => coordinators?.close());

const about = { nhsNumber: NUMBERS[1], reason: 'asked_by_person' };
const record = (what: string, body: unknown = about) =>
  post<Record<string, Record<string, unknown>[]>>('region', `/staff/people/records/${what}`, body);

test('a record is written out in full for whoever looks after the region, and for nobody else', async () => {
  const { body } = await record('export');
  expect(body).toMatchObject({
    people: [{ firstName: 'Ada1', nhsNumber: NUMBERS[1], postcode: 'L24 8QB', dateOfBirth: '1941-03-02' }],
    lists: [{ place: 'northtown', language: 'en', contact: { email: 'person1@example.com' } }],
  });
  expect(body['invitations']?.map(({ from }) => from)).toContain('Flu, autumn');
  expect(body['messages']?.length).toBeGreaterThan(0);
  expect((await post('author', '/staff/people/records/export', about)).status).toBe(404);
  expect((await record('export', { reason: 'legal' })).status).toBe(400);
  expect((await record('export', { ...about, nhsNumber: '9434765919' })).status).toBe(404);
});

test('a record says who has looked at it, each look included', async () => {
  await record('views');
  const { body } = await record('views');
  expect(body['items']?.map(({ who, action }) => [who, action])).toEqual([
    ['region@example.org', 'record.views_seen'],
    ['region@example.org', 'record.exported'],
  ]);
});

test('a record is erased for good, while what was done stays a figure of nobody', async () => {
  const invitations = await counted('invitation');
  expect((await record('erase')).body).toEqual({ erased: 1 });
  expect((await record('export')).status).toBe(404);
  const [left] = await world.rows<{ t: string }>(
    `SELECT row_to_json(p)::text AS t FROM person p WHERE first_name = 'Erased'`,
  );
  expect(left?.t).toMatch(/"last_name":"Erased","date_of_birth":"1900-01-01","nhs_number_ct":null/);
  expect(await counted(`person WHERE first_name = 'Ada1'`)).toBe(0);
  expect(await counted('invitation')).toBe(invitations);
  const theirs = `invitation i JOIN person p ON p.id = i.person_id WHERE p.first_name = 'Erased'`;
  expect(await counted(`${theirs} AND i.contact_ct IS NOT NULL`)).toBe(0);
  const noted = `audit WHERE action = 'record.erased' AND details->>'reason' = 'asked_by_person'`;
  expect(await counted(noted)).toBe(1);
});

test('a record is not erased while an appointment is still to come', async () => {
  const nhsNumber = NUMBERS[2] as string;
  const reference = await world.addBooking({ site: 'harbour', startsAt: '2026-12-01T10:00:00Z', nhsNumber });
  expect((await record('erase', { reference, reason: 'legal' })).body).toMatchObject({ code: 'wrong_state' });
  await world.rows(`UPDATE booking SET status = 'cancelled' WHERE reference = $1`, [reference]);
  expect((await record('erase', { reference, reason: 'legal' })).body).toEqual({ erased: 2 });
  expect(await counted(`person WHERE last_name = 'Okafor' AND first_name = 'Ada2'`)).toBe(0);
});
