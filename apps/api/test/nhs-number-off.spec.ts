import { randomUUID } from 'node:crypto';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

const NUMBER = '9434765919';
const START = '2026-03-12T10:00:00Z';
const PERSON = { firstName: 'Ada', lastName: 'Okafor', dateOfBirth: '1950-01-01' };
let world: StaffWorld;
let token: string;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z', { NHS_NUMBER: 'off' });
  await world.addStaff('admin@example.org', [['region_administrator', 'region']]);
  token = await world.tokenOf('admin@example.org');
  await world.addSlot('harbour', START);
});
afterAll(() => world?.close());

const send = (method: string, path: string, body: unknown, by?: string) =>
  world.call(method, path, by, body, { 'idempotency-key': randomUUID() });
const faults = async (answer: ReturnType<typeof send>) => {
  const { status, body } = await answer;
  return [status, ...(body.errors ?? []).map(({ path, code }) => `${path} ${code}`)];
};
const kept = async () =>
  (
    await world.rows<{ people: number; journeys: number }>(
      `SELECT (SELECT count(*)::int FROM person WHERE nhs_number_ct IS NOT NULL OR nhs_number_bi IS NOT NULL) AS people,
       (SELECT count(*)::int FROM journey j WHERE to_jsonb(j)::text LIKE '%${NUMBER}%') AS journeys`,
    )
  )[0];

test('in a region without NHS numbers no route takes one, and the answer names the field', async () => {
  const withNumber = { ...PERSON, nhsNumber: NUMBER };
  const booking = {
    holdId: 'never-was-a-hold',
    token: 'never-was-one',
    people: [PERSON, withNumber],
    contact: { none: true },
  };
  const refused = [400, 'people.1.nhsNumber nhs_number_off'];
  expect(await faults(send('POST', '/bookings', booking))).toEqual(refused);
  expect(await faults(send('POST', '/staff/bookings', booking, token))).toEqual(refused);
  const walkIn = { ...withNumber, serviceId: 'blood-test' };
  expect(await faults(send('POST', '/staff/sites/harbour/walk-ins', walkIn, token))).toEqual([
    400,
    'nhsNumber nhs_number_off',
  ]);
  const reference = await world.addBooking({ site: 'harbour', startsAt: START });
  expect(
    await faults(send('POST', `/staff/bookings/${reference}/details`, { version: 1, nhsNumber: NUMBER }, token)),
  ).toEqual([400, 'nhsNumber nhs_number_off']);
  expect(await kept()).toEqual({ people: 0, journeys: 0 });
});

test('a list of people with NHS numbers tells each such row, and keeps none', async () => {
  const csv = `first_name,last_name,date_of_birth,postcode,place,nhs_number\nAda,Okafor,1950-01-01,L1 1AA,northtown,${NUMBER}\nBen,Okoro,1951-01-01,L1 1AA,northtown,\n`;
  const { status, body } = await send('POST', '/staff/people/imports', { name: 'List', csv, check: false }, token);
  expect(status).toBeLessThan(300);
  expect(body).toMatchObject({ rows: 2, good: 1, faults: [{ column: 'nhs_number', code: 'nhs_number_off' }] });
  expect(await world.rows('SELECT first_name FROM person WHERE nhs_number_bi IS NOT NULL')).toEqual([]);
  expect(
    await world.rows(`SELECT first_name FROM person WHERE first_name IN ('Ada', 'Ben') AND last_name LIKE 'Oko_o'`),
  ).toEqual([{ first_name: 'Ben' }]);
});

test('without a number everything goes on as it does elsewhere', async () => {
  const walkIn = { ...PERSON, nhsNumber: null, serviceId: 'blood-test' };
  const { nhsNumber: _, ...without } = walkIn;
  expect((await send('POST', '/staff/sites/harbour/walk-ins', without, token)).status).toBe(201);
});
