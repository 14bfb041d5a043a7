import { randomUUID } from 'node:crypto';
import {
  answerEquality,
  confirmBooking,
  getSite,
  holdSlot,
  listTimes,
  listWalkIns,
  releaseHold,
  searchAvailability,
  type QueryInput,
} from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { weekdayOf } from '@fairslot/domain';
import { aPerson } from '@fairslot/testing';
import { FollowSlots } from '../src/clinics/follow-slots';
import { Ids } from '../src/platform/ids/ids';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { SiteDirectory } from '../src/sites/site-directory';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, type ClinicWanted, dateAhead } from './harness/world';

type Search = QueryInput<typeof searchAvailability>;
type Times = QueryInput<typeof listTimes>;

let database: TestDatabase;
let api: Awaited<ReturnType<typeof anApi>>;
let siteNumber = 0;
const service = new Map<string, number>();
const date = dateAhead(3);
const HERE = { latitude: 53.4, longitude: -2.9 };
/** Metres of one degree of latitude. */
const DEGREE = 111_195.08;

beforeAll(async () => {
  database = await aDatabase();
  await one(`INSERT INTO place (slug, name) VALUES ('liverpool', 'Liverpool') RETURNING id`);
  await one(`INSERT INTO organisation (ods_code, name, kind) VALUES ('REM', 'A trust', 'trust') RETURNING id`);
  for (const slug of ['flu', 'covid', 'rsv', 'blood-test', 'paused'])
    service.set(
      slug,
      await one(
        `INSERT INTO service (slug, kind, name, short_name, who_for, outcome_word, minutes, rule, paused)
         VALUES ($1, 'vaccine', $1, $1, 'Everybody', 'vaccinated', 10, $2, $1 = 'paused') RETURNING id`,
        [
          slug,
          JSON.stringify({
            id: slug,
            vaccine: slug.toUpperCase(),
            programme_start: '2020-01-01',
            programme_end: '2039-12-31',
            cohorts: [{ id: 'all', priority: 1, when: true }],
          }),
        ],
      ),
    );
  api = await anApi(database.url, { LIMIT_HOLDS: '100000/600', LIMIT_HOLDS_SHARED: '100000/600' });
}, 60_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function one(sql: string, values: unknown[] = []): Promise<number> {
  return ((await database.owner.query(sql, values)).rows[0] as { id: number }).id;
}

interface TestSite {
  id: number;
  slug: string;
}

/** A site so many metres north of the point where the tests search. */
async function aSite(
  metres = 0,
  facilities: Record<string, boolean> = {},
  languages: string[] = [],
): Promise<TestSite> {
  siteNumber += 1;
  const slug = `site-${siteNumber}`;
  const latitude = HERE.latitude + metres / DEGREE;
  const id = await one(
    `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude, facilities, languages)
     VALUES ($1, $1, $1, 'pharmacy', '1 High Street', 'L24 8QB', 1, 1, $2, $3, $4, $5) RETURNING id`,
    [slug, latitude, HERE.longitude, facilities, languages],
  );
  return { id, slug };
}

/** Half an hour of three slots from nine, of these services. */
const clinic = (site: TestSite, services: string[], more: Partial<ClinicWanted> = {}) =>
  aClinic(database.owner, {
    siteId: site.id,
    serviceIds: services.map((slug) => service.get(slug) as number),
    date,
    until: '09:30',
    ...more,
  });

/** Once this process knows what the database has. */
async function followed(): Promise<void> {
  await Promise.all([
    api.app.get(FollowSlots).poll(),
    api.app.get(SiteDirectory).load(),
    api.app.get(ServiceCatalogue).load(),
  ]);
}

const timesOf = async (site: TestSite, query: Times): Promise<string[]> => {
  await followed();
  const { items } = await api.client.call(listTimes, {
    params: { siteId: site.slug },
    query: { from: date, to: date, ...query },
  });
  return items.map(({ start, lengthMinutes, free }) => `${start.slice(11, 16)}/${lengthMinutes} ${free}`);
};
const search = async (query: Search) => {
  await followed();
  return api.client.call(searchAvailability, { query: { ...HERE, radius: 1, from: date, to: date, ...query } });
};
const found = async (query: Search): Promise<string[]> => (await search(query)).items.map(({ site }) => site.id);
const hold = (site: TestSite, start: string, services: string[], more: object = {}) =>
  api.client.call(holdSlot, {
    idempotencyKey: randomUUID(),
    body: { siteId: site.slug, start, attendees: services.map((serviceId) => ({ serviceId })), ...more },
  });

test('days and parts of the day that somebody can come: the rest is left out, counted, and the soonest of what is left comes first', async () => {
  const [early, late] = [await aSite(100), await aSite(200)];
  await clinic(early, ['rsv']);
  await clinic(early, ['rsv'], { from: '17:00', until: '17:30', capacity: 2 });
  await clinic(late, ['rsv'], { from: '12:00', until: '12:30' });
  const weekend = [6, 7].includes(weekdayOf(date));
  const shown = async (query: Search) => {
    const { items, total, hidden } = await search({ service: 'rsv', ...query });
    const times = items.map(({ site, nextTimes, free }) => [site.id, nextTimes[0]?.start.slice(11, 16), free]);
    return { times, total, hidden };
  };
  expect((await shown({})).hidden).toBeUndefined();
  expect(await shown({ parts: 'afternoon,evening' })).toEqual({
    times: [
      [late.slug, '12:00', 3],
      [early.slug, '17:00', 6],
    ],
    total: 2,
    hidden: { free: 3, sites: 0 },
  });
  expect(await shown({ parts: 'morning' })).toEqual({
    times: [[early.slug, '09:00', 3]],
    total: 1,
    hidden: { free: 9, sites: 1 },
  });
  expect((await shown({ days: weekend ? 'weekends' : 'weekdays' })).hidden).toEqual({ free: 0, sites: 0 });
  expect(await shown({ days: weekend ? 'weekdays' : 'weekends' })).toEqual({
    times: [],
    total: 0,
    hidden: { free: 12, sites: 2 },
  });
});

describe('walk-in clinics', () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' }));
  const near = async (query: object = {}) => {
    await followed();
    const { items } = await api.client.call(listWalkIns, { query: { ...HERE, radius: 1, ...query } });
    return items.map(({ site, services, date: on }) => [site.id, services.map(({ id }) => id).join(' '), on]);
  };
  const openDoors = (site: TestSite, services: string[]): Promise<unknown> =>
    database.owner.query('UPDATE site SET walk_in_hours = $2, walk_in_services = $3 WHERE id = $1', [
      site.id,
      JSON.stringify(everyDay),
      services,
    ]);

  test('are found near a point for a service that is open, and not on days when the site is closed', async () => {
    const [here, far] = [await aSite(100), await aSite(1500)];
    for (const site of [here, far]) await openDoors(site, ['flu', 'paused']);
    const [today, tomorrow] = [dateAhead(0), dateAhead(1)];
    expect(await near()).toEqual([[here.slug, 'flu', today]]);
    expect((await near({ radius: 2 })).map(([slug]) => slug)).toEqual([here.slug, far.slug]);
    expect(await near({ service: 'flu' })).toHaveLength(1);
    expect(await near({ service: 'covid' })).toEqual([]);
    expect(await near({ service: 'paused' })).toEqual([]);
    await expect(near({ service: 'nothing' })).rejects.toMatchObject({ code: 'invalid' });
    await database.owner.query(
      `INSERT INTO closure (site_id, from_date, until_date, reason, created_at) VALUES ($1, $2, $2, 'Snow', app_now())`,
      [here.id, today],
    );
    expect(await near()).toEqual([[here.slug, 'flu', tomorrow]]);
    await database.owner.query(`UPDATE site SET walk_in_hours = '[]' WHERE id = ANY ($1)`, [[here.id, far.id]]);
    expect(await near()).toEqual([]);
  });
});

test('an answer about whom we reach is kept once, apart from everybody, and small groups are not told', async () => {
  const site = await aSite();
  await followed();
  const answer = (idempotencyKey: string, ethnicGroup: 'asian' | 'black' = 'asian') =>
    api.client.call(answerEquality, { idempotencyKey, body: { serviceId: 'flu', siteId: site.slug, ethnicGroup } });
  for (const key of ['one', 'one', 'two', 'three', 'four']) await answer(key);
  const told = async () => (await database.owner.query('SELECT answer, people FROM equality_counts()')).rows;
  expect(await told()).toEqual([]);
  await answer('five');
  await answer('six', 'black');
  expect(await told()).toEqual([{ answer: 'asian', people: 5 }]);
  await expect(answer('one', 'black')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await expect(
    api.client.call(answerEquality, { idempotencyKey: 'none', body: { serviceId: 'flu', siteId: site.slug } }),
  ).rejects.toMatchObject({ code: 'invalid' });
  const columns = await database.owner.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'equality_answer'`,
  );
  expect(columns.rows.map(({ name }) => name as string).sort()).toEqual([
    'disability',
    'ethnic_group',
    'id',
    'place_id',
    'service_id',
    'week',
  ]);
});

describe('how many are free', () => {
  test('is what could still be booked, when clinics overlap with different services', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu', 'covid'], { until: '09:10' });
    await clinic(site, ['flu', 'rsv'], { until: '09:10' });
    const free = async (): Promise<string[][]> =>
      Promise.all(['flu', 'covid', 'rsv'].map((slug) => timesOf(site, { service: slug })));
    expect(await free()).toEqual([['09:00/10 2'], ['09:00/10 1'], ['09:00/10 1']]);
    await hold(site, slots[0]?.start as string, ['covid']);
    expect(await free()).toEqual([['09:00/10 1'], [], ['09:00/10 1']]);
  });

  test('is the same whichever clinic somebody was put in', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu', 'covid'], { until: '09:10' });
    const { slots: others } = await clinic(site, ['flu', 'rsv'], { until: '09:10' });
    const start = slots[0]?.start as string;
    await followed();
    await hold(site, start, ['flu']);
    const free = async (): Promise<string[][]> =>
      Promise.all(['flu', 'covid', 'rsv'].map((slug) => timesOf(site, { service: slug })));
    expect(await free()).toEqual([['09:00/10 1'], ['09:00/10 1'], ['09:00/10 1']]);
    await database.owner.query(
      `WITH moved AS (UPDATE booking SET slot_id = CASE slot_id WHEN $1 THEN $2::integer ELSE $1 END WHERE slot_id IN ($1, $2))
       UPDATE slot SET taken = 1 - taken WHERE id IN ($1, $2)`,
      [slots[0]?.id, others[0]?.id],
    );
    expect(await free()).toEqual([['09:00/10 1'], ['09:00/10 1'], ['09:00/10 1']]);
    await hold(site, start, ['covid']);
    expect(await free()).toEqual([[], [], []]);
  });

  test('counts neither a share kept back nor slots that are not open', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu'], { capacity: 5, until: '09:40' });
    const change = (n: number, set: string): Promise<unknown> =>
      database.owner.query(`UPDATE slot SET ${set} WHERE id = $1`, [slots[n]?.id]);
    await change(0, 'reserved = 2');
    await change(1, `status = 'paused'`);
    await change(2, `status = 'frozen'`);
    expect(await timesOf(site, { service: 'flu' })).toEqual(['09:00/10 3', '09:30/10 5']);
    const answer = await search({ service: 'flu', attendees: undefined });
    const row = answer.items.find((item) => item.site.id === site.slug);
    expect(row).toMatchObject({ free: 8, days: [{ date, free: 8 }] });
  });

  test('shows a clinic that is only for some to those with its pass alone', async () => {
    const site = await aSite();
    const audience = await one(
      `INSERT INTO audience (kind, name, created_at) VALUES ('group', 'A care home', now()) RETURNING id`,
    );
    const { clinicId } = await clinic(site, ['flu'], { until: '09:10' });
    await database.owner.query('UPDATE clinic SET audience_ids = $2 WHERE id = $1', [clinicId, [audience]]);
    await database.owner.query('UPDATE slot SET audience_ids = $2 WHERE clinic_id = $1', [clinicId, [audience]]);
    const access = api.app.get(Ids).opaque('audience', audience);
    expect(await timesOf(site, { service: 'flu' })).toEqual([]);
    expect(await timesOf(site, { service: 'flu', access })).toEqual(['09:00/10 1']);
    expect(await timesOf(site, { service: 'flu', access: 'not-a-pass-at-all' })).toEqual([]);
    expect(await found({ service: 'flu', access })).toContain(site.slug);
    expect(await found({ service: 'flu' })).not.toContain(site.slug);
  });
});

describe('a party', () => {
  test('of one service needs a place for each at one start', async () => {
    const site = await aSite();
    await clinic(site, ['flu'], { capacity: 5, until: '09:20' });
    expect(await timesOf(site, { attendees: 'flu,flu' })).toEqual(['09:00/10 2', '09:10/10 2']);
    expect(await timesOf(site, { attendees: 'flu,flu,flu,flu,flu,flu' })).toEqual([]);
    expect(await timesOf(site, { attendees: 'flu' })).toEqual(['09:00/10 5', '09:10/10 5']);
  });

  test('of several services is offered what a hold then gives', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu', 'covid'], { until: '09:20' });
    await clinic(site, ['flu', 'rsv'], { until: '09:10' });
    expect(await timesOf(site, { attendees: 'flu,covid' })).toEqual(['09:00/10 1']);
    expect(await timesOf(site, { attendees: 'covid,covid' })).toEqual([]);
    const held = await hold(site, slots[0]?.start as string, ['flu', 'covid']);
    expect(held.times.map(({ start }) => start.slice(11, 16))).toEqual(['09:00', '09:00']);
    expect(await timesOf(site, { attendees: 'flu,covid' })).toEqual([]);
    await api.client.call(releaseHold, { params: { holdId: held.holdId }, body: { token: held.token } });
    expect(await timesOf(site, { attendees: 'flu,covid' })).toEqual(['09:00/10 1']);
  });

  test('may come one after another, in their order', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu'], { until: '09:20', capacity: 2 });
    await clinic(site, ['covid'], { from: '09:10', until: '09:30' });
    const query = { attendees: 'flu,covid', together: 'consecutive' } as const;
    expect(await timesOf(site, query)).toEqual(['09:00/10 1', '09:10/10 1']);
    expect(await timesOf(site, { ...query, attendees: 'covid,flu' })).toEqual([]);
    const shown = await api.client.call(listTimes, {
      params: { siteId: site.slug },
      query: { ...query, from: date, to: date },
    });
    const held = await hold(site, slots[0]?.start as string, ['flu', 'covid'], { together: 'consecutive' });
    expect(held.times.map(({ start }) => start.slice(11, 16))).toEqual(['09:00', '09:10']);
    expect(shown.items[0]?.starts).toEqual(held.times.map(({ start }) => start));
    expect(await timesOf(site, query)).toEqual(['09:10/10 1']);
  });

  test('whose people need more time gets two adjacent slots of one clinic each', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu'], { until: '09:30' });
    await clinic(site, ['flu', 'covid'], { from: '09:10', until: '09:20' });
    expect(await timesOf(site, { service: 'flu', help: 'moreTime' })).toEqual(['09:00/10 1', '09:10/10 1']);
    expect(await timesOf(site, { service: 'covid', help: 'moreTime,stepFree' })).toEqual([]);
    await api.client.call(holdSlot, {
      idempotencyKey: randomUUID(),
      body: { siteId: site.slug, start: slots[0]?.start as string, attendees: [{ serviceId: 'flu', moreTime: true }] },
    });
    expect(await timesOf(site, { service: 'flu', help: 'moreTime' })).toEqual([]);
    expect(await timesOf(site, { service: 'flu' })).toEqual(['09:10/10 1', '09:20/10 1']);
  });

  test('that finds its time gone is offered times for all of them', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu'], { until: '09:30', capacity: 2 });
    await followed();
    await hold(site, slots[0]?.start as string, ['flu']);
    await hold(site, slots[1]?.start as string, ['flu']);
    await followed();
    const refused = await hold(site, slots[0]?.start as string, ['flu', 'flu']).catch((error: unknown) => error);
    const alternatives = isProblem(refused, 'time_gone') ? refused.problem.alternatives : [];
    expect(alternatives?.filter(({ siteId }) => siteId === site.slug).map(({ start }) => start.slice(11, 16))).toEqual([
      '09:20',
    ]);
  });
});

describe('where', () => {
  const far = 40_000;
  const from = { latitude: HERE.latitude + far / DEGREE, longitude: HERE.longitude };

  test('the edge of the radius is included, and nothing beyond it', async () => {
    const near = await aSite(far + 4999.9);
    const beyond = await aSite(far + 5000.2);
    for (const site of [near, beyond]) await clinic(site, ['rsv']);
    const slugs = await found({ service: 'rsv', ...from, radius: 5 });
    expect(slugs).toContain(near.slug);
    expect(slugs).not.toContain(beyond.slug);
  });

  test('needs rank sites and hide none; then the soonest or the nearest comes first', async () => {
    const [close, early, both] = [
      await aSite(far + 100),
      await aSite(far + 900),
      await aSite(far + 950, { stepFree: true, hearingLoop: true }, ['pl']),
    ];
    await clinic(close, ['blood-test'], { from: '11:00', until: '11:30' });
    await clinic(early, ['blood-test']);
    await clinic(both, ['blood-test'], { from: '12:00', until: '12:30' });
    const query = { service: 'blood-test', ...from };
    expect(await found({ ...query, sort: 'soonest' })).toEqual([early, close, both].map(({ slug }) => slug));
    expect(await found({ ...query, sort: 'nearest' })).toEqual([close, early, both].map(({ slug }) => slug));
    expect(await found({ ...query, help: 'stepFree,hearingLoop,moreTime' })).toEqual(
      [both, early, close].map(({ slug }) => slug),
    );
    expect((await found({ ...query, help: 'speaks-pl' }))[0]).toBe(both.slug);
    expect(await found({ ...query, help: 'speaks-ar' })).toEqual([early, close, both].map(({ slug }) => slug));
  });

  test('fifty sites are a page, and the pages together are all of them', async () => {
    const there = { latitude: HERE.latitude - 1, longitude: HERE.longitude };
    for (let n = 0; n < 53; n += 1) await clinic(await aSite(-DEGREE + n), ['flu'], { until: '09:10' });
    const first = await search({ service: 'flu', ...there });
    expect(first).toMatchObject({ total: 53 });
    expect(first.items).toHaveLength(50);
    const second = await search({ service: 'flu', ...there, cursor: first.nextCursor });
    expect(second.items).toHaveLength(3);
    expect(second.nextCursor).toBeUndefined();
    expect(new Set([...first.items, ...second.items].map(({ site }) => site.id)).size).toBe(53);
  });

  test('a mobile unit is where it stands on the date', async () => {
    const unit = await aSite(200_000);
    await database.owner.query(
      `UPDATE site SET facilities = '{"stepFree": true, "parking": true, "parkingCost": "free", "blueBadgeBays": true}',
         hours = '[{"day": 1, "from": "09:00", "until": "17:00"}]', buses = '[{"route": "1", "stop": "Home"}]' WHERE id = $1`,
      [unit.id],
    );
    await api.app.get(SiteDirectory, { strict: false }).load();
    const [first, second, third] = [dateAhead(4), dateAhead(5), dateAhead(6)];
    for (const day of [first, second, third]) await clinic(unit, ['covid'], { date: day });
    const stand = (day: string, name: string, metres: number): Promise<unknown> =>
      database.owner.query(
        `INSERT INTO site_location (site_id, date, name, address, postcode, latitude, longitude, directions)
         VALUES ($1, $2, $3, '5 Car Park', 'L1 1AA', $4, $5, 'By the gate')`,
        [unit.id, day, name, HERE.latitude + metres / DEGREE, HERE.longitude],
      );
    await stand(first, 'Market square', 300_000);
    await stand(second, 'Town hall', 301_000);
    const dates = { service: 'covid', from: first, to: third, longitude: HERE.longitude };
    const answer = await search({ ...dates, latitude: HERE.latitude + 300_500 / DEGREE, radius: 2 });
    expect(answer.items).toEqual([
      expect.objectContaining({
        distanceMetres: 500,
        days: [
          { date: first, free: 3 },
          { date: second, free: 3 },
        ],
        free: 6,
        site: expect.objectContaining({
          id: unit.slug,
          address: '5 Car Park',
          postcode: 'L1 1AA',
          standsAt: 'Market square',
        }) as unknown,
      }),
    ]);
    const later = await search({ ...dates, latitude: HERE.latitude + 301_600 / DEGREE });
    expect(later.items[0]).toMatchObject({
      distanceMetres: 600,
      days: [{ date: second }],
      site: { standsAt: 'Town hall' },
    });
    const home = await search({ ...dates, latitude: HERE.latitude + 200_000 / DEGREE });
    expect(home.items[0]).toMatchObject({
      days: [{ date: third }],
      distanceMetres: 0,
      site: { address: '1 High Street' },
    });
    expect(home.items[0]?.site.standsAt).toBeUndefined();
    expect((await timesOf(unit, { service: 'covid', from: first, to: third })).length).toBe(9);
    const query = { service: 'covid', from: first, to: third };
    const { items } = await api.client.call(listTimes, { params: { siteId: unit.slug }, query });
    const standsOn = (day: string) => [
      ...new Set(items.filter(({ start }) => start.startsWith(day)).map(({ standsAt }) => standsAt)),
    ];
    expect([standsOn(second), standsOn(third)]).toEqual([
      [expect.stringMatching(/^Town hall, .+, [A-Z0-9 ]+$/)],
      [undefined],
    ]);
    const about = (on?: string) => api.client.call(getSite, { params: { siteId: unit.slug }, query: { on } });
    const nothing = { buses: [], hours: [], photos: [] };
    // At home there is a car park; nobody has said that there is one at the town hall.
    const noParking = { parking: false, parkingCost: null, blueBadgeBays: false };
    expect(await about(second)).toMatchObject({ standsAt: 'Town hall', ...nothing, facilities: noParking });
    for (const on of [third, undefined]) {
      const home = await about(on);
      expect(home).toMatchObject({ address: '1 High Street', facilities: { parking: true, parkingCost: 'free' } });
      expect(home.standsAt).toBeUndefined();
    }
  });
});

describe('what cannot be asked', () => {
  test.each([
    ['seven people', { attendees: 'flu,flu,flu,flu,flu,flu,flu' }, 'attendees party_size'],
    ['nobody', {}, 'attendees party_size'],
    ['an empty place in the list', { attendees: 'flu,,flu' }, 'attendees party_size'],
    ['a service and attendees', { service: 'flu', attendees: 'flu' }, 'attendees party_size'],
    ['an unknown service', { attendees: 'flu,nothing' }, 'attendees unknown_service'],
    ['an unknown one', { service: 'nothing' }, 'service unknown_service'],
    ['a radius of nothing', { service: 'flu', radius: 0 }, 'radius radius_range'],
    ['a radius beyond 100 km', { service: 'flu', radius: 101 }, 'radius radius_range'],
    ['an end in the past', { service: 'flu', to: '2020-01-01' }, 'to date_in_past'],
    ['more than twelve weeks', { service: 'flu', from: dateAhead(0), to: dateAhead(84) }, 'to range_long'],
  ])('%s', async (_, query: object, fault) => {
    const refused = await api.client
      .call(searchAvailability, { query: { ...HERE, ...query } as Search })
      .catch((error: unknown) => error);
    expect(isProblem(refused, 'invalid') && refused.problem.errors?.map(({ path, code }) => `${path} ${code}`)).toEqual(
      [fault],
    );
  });

  test('a service that is paused has no times, alone or in a party', async () => {
    const site = await aSite();
    await clinic(site, ['paused', 'flu']);
    expect(await timesOf(site, { service: 'paused' })).toEqual([]);
    expect(await timesOf(site, { attendees: 'flu,paused' })).toEqual([]);
    expect(await found({ attendees: 'flu,paused' })).toEqual([]);
  });
});

describe('memory', () => {
  const differing = (): Promise<number> => api.app.get(FollowSlots).compare();

  test('equals the database after everything that happened, and after reading it anew', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu', 'covid'], { capacity: 3 });
    await clinic(site, ['flu', 'rsv'], { capacity: 3 });
    await followed();
    const held = await hold(site, slots[0]?.start as string, ['flu', 'flu']);
    await api.client.call(confirmBooking, {
      idempotencyKey: randomUUID(),
      body: {
        holdId: held.holdId,
        token: held.token,
        people: [aPerson(), aPerson({ firstName: 'Bilal' })],
        contact: { email: 'a@example.com' },
      },
    });
    await database.owner.query('UPDATE slot SET service_ids = $2 WHERE id = $1', [slots[1]?.id, [service.get('rsv')]]);
    await database.owner.query(`UPDATE slot SET starts_at = starts_at + interval '3 minutes' WHERE id = $1`, [
      slots[2]?.id,
    ]);
    await followed();
    expect(await differing()).toBe(0);
    await api.app.get(FollowSlots).load();
    expect(await differing()).toBe(0);
  });

  test('is found to differ when a change was not heard of', async () => {
    const site = await aSite();
    const { slots, clinicId } = await clinic(site, ['flu'], { capacity: 3 });
    await followed();
    const unheard = async (sql: string, values: unknown[]): Promise<void> => {
      await database.owner.query('ALTER TABLE slot DISABLE TRIGGER USER');
      await database.owner.query(sql, values);
      await database.owner.query('ALTER TABLE slot ENABLE TRIGGER USER');
    };
    await unheard('UPDATE slot SET capacity = 2 WHERE id = ANY ($1)', [slots.slice(0, 2).map(({ id }) => id)]);
    await followed();
    expect(await differing()).toBe(2);
    await unheard('DELETE FROM slot WHERE clinic_id = $1', [clinicId]);
    expect(await differing()).toBe(3);
    await api.app.get(FollowSlots).load();
    expect(await differing()).toBe(0);
  });

  test('takes a whole series at once, and its end', async () => {
    const site = await aSite();
    const dates = Array.from({ length: 40 }, (_, n) => dateAhead(n + 5));
    await database.owner.query('BEGIN');
    for (const day of dates) await clinic(site, ['flu', 'covid'], { date: day, until: '13:00', slotMinutes: 4 });
    for (const day of dates) await clinic(site, ['flu'], { date: day, until: '10:00', slotMinutes: 4 });
    await database.owner.query('COMMIT');
    const { length } = await timesOf(site, { service: 'flu', from: dateAhead(5), to: dateAhead(44) });
    expect(length).toBe(40 * 60);
    expect(await differing()).toBe(0);
    await database.owner.query('DELETE FROM slot WHERE site_id = $1', [site.id]);
    expect(await timesOf(site, { service: 'flu', from: dateAhead(5), to: dateAhead(44) })).toEqual([]);
    expect(await differing()).toBe(0);
  });

  test('loses what is deleted', async () => {
    const site = await aSite();
    const { slots } = await clinic(site, ['flu'], { until: '09:20' });
    expect(await timesOf(site, { service: 'flu' })).toHaveLength(2);
    await database.owner.query('DELETE FROM slot WHERE id = $1', [slots[0]?.id]);
    expect(await timesOf(site, { service: 'flu' })).toEqual(['09:10/10 1']);
    expect(await differing()).toBe(0);
  });
});
