import { createHash, randomUUID } from 'node:crypto';
import { cancelBooking } from '@fairslot/contract';
import { SendAskedDetails } from '../src/bookings/send-asked-details';
import { Database } from '../src/platform/database/database';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { anOpenedBooking, BORN, type Opened } from './harness/opened-booking';
import { aClinic, aWorld, dateAhead } from './harness/world';

let database: TestDatabase;
let api: Awaited<ReturnType<typeof anApi>>;
let starts: string[] = [];

beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(4),
  });
  starts = slots.map((slot) => slot.start);
  api = await anApi(database.url, { LIMIT_LOOK_UPS: '5/900,10/86400' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const aBooking = (contact?: { email: string }): Promise<Opened> =>
  anOpenedBooking(api, starts.shift() as string, contact);

describe('every failed look-up', () => {
  /** Every field of these says the same whatever was looked for; the others name one request. */
  const OF_ONE_REQUEST = new Set(['date', 'x-request-id', 'content-length']);

  /** The answer, and the statements and transactions that it cost. */
  async function cost(path: string, body: object): Promise<string> {
    const kept = api.app.get(Database);
    const [once, tx] = [jest.spyOn(kept, 'once'), jest.spyOn(kept, 'tx')];
    const response = await fetch(`${api.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { requestId: _, ...problem } = (await response.json()) as { requestId: string };
    const headers = [...response.headers].filter(([name]) => !OF_ONE_REQUEST.has(name));
    const asked = once.mock.calls.map(([{ name }]) => name).filter((name) => /^(manage|invitations)/.test(name));
    const counted = tx.mock.calls.length;
    once.mockRestore();
    tx.mockRestore();
    return JSON.stringify([response.status, headers, problem, asked.length, counted]);
  }

  async function anInvitation(state: string): Promise<string> {
    const token = randomUUID().replaceAll('-', '').toUpperCase().slice(0, 16);
    const hash = createHash('sha256').update(token).digest();
    await database.owner.query(
      `WITH campaign AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', $5, now()) RETURNING id),
         invited AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
           VALUES ($1, 'Amina', 'Khan', $2, $3, now()) RETURNING id)
       INSERT INTO invitation (audience_id, person_id, token_hash, expires_at, created_at, declined_at, decline_reason)
       SELECT campaign.id, invited.id, $3, now() + CASE $5 WHEN 'ended' THEN interval '-1 day' ELSE interval '1 day' END, now(),
         CASE $5 WHEN 'declined' THEN now() END, CASE $5 WHEN 'declined' THEN $4 END FROM campaign, invited`,
      [randomUUID(), BORN, hash, 'had_it', state],
    );
    return token;
  }

  test('has one answer to the byte and costs the same work: unknown, wrong, used, ended, cancelled', async () => {
    const wrong = '1950-03-28';
    const [live, used] = [await aBooking(), await aBooking()];
    await api.client.call(cancelBooking, {
      ...key(),
      params: { reference: used.reference },
      bearer: used.bearer,
      body: {},
    });
    const bookings = [
      await cost('/manage/sessions', { reference: '00000-00000', dateOfBirth: BORN }),
      await cost('/manage/sessions', { token: 'ABCDEFGHJKMNPQRS', dateOfBirth: BORN }),
      await cost('/manage/sessions', { reference: live.reference, dateOfBirth: wrong }),
      await cost('/manage/sessions', { token: live.token, dateOfBirth: wrong }),
      await cost('/manage/sessions', { reference: used.reference, dateOfBirth: wrong }),
      await cost('/manage/sessions', { token: used.token, dateOfBirth: wrong }),
    ];
    expect(new Set(bookings).size).toBe(1);
    const tokens = ['ABCDEFGHJKMNPQRT', 'ABCDEFGHJ'];
    for (const state of ['open', 'declined', 'ended']) tokens.push(await anInvitation(state));
    const invitations = [];
    for (const token of tokens) invitations.push(await cost(`/invitations/${token}/open`, { dateOfBirth: wrong }));
    expect(new Set(invitations).size).toBe(1);
    expect(invitations[0]).toContain('look_up_failed');
  });
});

describe('asking for the details without the reference', () => {
  const ask = async (body: object): Promise<{ answer: string; work: unknown }> => {
    const kept = api.app.get(Database);
    const [once, tx] = [jest.spyOn(kept, 'once'), jest.spyOn(kept, 'tx')];
    const response = await fetch(`${api.url}/api/v1/manage/details`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    });
    const text = (await response.text()).replace(/"requestId":"[^"]*"/, '');
    const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
    const asked = once.mock.calls.map(([{ name }]) => name).filter((name) => /^(manage|bookings)/.test(name));
    const work = [asked, tx.mock.calls.length];
    once.mockRestore();
    tx.mockRestore();
    return { answer: JSON.stringify([response.status, headers, text]), work };
  };
  // The first of a process asks the database for its prepared statements.
  beforeAll(() => ask({ mobile: '07700900998', dateOfBirth: BORN }));
  beforeEach(() => api.app.get(SendAskedDetails).run());
  const waiting = async () =>
    (await database.owner.query<{ ids: string[] }>('SELECT booking_ids AS ids FROM asked_details ORDER BY id')).rows;

  test('has one answer and costs the same work, known or not; what was found goes to the contact on record, once', async () => {
    const email = `amina.${randomUUID()}@example.com`;
    const booked = await aBooking({ email });
    await database.owner.query(
      `UPDATE message SET created_at = created_at - interval '2 minutes', state = 'delivered' WHERE kind = 'booked'`,
    );
    const said = [
      await ask({ email: email.toUpperCase(), dateOfBirth: BORN }),
      await ask({ email, dateOfBirth: '1950-03-28' }),
      await ask({ email: `no.${email}`, dateOfBirth: BORN }),
      await ask({ mobile: '07700900999', dateOfBirth: BORN }),
    ];
    expect(said.map((one) => JSON.stringify(one))).toEqual(Array(4).fill(JSON.stringify(said[0])));
    expect(said[0]?.answer).toMatch(/^\[200,.*"\{\}"\]$/);
    expect((await waiting()).map(({ ids }) => ids.length)).toEqual([1, 0, 0, 0]);
    const { rows } = await database.owner.query('SELECT * FROM asked_details a WHERE a::text ~* $1', [
      'amina|1950-03-27',
    ]);
    expect(rows).toEqual([]);

    await api.app.get(SendAskedDetails).run();
    expect(await waiting()).toEqual([]);
    const sent = await database.owner.query(
      `SELECT m.kind, m.channel, m.copy FROM message m JOIN booking b ON b.id = m.booking_id
       WHERE b.reference = $1 AND m.copy > 0`,
      [booked.reference.replace('-', '')],
    );
    expect(sent.rows).toEqual([{ kind: 'booked', channel: 'email', copy: 1 }]);
  });

  test('finds nothing of what is cancelled or past', async () => {
    const email = `amina.${randomUUID()}@example.com`;
    const { reference, bearer } = await aBooking({ email });
    await api.client.call(cancelBooking, { ...key(), params: { reference }, bearer, body: {} });
    await ask({ email, dateOfBirth: BORN });
    expect((await waiting()).map(({ ids }) => ids)).toEqual([[]]);
  });

  test('is bounded for each number or address, known or not, and needs exactly one of them', async () => {
    for (const email of [`no.${randomUUID()}@example.com`, `not.${randomUUID()}@example.com`]) {
      const answers = [];
      for (let day = 1; day <= 6; day += 1) answers.push(await ask({ email, dateOfBirth: `1960-01-0${day}` }));
      expect(answers.map(({ answer }) => answer.slice(1, 4))).toEqual(['200', '200', '200', '200', '200', '429']);
    }
    for (const body of [{}, { email: 'a@example.com', mobile: '07700900999' }, { email: 'nobody' }, { mobile: '12' }])
      expect((await ask({ ...body, dateOfBirth: BORN })).answer).toMatch(/^\[400/);
  });
});

describe('looking a booking up', () => {
  const answer = async (body: object): Promise<string> => {
    const response = await fetch(`${api.url}/api/v1/manage/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { requestId: _, ...problem } = (await response.json()) as { requestId: string };
    return `${response.status} ${JSON.stringify(problem)}`;
  };

  test('an unknown reference, an unknown link and a wrong date of birth to either all get the same answer', async () => {
    const { reference, token } = await aBooking();
    const answers = await Promise.all([
      answer({ reference: '00000-00000', dateOfBirth: BORN }),
      answer({ token: 'ABCDEFGHJKMNPQRS', dateOfBirth: BORN }),
      answer({ reference, dateOfBirth: '1950-03-28' }),
      answer({ token, dateOfBirth: '1950-03-28' }),
    ]);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*look_up_failed/);
  });

  test('thirty tries sent together get no more than five answers', async () => {
    const { reference } = await aBooking();
    const tries = Array.from({ length: 30 }, (_, i) =>
      answer({ reference, dateOfBirth: `1961-01-${String(i + 1).padStart(2, '0')}` }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((text) => text.startsWith('404'))).toHaveLength(5);
    expect(answers.filter((text) => text.startsWith('429'))).toHaveLength(25);
  });

  test('after five wrong dates a reference is closed even to the right one, and so is a reference that does not exist', async () => {
    const { reference } = await aBooking();
    for (const value of [reference, 'ZZZZZ-ZZZZZ']) {
      const tries = [];
      for (let i = 0; i < 5; i += 1) tries.push(await answer({ reference: value, dateOfBirth: `1960-01-0${i + 1}` }));
      expect(tries.every((text) => text.startsWith('404'))).toBe(true);
      expect(await answer({ reference: value, dateOfBirth: BORN })).toMatch(/^429 .*too_many/);
    }
  });
});
