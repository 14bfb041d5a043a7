import { randomUUID } from 'node:crypto';
import {
  bookForHelped,
  confirmBooking,
  createJourney,
  deleteJourney,
  getDraftLink,
  getHelpedDraft,
  getJourney,
  holdForHelped,
  searchForHelped,
  shareDraft,
  timesForHelped,
  updateJourney,
  type HelpedDraft,
  type JourneyDraft,
} from '@fairslot/contract';
import { ApiProblem } from '@fairslot/client';
import { HoldSlot } from '../src/bookings/hold-slot';
import { KeepJourney } from '../src/journeys/keep-journey';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi } from './harness/api';
import { checkCounters } from './harness/counters';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let starts: string[] = [];

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  const { anyone, flu } = world.services;
  const clinic = { siteId: world.sites.speke, serviceIds: [anyone, flu], date: dateAhead(4), slotMinutes: 5 };
  starts = (await aClinic(database.owner, { ...clinic, until: '13:00' })).slots.map((slot) => slot.start);
  api = await anApi(database.url);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

afterEach(() => checkCounters(database.owner));

const person = {
  firstName: 'Zainab',
  lastName: 'Secretname',
  dateOfBirth: '1950-03-27',
  nhsNumber: '9434765919',
  contact: { mobile: '07700 900982', email: 'zainab@example.com' },
};
const complete = {
  ...person,
  serviceId: 'anyone',
  forWhom: 'me' as const,
  where: { label: 'L24 8QB', latitude: 53.345, longitude: -2.83, approximate: true },
  help: ['step_free', 'I am deaf'],
  answers: { carer: true },
};

/** What a draft notes of a booking that its own browser made. */
const ownBooking = {
  reference: 'K7QF9-X2A4M',
  start: '2026-10-08T13:30:00+01:00',
  lengthMinutes: 5,
  siteId: 'speke',
  serviceId: 'anyone',
  manageUrl: 'http://book.test/m/none',
};

const failure = (call: Promise<unknown>): Promise<Record<string, unknown>> =>
  call.then(
    () => ({ code: 'no failure' }),
    (error: unknown) => ({ ...(error as ApiProblem).problem, requestId: undefined, instance: undefined }),
  );

async function aDraft(draft: JourneyDraft = complete) {
  const { id: journeyId } = await api.client.call(createJourney, {});
  await api.client.call(updateJourney, { params: { journeyId }, body: { draft: draft as never } });
  return { journeyId };
}
const share = (params: { journeyId: string }, shared = true) =>
  api.client.call(shareDraft, { params, body: { shared } });
const draftOf = async (params: { journeyId: string }) => (await api.client.call(getJourney, { params })).draft;

async function aLink(draft: JourneyDraft = complete) {
  const params = await aDraft(draft);
  const { url = '' } = await share(params);
  return { params, token: url.split('/').at(-1) as string };
}
const see = (token: string) => api.client.call(getHelpedDraft, { params: { token } });
const timeAt = (start: string, siteId = 'speke') => ({ siteId, start, lengthMinutes: 5 });
const hold = (token: string, start = starts.shift() as string, idempotencyKey: string = randomUUID()) =>
  api.client.call(holdForHelped, { params: { token }, body: timeAt(start), idempotencyKey });
function book(token: string, { chosen }: HelpedDraft, idempotencyKey: string = randomUUID()) {
  const body = { siteId: chosen?.site.id ?? '', start: chosen?.start ?? '' };
  return api.client.call(bookForHelped, { params: { token }, body, idempotencyKey });
}
const aMoment = (column: string, { journeyId }: { journeyId: string }, when: string) =>
  database.owner.query(`UPDATE journey SET ${column} = ${when} WHERE id_hash = sha256($1)`, [Buffer.from(journeyId)]);

test('somebody who helps chooses a time and books it, sees nothing of the person, and the message goes to the person', async () => {
  const { params, token } = await aLink();
  expect(token).toMatch(/^[0-9A-Z]{16}$/);
  const all: unknown[] = [await see(token.toLowerCase())];
  expect(all[0]).toEqual({
    service: 'Open vaccine',
    people: 1,
    near: 'L24',
    until: expect.any(String) as string,
  });
  const found = await api.client.call(searchForHelped, { params: { token }, query: {} });
  expect(found.items.map(({ site }) => site.id)).toEqual(['speke']);
  const query = { from: dateAhead(4), to: dateAhead(4) };
  const times = await api.client.call(timesForHelped, { params: { token, siteId: 'speke' }, query });
  expect(times.items.length).toBeGreaterThan(3);
  const key = randomUUID();
  const start = starts.shift() as string;
  const held = await hold(token, start, key);
  // Pressed twice, one place is held.
  expect((await hold(token, start, key)).chosen).toMatchObject({ start: held.chosen?.start });
  expect(held.chosen).toMatchObject({ site: { id: 'speke' } });
  expect((await draftOf(params)).hold).toMatchObject({ siteId: 'speke', start: held.chosen?.start });
  const pressed = randomUUID();
  const booked = await book(token, held, pressed);
  expect(await book(token, held, pressed)).toEqual(booked);
  all.push(found, times, held, booked);
  const shown = JSON.stringify(all);
  for (const secret of [
    'Zainab',
    'Secretname',
    '1950',
    '9434765919',
    '900982',
    'zainab',
    'L24 8QB, L24',
    'deaf',
    'carer',
  ])
    expect([secret, shown.includes(secret)]).toEqual([secret, false]);
  // The person's own browser shows it, without what was typed.
  const after = await draftOf(params);
  expect(after.booked).toMatchObject({ siteId: 'speke', start: held.chosen?.start });
  expect(after).not.toHaveProperty('dateOfBirth');
  const { rows } = await database.owner.query(
    `SELECT p.first_name, b.source, (SELECT count(*)::int FROM message m WHERE m.booking_id = b.id AND m.kind = 'booked') AS messages,
       (SELECT count(*)::int FROM audit a WHERE a.booking_id = b.id AND a.action = 'booking.made_by_helper') AS noted
     FROM booking b JOIN person p ON p.id = b.person_id WHERE b.reference = $1`,
    [after.booked?.reference.replace('-', '')],
  );
  expect(rows).toEqual([{ first_name: 'Zainab', source: 'online', messages: 2, noted: 1 }]);
});

test('a link opens nothing once it is ended, used, too old, or its draft is gone: one answer for all', async () => {
  const ended = await aLink();
  expect((await share(ended.params)).url).toContain(ended.token);
  expect(await share(ended.params, false)).toEqual({});
  await share(ended.params, false);
  const used = await aLink();
  await book(used.token, await hold(used.token));
  const old = await aLink();
  await aMoment('helper_until', old.params, `now() - interval '1 second'`);
  const gone = await aLink();
  await aMoment('expires_at', gone.params, `now() - interval '1 second'`);
  const ownBooked = await aLink();
  await api.client.call(updateJourney, { params: ownBooked.params, body: { draft: { booked: ownBooking } } });
  // Whoever books again in the same browser does not open it again.
  await api.client.call(updateJourney, { params: ownBooked.params, body: { draft: { booked: null } } });
  const start = starts[0] as string;
  const answers: unknown[] = [];
  const strange = ['0000000000000000', 'X', 'X'.repeat(300)];
  for (const token of [...strange, ended.token, used.token, old.token, gone.token, ownBooked.token]) {
    const time = timeAt(start);
    const idempotencyKey = randomUUID();
    answers.push(
      await Promise.all([
        failure(see(token)),
        failure(api.client.call(searchForHelped, { params: { token }, query: {} })),
        failure(api.client.call(timesForHelped, { params: { token, siteId: 'speke' }, query: {} })),
        failure(hold(token, start)),
        failure(
          api.client.call(bookForHelped, {
            params: { token },
            body: { siteId: 'speke', start: time.start },
            idempotencyKey,
          }),
        ),
      ]),
    );
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toEqual(
    Array.from({ length: 5 }, () => expect.objectContaining({ code: 'look_up_failed' }) as object),
  );
  // A new one is another one.
  const next = await share(ended.params);
  expect(next.url).not.toContain(ended.token);
  expect(await failure(see(ended.token))).toMatchObject({ code: 'look_up_failed' });
});

test('a link lasts 24 hours, however the draft is changed, and its draft as long; only its hash is kept', async () => {
  const { params, token } = await aLink();
  const hours = (at: string | undefined) => Math.round((Date.parse(at ?? '') - Date.now()) / 3_600_000);
  expect(hours((await api.client.call(getDraftLink, { params })).until)).toBe(24);
  await api.client.call(updateJourney, { params, body: { draft: { firstName: 'Zaynab' } } });
  expect(hours((await api.client.call(getJourney, { params })).expiresAt)).toBe(24);
  const { rows } = await database.owner.query<{ text: string }>('SELECT journey::text AS text FROM journey');
  expect(rows.some(({ text }) => text.includes(token))).toBe(false);
});

test('a draft that nobody has a link to notes its booking too', async () => {
  const params = await aDraft(complete);
  await api.client.call(updateJourney, { params, body: { draft: { booked: ownBooking } } });
  expect((await draftOf(params)).booked).toEqual(ownBooking);
});

test('there is no link before it is known who comes, where, and how they hear of it', async () => {
  const { contact: _, ...silent } = complete;
  for (const draft of [
    silent,
    { ...complete, contact: { none: true } },
    { ...complete, contact: { landline: '0151 496 0000' } },
    { ...complete, lastName: '' },
    { ...complete, where: undefined },
  ])
    expect(await failure(share(await aDraft(draft)))).toMatchObject({ code: 'wrong_state' });
});

test('what a person may not have is a time that cannot be had, and nothing more is told; from the first day they may, they can', async () => {
  const age = 65;
  const birthday = dateAhead(3).replace(/^\d{4}/, (year) => String(Number(year) - age));
  const { token } = await aLink({ ...complete, serviceId: 'flu', dateOfBirth: birthday });
  const days = (await api.client.call(searchForHelped, { params: { token }, query: {} })).from;
  expect(days).toBe(dateAhead(3));
  const { anyone, flu } = world.services;
  const early = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [anyone, flu],
    date: dateAhead(2),
    slotMinutes: 5,
    until: '09:10',
  });
  const refused = await failure(hold(token, early.slots[0]?.start));
  expect(refused).toMatchObject({ code: 'wrong_state' });
  expect(Object.keys(refused).filter((name) => refused[name] !== undefined)).not.toContain('eligibility');
  expect((await hold(token)).chosen).toBeDefined();
});

test('what nobody else should know of is not named', async () => {
  await database.owner.query(`UPDATE service SET sensitive = true WHERE slug = 'anyone'`);
  await api.app.get(ServiceCatalogue).load();
  const { token } = await aLink();
  expect(await see(token)).not.toHaveProperty('service');
  await database.owner.query(`UPDATE service SET sensitive = false WHERE slug = 'anyone'`);
  await api.app.get(ServiceCatalogue).load();
});

test('only the time that the helper saw is booked, and the person may be quicker', async () => {
  const { params, token } = await aLink();
  const first = await hold(token);
  const second = await hold(token);
  expect(await failure(book(token, first))).toMatchObject({ code: 'wrong_state' });
  const { hold: held } = await draftOf(params);
  const body = {
    holdId: held?.holdId ?? '',
    token: held?.token ?? '',
    people: [{ firstName: 'Zainab', lastName: 'Secretname', dateOfBirth: '1950-03-27' }],
    contact: { email: 'zainab@example.com' },
  };
  await api.client.call(confirmBooking, { body, idempotencyKey: randomUUID() });
  expect(await failure(book(token, second))).toMatchObject({ code: 'wrong_state' });
});

test('where nobody of a group may come any more there is nothing to hold', async () => {
  const { params, token } = await aLink();
  const verdict = { outcome: 'not_eligible' as const };
  const others = [{ firstName: 'Ada', lastName: 'Other', dateOfBirth: '1951-01-01', verdict }];
  await api.client.call(updateJourney, { params, body: { draft: { forWhom: 'group', verdict, others } } });
  expect(await failure(hold(token))).toMatchObject({ code: 'wrong_state' });
});

/** Lets something happen as soon as a step of the program is done, before the next one begins. */
function justAfter<T extends { run(...given: never[]): Promise<unknown> }>(step: T, happens: () => Promise<unknown>) {
  const run = step.run.bind(step);
  return jest
    .spyOn(step as { run: (...given: never[]) => Promise<unknown> }, 'run')
    .mockImplementationOnce(async (...given) => {
      const answer = await run(...given);
      await happens();
      return answer;
    });
}

test('whoever books, or ends the link, while a helper takes a time loses no place by it', async () => {
  for (const happens of [
    (params: { journeyId: string }) =>
      api.client.call(updateJourney, { params, body: { draft: { booked: ownBooking } } }),
    (params: { journeyId: string }) => share(params, false),
    (params: { journeyId: string }) => api.client.call(deleteJourney, { params }),
  ]) {
    const { params, token } = await aLink();
    const start = starts.shift() as string;
    const spy = justAfter(api.app.get(HoldSlot), () => happens(params));
    expect(await failure(hold(token, start))).toMatchObject({ code: 'look_up_failed' });
    spy.mockRestore();
    const { rows } = await database.owner.query(`SELECT status FROM booking WHERE starts_at = $1`, [start]);
    expect(rows).toEqual([{ status: 'expired' }]);
    const draft = await draftOf(params).catch(() => undefined);
    expect(draft?.hold).toBeUndefined();
  }
});

test('a booking whose press broke off is noted as made by a helper once, however often it is pressed again', async () => {
  const { token } = await aLink();
  const held = await hold(token);
  const key = randomUUID();
  const broken = jest.spyOn(api.app.get(KeepJourney), 'change').mockRejectedValueOnce(new Error('the program ended'));
  expect(await failure(book(token, held, key))).toMatchObject({ code: 'internal' });
  broken.mockRestore();
  await book(token, held, key);
  await book(token, held, key);
  const { rows } = await database.owner.query(
    `SELECT a.action FROM audit a JOIN booking b ON b.id = a.booking_id WHERE b.starts_at = $1 ORDER BY a.id`,
    [held.chosen?.start],
  );
  expect(rows).toEqual([{ action: 'booking.confirmed' }, { action: 'booking.made_by_helper' }]);
});

test('making and ending a link stands in the audit, once each', async () => {
  const noted = async () =>
    (await database.owner.query<{ action: string }>(`SELECT action FROM audit WHERE action LIKE 'draft.%' ORDER BY id`))
      .rows;
  const before = (await noted()).length;
  const { params } = await aLink();
  await share(params);
  await share(params, false);
  await share(params, false);
  expect((await noted()).slice(before).map(({ action }) => action)).toEqual([
    'draft.helper_link_made',
    'draft.helper_link_ended',
  ]);
});

test('a hold that lapsed is said to have, and the same time is held again', async () => {
  const { token } = await aLink();
  const start = starts.shift() as string;
  const held = await hold(token, start);
  await database.owner.query(`UPDATE booking SET hold_expires_at = now() - interval '1 second' WHERE status = 'held'`);
  expect(await failure(book(token, held))).toMatchObject({ code: 'hold_expired' });
  expect(await book(token, await hold(token, start))).toMatchObject({ start: held.chosen?.start });
});
