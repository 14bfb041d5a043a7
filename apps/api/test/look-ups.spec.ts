import { createHash, randomUUID } from 'node:crypto';
import { cancelBooking } from '@fairslot/contract';
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
const aBooking = (): Promise<Opened> => anOpenedBooking(api, starts.shift() as string);

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
