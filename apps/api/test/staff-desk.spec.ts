import { randomUUID } from 'node:crypto';
import type { Batch, DayRow } from '@fairslot/contract';
import { formatReference } from '@fairslot/domain';
import { DayQueries } from '../src/bookings/day.queries';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { StaffWorld, type NewBooking } from './staff-world';

jest.setTimeout(60_000);

// Monday 9 March 2026, 09:00 in Liverpool.
const NOW = '2026-03-09T09:00:00Z';
let world: StaffWorld;
let desk: string;
let lead: string;
let elsewhere: string;
let viewer: string;

beforeAll(async () => {
  world = await StaffWorld.open(NOW);
  await world.addStaff('desk', [['front_desk', 'site', 'harbour']]);
  await world.addStaff('lead', [['clinic_lead', 'site', 'harbour']]);
  await world.addStaff('elsewhere', [['front_desk', 'site', 'meadow']]);
  await world.addStaff('viewer', [['viewer', 'site', 'harbour']]);
  [desk, lead] = [await world.tokenOf('desk'), await world.tokenOf('lead')];
  [elsewhere, viewer] = [await world.tokenOf('elsewhere'), await world.tokenOf('viewer')];
  await world.rows(`UPDATE service SET draws_stock = true WHERE slug = 'flu'`);
  await world.get(ServiceCatalogue).load();
});
afterAll(() => world?.close());

const ask = async <B>(method: string, path: string, body?: unknown, token = desk, key?: string) => {
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
  const { status, body: answer, headers: sent } = await world.call(method, `/staff${path}`, token, body, headers);
  return { status, sent, body: answer as unknown as B & { code: string; errors: { path: string; code: string }[] } };
};
const flu = (more: Partial<NewBooking> = {}) =>
  world.addBooking({ site: 'harbour', startsAt: '2026-03-09T15:00:00Z', service: 'flu', ...more });
const act = (reference: string, verb: string, body: unknown = {}) =>
  ask<DayRow>('POST', `/bookings/${reference}/${verb}`, body);
const doses = (reference: string) =>
  world.rows<{ product: string | null; number: string | null; given_by: number; undone: boolean }>(
    `SELECT batch.product, batch.number, d.given_by, d.undone_at IS NOT NULL AS undone FROM dose d JOIN booking b ON b.id = d.booking_id
     LEFT JOIN batch ON batch.id = d.batch_id WHERE b.reference = $1 ORDER BY d.id`,
    [reference],
  );
const batches = async () =>
  (
    await ask<{ items: Batch[]; services: { id: string; booked: number; dosesLeft: number | null }[] }>(
      'GET',
      '/sites/harbour/batches',
    )
  ).body;
const addBatch = (body: object, token = desk) =>
  ask<Batch>('POST', '/sites/harbour/batches', { serviceId: 'flu', ...body }, token);

describe('a vaccination', () => {
  test('is noted as a dose with the batch in use, who and when; taking it back marks it, and giving it again writes another', async () => {
    const batch = await addBatch({ product: 'Fluad', number: 'AB123', doses: 10, expiresOn: '2026-12-31' });
    expect([batch.status, batch.body.inUse, batch.body.left]).toEqual([201, true, 10]);
    const reference = await flu();
    await act(reference, 'check-in');
    const done = await act(reference, 'complete');
    expect(done.body).toMatchObject({
      status: 'completed',
      outcome: 'given',
      dose: { product: 'Fluad', number: 'AB123' },
    });
    expect((await batches()).items[0]?.left).toBe(9);
    const undone = await act(reference, 'undo');
    expect(undone.body).toMatchObject({ status: 'checked_in', dose: null });
    expect((await batches()).items[0]?.left).toBe(10);
    await act(reference, 'complete');
    expect((await doses(reference)).map(({ undone: back, number }) => [number, back])).toEqual([
      ['AB123', true],
      ['AB123', false],
    ]);
  });

  test('may name another batch of the same site and service, and no other', async () => {
    const other = await addBatch({ product: 'Fluad', number: 'CD456', use: false });
    const [one, two] = [await flu({ status: 'checked_in' }), await flu({ status: 'checked_in' })];
    expect((await act(one, 'complete', { batchId: other.body.id })).body.dose?.number).toBe('CD456');
    const foreign = await ask<Batch>(
      'POST',
      '/sites/meadow/batches',
      { serviceId: 'flu', product: 'X', number: 'Y' },
      elsewhere,
    );
    expect((await act(two, 'complete', { batchId: foreign.body.id })).status).toBe(404);
    expect(await doses(two)).toEqual([]);
    expect((await act(two, 'complete')).body.dose?.number).toBe('AB123');
  });

  test('is recorded without a batch where none is in use, and a clinic visit is no dose', async () => {
    const [first] = (await batches()).items;
    await ask('POST', `/sites/harbour/batches/${first?.id}/end`);
    const reference = await flu({ status: 'checked_in' });
    expect((await act(reference, 'complete')).body.dose).toEqual({ product: null, number: null });
    const blood = await flu({ service: 'blood-test', status: 'checked_in' });
    expect((await act(blood, 'complete')).body.dose).toBeNull();
    expect(await doses(blood)).toEqual([]);
  });

  test('the same product and number again is the same batch; one at a time is in use; stock stands beside who is coming', async () => {
    await addBatch({ product: 'fluad', number: 'ab123', doses: 5 });
    await addBatch({ product: 'Other', number: 'ZZ9', doses: 3 });
    await flu({ startsAt: '2026-03-12T10:00:00Z' });
    const { items, services } = await batches();
    expect(items.filter(({ inUse }) => inUse).map(({ number }) => number)).toEqual(['ZZ9']);
    // 10 and 5 arrived, 2 were given of the first; the second is not counted.
    expect(items.find(({ number }) => number === 'AB123')).toMatchObject({ doses: 15, left: 13 });
    expect(services).toEqual([{ id: 'flu', name: 'flu', booked: 1, dosesLeft: 16 }]);
    const seen = await ask<{ services: object[] }>('GET', '/sites/harbour/day');
    expect(seen.body.services).toContainEqual(
      expect.objectContaining({
        id: 'flu',
        drawsStock: true,
        dosesLeft: 16,
        batch: expect.objectContaining({ number: 'ZZ9' }),
      }),
    );
  });
});

test('not given has a reason, keeps it until it is taken back, and is told apart in the figures', async () => {
  const reference = await flu({ status: 'checked_in' });
  expect((await act(reference, 'not-given', {})).body.errors).toMatchObject([{ path: 'reason', code: 'required' }]);
  const row = await act(reference, 'not-given', { reason: 'unwell' });
  expect(row.body).toMatchObject({ status: 'completed', outcome: 'not_given', reason: 'unwell', dose: null });
  expect(await doses(reference)).toEqual([]);
  const day = await ask<{ summary: { notGiven: number } }>('GET', '/sites/harbour/day');
  expect(day.body.summary.notGiven).toBe(1);
  expect((await act(reference, 'undo')).body).toMatchObject({ status: 'checked_in', outcome: null, reason: null });
});

test('help and details are put right at the desk, and an NHS number found there is found by search', async () => {
  const reference = await flu();
  const helped = await act(reference, 'help', { help: ['interpreter', 'step_free'] });
  expect(helped.body.help).toEqual(['interpreter', 'step_free']);
  expect((await act(reference, 'help', { help: [], version: 1 })).body.code).toBe('wrong_state');
  expect(helped.body.detailsToCheck).toBe(true);
  expect((await act(reference, 'details')).body).toMatchObject({ detailsToCheck: false, nhsNumber: null });
  expect((await act(reference, 'details', { nhsNumber: '999 000 0778' })).body.nhsNumber).toBe('9990000778');
  const found = await ask<{ items: DayRow[] }>('GET', '/bookings?q=9990000778');
  expect(found.body.items.map((row) => row.reference)).toEqual([formatReference(reference)]);
});

test('opening a booking shows how to reach the person and what happened, and is noted', async () => {
  const reference = await flu({ mobile: '+447700900123' });
  await act(reference, 'check-in');
  const opened = await ask<{ mobile: string; phoneEnd: string; history: { action: string; by: string }[] }>(
    'GET',
    `/bookings/${reference}`,
  );
  expect(opened.body).toMatchObject({
    mobile: '+447700900123',
    phoneEnd: '0123',
    history: [{ action: 'booking.checked_in', by: 'desk' }],
  });
  expect((await ask('GET', `/bookings/${reference}`, undefined, elsewhere)).status).toBe(404);
  const noted = await world.rows(
    `SELECT a.actor FROM audit a JOIN booking b ON b.id = a.booking_id WHERE b.reference = $1 AND a.action = 'booking.opened'`,
    [reference],
  );
  expect(noted).toHaveLength(1);
});

test('a note says who and when, is read by the desk of that site alone, and its words are in no audit row', async () => {
  const reference = await flu();
  const first = await ask<{ items: object[] }>('POST', `/bookings/${reference}/notes`, {
    text: ' Comes with a guide dog ',
  });
  expect([first.status, first.body.items]).toEqual([
    201,
    [{ at: expect.stringMatching(/^2026-03-09T09:/), by: 'desk', text: 'Comes with a guide dog' }],
  ]);
  await ask('POST', `/bookings/${reference}/notes`, { text: 'Ring the bell' }, lead);
  const { body } = await ask<{ notes: { text: string; by: string }[]; history: { action: string }[] }>(
    'GET',
    `/bookings/${reference}`,
    undefined,
    viewer,
  );
  expect(body.notes.map(({ text, by }) => [text, by])).toEqual([
    ['Ring the bell', 'lead'],
    ['Comes with a guide dog', 'desk'],
  ]);
  expect(body.history.filter(({ action }) => action === 'booking.note_added')).toHaveLength(2);
  const [{ n }] = (await world.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit WHERE details::text LIKE '%guide dog%'`,
  )) as [{ n: number }];
  expect(n).toBe(0);
  const refused = async (text: string, token = desk) => {
    const { status, body: answer } = await ask('POST', `/bookings/${reference}/notes`, { text }, token);
    return [status, answer.code];
  };
  expect(await refused('   ')).toEqual([400, 'invalid']);
  expect(await refused('x'.repeat(301))).toEqual([400, 'invalid']);
  expect(await refused('x', viewer)).toEqual([404, 'not_found']);
  expect(await refused('x', elsewhere)).toEqual([404, 'not_found']);
});

test('a day list is taken as a file with a note of it; NHS numbers only with a reason', async () => {
  await flu({ nhsNumber: '9991234561', lastName: 'Exported' });
  const date = '2026-03-09';
  const take = (body: object, token = desk) =>
    ask<{ items: DayRow[] }>('POST', '/sites/harbour/day/export', { date, ...body }, token);
  const plain = await take({});
  expect(plain.status).toBe(200);
  expect(plain.body.items.length).toBeGreaterThan(0);
  expect(plain.body.items.every(({ nhsNumber }) => nhsNumber === null)).toBe(true);
  const asked = await take({ withNumbers: true });
  expect([asked.status, asked.body.errors.map(({ path, code }) => [path, code])]).toEqual([
    400,
    [['reason', 'required']],
  ]);
  const numbered = await take({ withNumbers: true, reason: 'For the GP system' });
  expect(numbered.body.items.find(({ lastName }) => lastName === 'Exported')?.nhsNumber).toBe('9991234561');
  const noted = await world.rows<{ actor: string; details: object }>(
    `SELECT actor, details FROM audit WHERE action = 'day.exported' ORDER BY id`,
  );
  expect(noted.map(({ details }) => details)).toEqual([
    { date, days: 1, people: plain.body.items.length, withNumbers: false, reason: null },
    { date, days: 1, people: numbered.body.items.length, withNumbers: true, reason: 'For the GP system' },
  ]);
  const before = await take({ days: 7 });
  await world.addBooking({ site: 'harbour', startsAt: '2026-03-15T11:00:00Z' });
  const week = await take({ days: 7 });
  expect(week.body.items).toHaveLength(before.body.items.length + 1);
  expect((await take({ days: 8 })).status).toBe(400);
  const long = jest
    .spyOn(world.get(DayQueries), 'day')
    .mockResolvedValue({ ...week.body, items: Array(501).fill(plain.body.items[0]) } as never);
  const refused = await take({ days: 2 });
  long.mockRestore();
  expect([refused.status, refused.body.errors.map(({ path, code }) => [path, code])]).toEqual([
    400,
    [['days', 'export_long']],
  ]);
  expect((await take({}, viewer)).status).toBe(404);
  expect((await take({}, elsewhere)).status).toBe(404);
});

describe('a walk-in', () => {
  const person = { firstName: 'Walk', lastName: 'Inn', dateOfBirth: '1970-01-31', serviceId: 'flu' };
  const walkIn = (body: object = {}, key = randomUUID(), token = desk) =>
    ask<{ row: DayRow; tookPlace: boolean }>('POST', '/sites/harbour/walk-ins', { ...person, ...body }, token, key);

  test('takes a free place near now and has arrived; without a free place is one more, and never stranded', async () => {
    await world.advance(0);
    const slot = await world.addSlot('harbour', '2026-03-09T09:10:00Z', 1);
    const first = await walkIn();
    expect([first.status, first.body.tookPlace]).toEqual([201, true]);
    expect(first.body.row).toMatchObject({
      status: 'checked_in',
      source: 'walk_in',
      stranded: false,
      start: '2026-03-09T09:10:00+00:00',
    });
    expect(await world.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 1 }]);
    const second = await walkIn({ firstName: 'Second' });
    expect(second.body).toMatchObject({ tookPlace: false, row: { status: 'checked_in', stranded: false } });
    const stranded = await ask<{ items: DayRow[] }>('GET', '/sites/harbour/stranded', undefined, lead);
    expect(stranded.body.items.map(({ firstName }) => firstName)).not.toContain('Second');
    expect((await act(first.body.row.reference, 'complete')).body.dose).not.toBeNull();
    const day = await ask<{ summary: { walkIns: number } }>('GET', '/sites/harbour/day');
    expect(day.body.summary.walkIns).toBe(2);
  });

  test('of twenty at once with three places left, three take a place and nobody is lost or counted twice', async () => {
    const slot = await world.addSlot('harbour', '2026-03-09T09:20:00Z', 3);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => walkIn({ lastName: `Many${n}` })));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
    expect(answers.filter(({ body }) => body.tookPlace)).toHaveLength(3);
    expect(await world.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 3 }]);
  });

  test('sent twice is added once, and the second answer is the first', async () => {
    const key = randomUUID();
    const [one, two] = [await walkIn({}, key), await walkIn({}, key)];
    expect(two.sent.get('idempotent-replayed')).toBe('true');
    expect(two.body.row.reference).toBe(one.body.row.reference);
    expect((await walkIn({ firstName: 'Other' }, key)).body.code).toBe('idempotency_key_reused');
  });

  test('who is booked already today is flagged, so that nobody is given two', async () => {
    await walkIn({ lastName: 'Twice' });
    expect((await walkIn({ lastName: 'Twice' })).body.row.possibleDuplicate).toBe(true);
  });

  test('is put into a clinic for women only where the desk says so, and else asked about once no other place is free', async () => {
    const women = await world.addSlot('harbour', '2026-03-09T09:05:00Z', 2);
    await world.rows(`UPDATE slot SET options = ARRAY['quiet', 'women_only'] WHERE id = $1`, [women]);
    const plain = await world.addSlot('harbour', '2026-03-09T09:15:00Z', 1);
    const taken = async () =>
      (
        await world.rows<{ taken: number }>('SELECT taken FROM slot WHERE id = ANY ($1) ORDER BY id', [[women, plain]])
      ).map((slot) => slot.taken);
    // Later, and for everybody.
    expect((await walkIn({ lastName: 'Everybody' })).body).toMatchObject({ tookPlace: true });
    expect(await taken()).toEqual([0, 1]);
    const key = randomUUID();
    const asked = await walkIn({ lastName: 'Asked' }, key);
    expect([asked.status, asked.body.errors]).toMatchObject([400, [{ path: 'womenOnly', code: 'women_only' }]]);
    expect(await taken()).toEqual([0, 1]);
    expect((await ask<{ items: DayRow[] }>('GET', '/sites/harbour/day')).body.items).not.toContainEqual(
      expect.objectContaining({ lastName: 'Asked' }),
    );
    const beside = await walkIn({ lastName: 'Beside', womenOnly: false });
    expect(beside.body).toMatchObject({ tookPlace: false });
    expect(await taken()).toEqual([0, 1]);
    // The question took no key.
    const inside = await walkIn({ lastName: 'Inside', womenOnly: true }, key);
    expect(inside.body).toMatchObject({ tookPlace: true, row: { options: ['quiet', 'women_only'] } });
    expect(await taken()).toEqual([1, 1]);
    await walkIn({ lastName: 'Last', womenOnly: true });
    // Full everywhere: there is nothing to ask.
    expect((await walkIn({ lastName: 'Full' })).body).toMatchObject({ tookPlace: false });
    expect(await taken()).toEqual([2, 1]);
  });

  test('needs a service there is and a birthday somebody living has, and is not for those who only look', async () => {
    expect((await walkIn({ serviceId: 'no-such' })).body.errors).toMatchObject([
      { path: 'serviceId', code: 'unknown_service' },
    ]);
    expect((await walkIn({ dateOfBirth: '2026-12-01' })).body.errors).toMatchObject([
      { code: 'date_of_birth_in_future' },
    ]);
    expect((await walkIn({}, randomUUID(), viewer)).status).toBe(404);
    expect((await walkIn({}, randomUUID(), elsewhere)).status).toBe(404);
  });
});

test('a paper list is typed back at once: each row by itself, with check-in on the way', async () => {
  const [a, b, c, d] = [await flu(), await flu(), await flu({ status: 'did_not_attend' }), await flu()];
  const { body } = await ask<{ items: { reference: string; ok: boolean; code: string | null }[] }>(
    'POST',
    '/sites/harbour/outcomes',
    {
      items: [
        { reference: a, act: 'complete' },
        { reference: b, act: 'not_given', reason: 'declined' },
        { reference: c, act: 'complete' },
        { reference: 'ZZZZZZZZZZ', act: 'complete' },
        { reference: d, act: 'did_not_attend' },
      ],
    },
  );
  expect(body.items.map(({ ok, code }) => code ?? ok)).toEqual([true, true, 'wrong_state', 'not_found', true]);
  expect(await doses(a)).toHaveLength(1);
  const states = await world.rows<{ status: string; outcome: string | null }>(
    'SELECT status, outcome FROM booking WHERE reference = ANY ($1) ORDER BY id',
    [[a, b, d]],
  );
  expect(states).toEqual([
    { status: 'completed', outcome: 'given' },
    { status: 'completed', outcome: 'not_given' },
    { status: 'did_not_attend', outcome: null },
  ]);
});

describe('row-level security, with the policy layer out of the way', () => {
  test('a walk-in at a site outside the scope is refused by the database', async () => {
    const { Database, sqlState } = await import('../src/platform/database/database');
    const { WalkInsStore } = await import('../src/bookings/walk-ins.store');
    const [harbour, island] = [world.site.get('harbour') as number, world.site.get('island') as number];
    const tried = world
      .get(Database)
      .staffTx([harbour], (tx) => world.get(WalkInsStore).add(tx, island, 'key', Buffer.alloc(1), {}));
    await expect(tried.catch(sqlState)).resolves.toBe('42501');
  });

  test('batches and doses of other sites are not there, and a site is changed by its own staff alone', async () => {
    const { Database } = await import('../src/platform/database/database');
    const database = world.get(Database);
    const [harbour, meadow] = [world.site.get('harbour') as number, world.site.get('meadow') as number];
    for (const table of ['batch', 'dose']) {
      const seen = await database.staffTx([meadow], (tx) =>
        tx.query<{ site_id: number }[]>(`SELECT DISTINCT site_id FROM ${table}`),
      );
      expect(seen.map(({ site_id }) => site_id)).not.toContain(harbour);
    }
    const changed = await database.staffTx([meadow], (tx) =>
      tx.query<[unknown, number]>(`UPDATE site SET name = 'Taken over' WHERE id = $1`, [harbour]),
    );
    expect(changed[1]).toBe(0);
  });
});
