import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import {
  confirmBooking,
  createClinic,
  createClosure,
  editClinic,
  holdSlot,
  previewClinicChange,
  type ResponseOf,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { ClinicDesk, type SeriesBody } from './clinic-changes-world';
import { AllocationStore } from '../src/bookings/allocation.store';
import { Database, type Tx } from '../src/platform/database/database';
import { anApiProcess, type ApiProcess } from './harness/api';

jest.setTimeout(120_000);

const NOW = '2026-03-09T09:00:00Z';
let desk: ClinicDesk;
let [one, other]: ApiProcess[] = [];
/** A connection that holds a row while others queue up for it. */
let blocker: Client;
let day = 0;
let date: string;
const at = (time: string) => `${date}T${time}:00Z`;

beforeAll(async () => {
  desk = await ClinicDesk.open(NOW);
  const rule = {
    id: 'all',
    vaccine: 'ALL',
    programme_start: '2020-01-01',
    programme_end: '2039-12-31',
    cohorts: [{ id: 'all', priority: 1, when: true }],
  };
  await desk.world.rows('UPDATE service SET rule = $1', [JSON.stringify(rule)]);
  [one, other] = await Promise.all([
    anApiProcess(desk.world.database.url, { CLOCK: NOW }),
    anApiProcess(desk.world.database.url, { CLOCK: NOW }),
  ]);
  blocker = new Client({ connectionString: desk.world.database.ownerUrl });
  await blocker.connect();
});
afterAll(async () => {
  await blocker?.end();
  await Promise.all([one?.stop(), other?.stop()]);
  await desk?.world.close();
});
beforeEach(() => {
  day += 1;
  date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
});
afterEach(() => desk.checkCounters());

/** Keeps the rows of a query locked until `begin` has brought as many others to wait for a lock. */
async function queueUp<T>(
  lock: string,
  values: unknown[],
  begin: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  await blocker.query('BEGIN');
  await blocker.query(lock, values);
  const running: Promise<T>[] = [];
  try {
    for (const [n, start] of begin.entries()) {
      running.push(start());
      await waiting(n + 1);
    }
  } finally {
    await blocker.query('ROLLBACK');
  }
  return Promise.allSettled(running);
}

async function waiting(wanted: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [row] = await desk.world.rows<{ n: number }>(
      `SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted
         AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
    );
    if (row?.n === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`not ${wanted} who wait for a lock`);
}

/** Until both processes know of the slot: they follow the database several times a second. */
async function onSale(start: string): Promise<void> {
  for (const api of [one, other] as [ApiProcess, ApiProcess]) {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(`${api.url}/api/v1/sites/harbour/times?service=flu&from=${date}&to=${date}`);
      const { items = [] } = (await answer.json()) as { items?: { start: string }[] };
      if (items.some((time) => Date.parse(time.start) === Date.parse(start))) break;
      if (tries > 200) throw new Error(`not on sale: ${answer.status}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const hold = (api: ApiProcess, start: string, serviceId = 'flu') =>
  api.client.call(holdSlot, {
    idempotencyKey: randomUUID(),
    body: { siteId: 'harbour', start, attendees: [{ serviceId, dateOfBirth: '1950-01-01' }] },
  });

const confirm = (api: ApiProcess, { holdId, token }: ResponseOf<typeof holdSlot>) => {
  const people = [{ firstName: 'Ada', lastName: 'Park', dateOfBirth: '1950-01-01' }];
  const body = { holdId, token, people, contact: { mobile: '07700900123' } };
  return api.client.call(confirmBooking, { idempotencyKey: randomUUID(), body });
};

const previewOf = (clinicId: string, body: object): Promise<ResponseOf<typeof previewClinicChange>> =>
  (one as ApiProcess).client.call(previewClinicChange, {
    bearer: desk.token,
    params: { siteId: 'harbour', clinicId },
    body,
  });

const edit = async (api: ApiProcess, clinicId: string, changes: object) => {
  const { version, preview } = await previewOf(clinicId, changes);
  return () =>
    api.client.call(editClinic, {
      bearer: desk.token,
      params: { siteId: 'harbour', clinicId },
      body: { ...changes, version, preview },
    });
};

/** People in slots that do not offer what they come for. */
const misplaced = () =>
  desk.world.rows(`SELECT b.id FROM booking b JOIN slot s ON s.id = b.slot_id
    WHERE b.status IN ('held', 'booked', 'checked_in') AND NOT s.service_ids @> ARRAY[b.service_id]`);

test('a claim that waited behind an edit which takes its service away is refused', async () => {
  const [first, second] = [one, other] as [ApiProcess, ApiProcess];
  const { id } = await desk.clinic({ date, until: '09:30', capacity: 5, serviceIds: ['flu', 'covid'] });
  await onSale(at('09:00'));
  const apply = await edit(first, id, { serviceIds: ['covid'] });
  const [edited, claimed] = await queueUp<unknown>(
    'SELECT 1 FROM slot WHERE clinic_id = $1 FOR UPDATE',
    [desk.idOf(id)],
    [apply, () => hold(second, at('09:00'))],
  );
  expect(edited?.status).toBe('fulfilled');
  expect(claimed?.status === 'rejected' && isProblem(claimed.reason, 'time_gone')).toBe(true);
  expect(
    await desk.world.rows(`SELECT 1 FROM booking b JOIN slot s ON s.id = b.slot_id WHERE s.clinic_id = $1`, [
      desk.idOf(id),
    ]),
  ).toEqual([]);
  expect(await misplaced()).toEqual([]);
});

test('a claim that waited behind a closing for its service is refused, and one for another service goes on', async () => {
  const [first, second] = [one, other] as [ApiProcess, ApiProcess];
  const { id } = await desk.clinic({ date, until: '09:30', capacity: 5, serviceIds: ['flu', 'covid'] });
  await onSale(at('09:00'));
  const before = await hold(second, at('09:00'));
  const body = { from: date, to: date, reason: 'No vaccine', serviceIds: ['flu'] };
  const close = () => first.client.call(createClosure, { bearer: desk.token, params: { siteId: 'harbour' }, body });
  const [closed, flu, covid] = await queueUp<unknown>(
    'SELECT 1 FROM slot WHERE clinic_id = $1 FOR UPDATE',
    [desk.idOf(id)],
    [close, () => hold(second, at('09:00')), () => hold(second, at('09:00'), 'covid')],
  );
  expect([closed?.status, covid?.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(flu?.status === 'rejected' && isProblem(flu.reason, 'time_gone')).toBe(true);
  expect(await misplaced()).toEqual([]);
  // Whoever held it before is not booked after.
  await expect(confirm(second, before)).rejects.toMatchObject({ code: 'hold_expired' });
});

test.each(['public', 'staff'] as const)(
  'whoever is renewed or confirmed while the %s role waits for their row still sits where they sat',
  async (role) => {
    const { id } = await desk.clinic({ date, until: '09:30', capacity: 2, serviceIds: ['flu'] });
    const bookings = [
      await desk.book({ clinic: id, at: at('09:00') }),
      await desk.book({ clinic: id, at: at('09:00') }),
    ];
    const [slot] = (await desk.world.rows<{ id: number; site: number; minutes: number }>(
      'SELECT s.id, s.site_id AS site, s.minutes FROM slot s JOIN booking b ON b.slot_id = s.id WHERE b.id = $1',
      [bookings[0]],
    )) as [{ id: number; site: number; minutes: number }];
    const store = desk.world.get(AllocationStore);
    const start = { siteId: slot.site, startsAt: new Date(at('09:00')), minutes: slot.minutes };
    const read = async (tx: Tx) => {
      // As in a region with many bookings, where PostgreSQL looks them up one by one.
      await tx.query(
        'SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off',
      );
      return store.bookings(tx, [start], [slot.id]);
    };
    const database = desk.world.get(Database);
    await blocker.query('BEGIN');
    await blocker.query('UPDATE booking SET version = version + 1 WHERE slot_id = $1', [slot.id]);
    const reading = role === 'staff' ? database.staffTx([slot.site], read) : database.tx(read);
    try {
      await waiting(1);
    } finally {
      await blocker.query('COMMIT');
    }
    expect((await reading).map((row) => row.id)).toEqual(bookings);
  },
);

test('a connection that breaks off while nobody uses it ends no process', async () => {
  const { master } = desk.world.get(Database).source.driver as unknown as { master: Pool };
  const client = await master.connect();
  try {
    expect(() => client.emit('error', new Error('the server has gone'))).not.toThrow();
  } finally {
    client.release(true);
  }
});

test('claims and edits of what a clinic offers, all at once from two processes, misplace nobody', async () => {
  const apis = [one, other] as [ApiProcess, ApiProcess];
  const { id } = await desk.clinic({ date, until: '09:30', capacity: 99, serviceIds: ['flu', 'covid'] });
  await onSale(at('09:00'));
  for (let round = 0; round < 6; round += 1) {
    const apply = await edit(apis[round % 2] as ApiProcess, id, {
      serviceIds: round % 2 ? ['flu', 'covid'] : ['covid'],
    });
    const claims = Array.from({ length: 8 }, (_, n) => hold(apis[n % 2] as ApiProcess, at('09:00')));
    const [changed, ...ends] = await Promise.allSettled([apply(), ...claims]);
    expect(changed?.status).toBe('fulfilled');
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(refused.filter((reason) => !isProblem(reason, 'time_gone'))).toEqual([]);
    expect(await misplaced()).toEqual([]);
    await desk.checkCounters();
  }
});

test('of two clinics opened at once, either of which could take somebody stranded, one does', async () => {
  // No slot is left at this start whose row both would lock: only the lock of the day keeps them apart.
  await desk.world.addBooking({ site: 'harbour', startsAt: at('09:00'), service: 'flu' });
  const [{ id: booking }] = (await desk.world.rows<{ id: number }>(
    `UPDATE booking SET minutes = 30, stranded_at = app_now() WHERE id = (SELECT max(id) FROM booking) RETURNING id::int`,
  )) as [{ id: number }];
  const body = { date, from: '09:00', until: '09:30', slotMinutes: 30, capacity: 1 };
  const open = (api: ApiProcess | undefined, serviceIds: string[]) => () =>
    (api as ApiProcess).client.call(createClinic, {
      bearer: desk.token,
      params: { siteId: 'harbour' },
      body: { ...body, serviceIds },
    });
  const opened = await queueUp(
    'SELECT 1 FROM booking WHERE id = $1 FOR UPDATE',
    [booking],
    [open(one, ['flu', 'covid']), open(other, ['flu', 'blood-test'])],
  );
  const made = opened.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  expect(made.map(({ effect }) => effect.rescued).sort((a, b) => a - b)).toEqual([0, 1]);
  const { clinic, stranded } = await desk.booking(booking);
  expect(made.map((one) => one.id)).toContain(clinic);
  expect(stranded).toBe(false);
  const taken = await desk.world.rows<{ taken: number }>('SELECT taken FROM slot WHERE clinic_id = ANY ($1)', [
    made.map((one) => desk.idOf(one.id)),
  ]);
  expect(taken.map((slot) => slot.taken).sort((a, b) => a - b)).toEqual([0, 1]);
});

test('a series, one of its dates and a closure changed at once: each happens or is told that it is out of date', async () => {
  const rule = {
    startsOn: date,
    endsOn: new Date(Date.parse(date) + 13 * 86_400_000).toISOString().slice(0, 10),
    weekdays: [1, 2, 3, 4, 5, 6, 7],
  };
  const clinic = { from: '13:00', until: '15:00', slotMinutes: 10, capacity: 2, serviceIds: ['flu'] };
  const { id } = await desk.ask<SeriesBody>('POST', '/series', { ...rule, ...clinic }, 201);
  const { dates } = await desk.ask<SeriesBody>('GET', `/series/${id}`);
  const [, second, , fourth] = dates.map(({ clinicId }) => clinicId) as [string, string, string, string];
  await desk.book({ clinic: second, at: `${dates[1]?.date}T14:50:00Z` });
  const answered: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const wholeChange = { until: `15:${round}0` };
    const dateChange = { capacity: 3 + round };
    const closure = {
      from: dates[3]?.date,
      to: dates[4]?.date,
      starts: '13:00',
      ends: '14:00',
      reason: 'Flood',
      bookings: 'call',
    };
    const [whole, single] = [
      await desk.ask<SeriesBody>('POST', `/series/${id}/preview`, wholeChange),
      await desk.preview(second, dateChange),
    ];
    const ends = await Promise.all([
      desk.call('PATCH', `/series/${id}`, { ...wholeChange, version: whole.version, preview: whole.preview }),
      desk.call('PATCH', `/clinics/${second}`, { ...dateChange, version: single.version, preview: single.preview }),
      desk.call('POST', '/closures', closure),
    ]);
    answered.push(...ends.map(({ status }) => status));
    await desk.checkCounters();
  }
  expect(new Set(answered)).toEqual(new Set([200, 201, 409]));
  expect((await desk.slots(fourth)).filter(([time]) => time < '14:00').every(([, status]) => status === 'closed')).toBe(
    true,
  );
});
