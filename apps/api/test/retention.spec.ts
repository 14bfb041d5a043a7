import type { Retention } from '@fairslot/contract';
import { KeepRecords } from '../src/people/keep-records';
import { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let world: StaffWorld;
let token: string;
const DAY = 86_400;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T12:00:00Z');
  await world.addStaff('region@example.org', [['region_administrator', 'region']]);
  await world.addStaff('coordinator@example.org', [['coordinator', 'region']]);
  token = await world.tokenOf('region@example.org');
  for (const born of ['1950-01-01', '2015-06-01'])
    await world.addBooking({
      site: 'harbour',
      startsAt: '2026-03-10T09:00:00Z',
      status: 'completed',
      dateOfBirth: born,
      lastName: `Born${born.slice(0, 4)}`,
      nhsNumber: '9434765919',
      mobile: '+447700900001',
    });
  await world.addBooking({ site: 'harbour', startsAt: '2026-03-10T09:00:00Z', status: 'booked', lastName: 'Never' });
  const held = await world.addBooking({ site: 'harbour', startsAt: '2026-03-10T09:00:00Z', status: 'held' });
  expect(held).toBeTruthy();
  await world.rows(`UPDATE booking SET status = 'expired', created_at = app_now() WHERE status = 'held'`);
  await world.rows(`UPDATE party SET held_since = app_now()`);
  await world.rows(`UPDATE person SET created_at = app_now()`);
});
afterAll(() => world?.close());

const asked = async (method = 'GET', body?: object): Promise<Retention> =>
  (await world.call(method, '/staff/retention', token, body)).body as unknown as Retention;
const due = ({ kinds }: Retention) => Object.fromEntries(kinds.map((one) => [one.kind, one.due]));
const names = async () =>
  (await world.rows<{ name: string }>('SELECT last_name AS name FROM person ORDER BY id')).map(({ name }) => name);
const run = () => world.get(KeepRecords).run();
/** To this time of the night so many days on; sessions end meanwhile. */
async function nightAfter(days: number): Promise<void> {
  const [row] = await world.rows<{ seconds: number }>(
    `SELECT extract(epoch FROM (date_trunc('day', app_now()) + interval '3 hours') - app_now())::float8 AS seconds`,
  );
  await world.advance((row?.seconds ?? 0) + days * DAY);
  token = await world.tokenOf('region@example.org');
}

test('what would go is counted first, and nothing goes by itself', async () => {
  expect(await asked()).toMatchObject({ isOn: false, changedBy: null, ranAt: null });
  expect(due(await asked())).toEqual({
    holds: 0,
    contacts: 0,
    invitations: 0,
    messages: 0,
    people: 0,
    home_visits: 0,
    audit: 0,
  });
  await nightAfter(100);
  expect(due(await asked())).toEqual({
    holds: 1,
    contacts: 2,
    invitations: 0,
    messages: 0,
    people: 0,
    home_visits: 0,
    audit: 0,
  });
  await run();
  expect(due(await asked())).toMatchObject({ holds: 1, contacts: 2 });
});

test('only whoever looks after the records may look, or switch it on; that is noted with the figures they saw', async () => {
  // After so many days the account sleeps.
  await world.rows('UPDATE staff_user SET woken_at = app_now()');
  const other = await world.tokenOf('coordinator@example.org');
  expect((await world.call('GET', '/staff/retention', other)).status).toBe(404);
  expect((await world.call('POST', '/staff/retention', other, { isOn: true })).status).toBe(404);
  expect(await asked('POST', { isOn: true })).toMatchObject({ isOn: true, changedBy: 'region@example.org' });
  const [noted] = await world.rows(`SELECT details FROM audit WHERE action = 'retention.switched_on'`);
  expect(noted).toMatchObject({ details: { due: { holds: 1, contacts: 2 } } });
});

test('at night it goes, once, exactly as counted, and how much is noted', async () => {
  await run();
  const after = await asked();
  expect(due(after)).toMatchObject({ holds: 0, contacts: 0, people: 0 });
  expect(Object.fromEntries(after.kinds.map((one) => [one.kind, one.gone]))).toMatchObject({ holds: 1, contacts: 2 });
  expect(await world.rows(`SELECT 1 FROM booking WHERE status = 'expired'`)).toEqual([]);
  expect(await world.rows('SELECT 1 FROM contact WHERE mobile_ct IS NOT NULL')).toEqual([]);
  await run();
  expect(await world.rows(`SELECT details FROM audit WHERE action = 'retention.ran'`)).toEqual([
    { details: { gone: { holds: 1, contacts: 2, invitations: 0, messages: 0, people: 0, home_visits: 0, audit: 0 } } },
  ]);
});

test('by day nothing goes', async () => {
  await world.advance(DAY + 8 * 3600);
  await run();
  expect(await world.rows(`SELECT 1 FROM audit WHERE action = 'retention.ran'`)).toHaveLength(1);
});

test('after eight years records go, a child’s not before their 25th birthday, and the audit of that time', async () => {
  await nightAfter(9 * 365);
  const [old] = await world.rows<{ n: number }>(
    `SELECT count(*)::integer AS n FROM audit WHERE at < app_now() - interval '8 years'`,
  );
  expect(due(await asked())).toMatchObject({ people: 3, audit: old?.n });
  expect(old?.n).toBeGreaterThan(0);
  await run();
  // Whoever only held a time goes too; the child of 2015 stays until 2040.
  expect(await names()).toEqual(['Erased', 'Born2015', 'Erased', 'Erased']);
  expect(await world.rows(`SELECT status FROM booking ORDER BY id`)).toEqual([
    { status: 'completed' },
    { status: 'completed' },
    { status: 'did_not_attend' },
  ]);
  expect(await world.rows(`SELECT 1 FROM person WHERE nhs_number_bi IS NOT NULL AND last_name = 'Erased'`)).toEqual([]);
  expect(await world.rows(`SELECT 1 FROM audit WHERE at < app_now() - interval '8 years'`)).toEqual([]);
  await nightAfter(6 * 365);
  await run();
  expect(await names()).toEqual(['Erased', 'Erased', 'Erased', 'Erased']);
});

test('a row of the audit that is younger cannot go, whoever asks', async () => {
  await expect(world.rows('DELETE FROM audit')).rejects.toThrow(/append-only/);
  await expect(world.rows('TRUNCATE audit')).rejects.toThrow(/append-only/);
});
