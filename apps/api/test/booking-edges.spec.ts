import { createHash, randomUUID } from 'node:crypto';
import {
  cancelBooking,
  confirmBooking,
  createJourney,
  deleteJourney,
  getJourney,
  holdSlot,
  listTimes,
  moveBooking,
  openManageSession,
  releaseHold,
  updateJourney,
  type Hold,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aPerson } from '@fairslot/testing';
import { Database } from '../src/platform/database/database';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let starts: string[] = [];
const born = '1950-03-27';

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.anyone],
    date: dateAhead(4),
    slotMinutes: 5,
  });
  starts = slots.map((slot) => slot.start);
  api = await anApi(database.url, { LIMIT_LOOK_UPS: '5/900,10/86400' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** After every test, whatever happened: every counter equals its rows. */
afterEach(async () => {
  const { rows } = await database.owner.query(`
    SELECT s.id FROM slot s LEFT JOIN booking b ON b.slot_id = s.id AND b.status IN ('held', 'booked', 'checked_in', 'completed', 'did_not_attend')
    GROUP BY s.id HAVING s.taken <> count(b.id)`);
  if (rows.length > 0) throw new Error(`Counters differ from their rows: ${JSON.stringify(rows)}`);
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
const nextStart = (): string => starts.shift() as string;
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

function hold(start = nextStart(), journeyId?: string): Promise<Hold> {
  const body = { siteId: 'speke', start, attendees: [{ serviceId: 'anyone' }], ...(journeyId ? { journeyId } : {}) };
  return api.client.call(holdSlot, { ...key(), body });
}

async function aBooking(): Promise<{ reference: string; token: string; bearer: string; start: string }> {
  const { holdId, token } = await hold();
  const people = [aPerson()];
  const { bookings } = await api.client.call(confirmBooking, {
    ...key(),
    body: { holdId, token, people, contact: { none: true } },
  });
  const [booking] = bookings as [(typeof bookings)[number]];
  const link = booking.manageUrl.split('/').at(-1) as string;
  const session = await api.client.call(openManageSession, { body: { token: link, dateOfBirth: born } });
  return { reference: booking.reference, token: link, bearer: session.token, start: booking.start };
}

const statusOf = async (reference: string): Promise<string> => {
  const { rows } = await database.owner.query<{ status: string }>('SELECT status FROM booking WHERE reference = $1', [
    reference.replace('-', ''),
  ]);
  return (rows[0] as { status: string }).status;
};

describe('holds', () => {
  test('a journey has one live hold: taking another frees the one before', async () => {
    const journey = await api.client.call(createJourney, {});
    const first = await hold(nextStart(), journey.id);
    const second = await hold(nextStart(), journey.id);
    const { rows } = await database.owner.query<{ status: string }>(
      'SELECT status FROM booking ORDER BY id DESC LIMIT 2',
    );
    expect(rows).toEqual([{ status: 'held' }, { status: 'expired' }]);
    expect(first.holdId).not.toBe(second.holdId);
  });

  test('a journey that does not get the other time keeps the one it has', async () => {
    const journey = await api.client.call(createJourney, {});
    const full = nextStart();
    await hold(full);
    await hold(nextStart(), journey.id);
    expect(isProblem(await failure(hold(full, journey.id)), 'time_gone')).toBe(true);
    const { rows } = await database.owner.query<{ status: string }>(
      'SELECT status FROM booking WHERE journey_id = (SELECT max(id) FROM journey)',
    );
    expect(rows).toEqual([{ status: 'held' }]);
  });

  test('clearing the answers frees the time and forgets the answers', async () => {
    const journey = await api.client.call(createJourney, {});
    const start = nextStart();
    await hold(start, journey.id);
    await api.client.call(updateJourney, {
      params: { journeyId: journey.id },
      body: { draft: { firstName: 'Amina' } },
    });
    await api.client.call(deleteJourney, { params: { journeyId: journey.id } });
    expect(
      isProblem(await failure(api.client.call(getJourney, { params: { journeyId: journey.id } })), 'not_found'),
    ).toBe(true);
    await hold(start);
  });

  test('answers are kept for 20 hours after the last change of them, and then nobody reads them', async () => {
    const hours = (until: string): number => Math.round((Date.parse(until) - Date.now()) / 360_000) / 10;
    const journey = await api.client.call(createJourney, {});
    expect(hours(journey.expiresAt)).toBe(20);
    const params = { journeyId: journey.id };
    const ends = (when: string) =>
      database.owner.query(`UPDATE journey SET expires_at = ${when} WHERE id = (SELECT max(id) FROM journey)`);
    await ends(`now() + interval '1 minute'`);
    const change = () => api.client.call(updateJourney, { params, body: { draft: { firstName: 'Amina' } } });
    expect(hours((await change()).expiresAt)).toBe(20);
    expect(hours((await api.client.call(getJourney, { params })).expiresAt)).toBe(20);
    await ends(`now() - interval '1 second'`);
    expect(isProblem(await failure(api.client.call(getJourney, { params })), 'not_found')).toBe(true);
    expect(isProblem(await failure(change()), 'not_found')).toBe(true);
  });

  test('a place that only a lapsed hold still takes is given to the next who asks, at once', async () => {
    const start = nextStart();
    await hold(start);
    await database.owner.query(
      `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE id = (SELECT max(id) FROM booking)`,
    );
    // This process has no worker, so nobody has swept.
    await expect(hold(start)).resolves.toMatchObject({ times: [{ siteId: 'speke' }] });
  });

  test('a hold ends when its appointment begins', async () => {
    const soon = new Date(Date.now() + 180_000).toISOString();
    const { rows } = await database.owner.query<{ starts_at: Date }>(
      `UPDATE slot SET starts_at = $1 WHERE id = (SELECT max(id) FROM slot) RETURNING starts_at`,
      [soon],
    );
    const { expiresAt } = await hold((rows[0] as { starts_at: Date }).starts_at.toISOString());
    expect(Date.parse(expiresAt)).toBe(Date.parse(soon));
  });

  test('a hold that became a booking is confirmed and released no more', async () => {
    const { holdId, token } = await hold();
    const confirm = (): Promise<unknown> =>
      api.client.call(confirmBooking, {
        ...key(),
        body: { holdId, token, people: [aPerson()], contact: { none: true } },
      });
    await confirm();
    expect(isProblem(await failure(confirm()), 'wrong_state')).toBe(true);
    const release = api.client.call(releaseHold, { params: { holdId }, body: { token } });
    expect(isProblem(await failure(release), 'wrong_state')).toBe(true);
  });

  test('a service that is paused is neither offered nor held', async () => {
    await database.owner.query(`UPDATE service SET paused = true WHERE slug = 'anyone'`);
    const reload = api.app.get(ServiceCatalogue);
    await reload.load();
    const refused = await failure(hold());
    const { items } = await api.client.call(listTimes, { params: { siteId: 'speke' }, query: { service: 'anyone' } });
    await database.owner.query(`UPDATE service SET paused = false WHERE slug = 'anyone'`);
    await reload.load();
    expect(isProblem(refused, 'service_closed')).toBe(true);
    expect(items).toEqual([]);
  });

  test('a hold is released once, however often it is asked', async () => {
    const start = nextStart();
    const { holdId, token } = await hold(start);
    const release = (): Promise<unknown> => api.client.call(releaseHold, { params: { holdId }, body: { token } });
    await Promise.all([release(), release(), release()]);
    await expect(hold(start)).resolves.toMatchObject({ times: [{ siteId: 'speke' }] });
  });

  test('a hold opens for nobody without its own token', async () => {
    const mine = await hold();
    const other = await hold();
    const stolen = api.client.call(releaseHold, { params: { holdId: mine.holdId }, body: { token: other.token } });
    expect(isProblem(await failure(stolen), 'not_found')).toBe(true);
  });
});

describe('cancel and move', () => {
  test('cancelling from two sides at once gives one place back', async () => {
    const { reference, bearer, start } = await aBooking();
    const cancel = (): Promise<unknown> =>
      failure(api.client.call(cancelBooking, { ...key(), bearer, params: { reference }, body: {} }));
    const ends = await Promise.all([cancel(), cancel(), cancel()]);
    expect(ends.filter((end) => end === 'no failure')).toHaveLength(1);
    expect(ends.filter((end) => isProblem(end, 'wrong_state'))).toHaveLength(2);
    const { rows } = await database.owner.query(
      `SELECT status FROM booking WHERE restores IS NOT NULL AND starts_at = $1`,
      [start],
    );
    expect(rows).toEqual([{ status: 'held' }]);
  });

  test('a move to a hold that has lapsed leaves the booking where it was', async () => {
    const { reference, bearer } = await aBooking();
    const { holdId, token } = await hold();
    await database.owner.query(
      `UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE id = (SELECT max(id) FROM booking)`,
    );
    const moved = await failure(
      api.client.call(moveBooking, { ...key(), bearer, params: { reference }, body: { holdId, token } }),
    );
    expect(isProblem(moved, 'hold_expired')).toBe(true);
    expect(await statusOf(reference)).toBe('booked');
    const { rows } = await database.owner.query('SELECT slot_id FROM booking WHERE reference = $1', [
      reference.replace('-', ''),
    ]);
    expect(rows).toEqual([{ slot_id: expect.any(Number) as number }]);
  });

  test('moving and cancelling at once ends in one of the two, with every place accounted for', async () => {
    for (let i = 0; i < 5; i += 1) {
      const { reference, bearer } = await aBooking();
      const { holdId, token } = await hold();
      await Promise.all([
        failure(api.client.call(moveBooking, { ...key(), bearer, params: { reference }, body: { holdId, token } })),
        failure(api.client.call(cancelBooking, { ...key(), bearer, params: { reference }, body: {} })),
      ]);
      expect(await statusOf(reference)).toBe('cancelled');
    }
  });

  test('a session opens its own booking and no other', async () => {
    const mine = await aBooking();
    const other = await aBooking();
    const foreign = api.client.call(cancelBooking, {
      ...key(),
      bearer: mine.bearer,
      params: { reference: other.reference },
      body: {},
    });
    expect(isProblem(await failure(foreign), 'not_found')).toBe(true);
    expect(await statusOf(other.reference)).toBe('booked');
  });
});

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
      [randomUUID(), born, hash, 'had_it', state],
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
      await cost('/manage/sessions', { reference: '00000-00000', dateOfBirth: born }),
      await cost('/manage/sessions', { token: 'ABCDEFGHJKMNPQRS', dateOfBirth: born }),
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
      answer({ reference: '00000-00000', dateOfBirth: born }),
      answer({ token: 'ABCDEFGHJKMNPQRS', dateOfBirth: born }),
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
      expect(await answer({ reference: value, dateOfBirth: born })).toMatch(/^429 .*too_many/);
    }
  });
});
