import type { Campaign, Cohort, PlaceSites, RegionOverview } from '@fairslot/contract';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { CoordinatorWorld, HEADINGS, rules, SMALL, type Who } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const PEOPLE = 8;
let cohortId = '';

const overview = async (who: Who = 'author', placeId = 'northtown') => {
  const { body } = await coordinators.call<RegionOverview>(who, 'GET', '/staff/reports/region?serviceId=flu');
  return body.places.find((place) => place.placeId === placeId) as RegionOverview['places'][number];
};
const sites = async (who: Who, placeId = 'northtown') =>
  (await coordinators.call<PlaceSites>(who, 'GET', `/staff/reports/region/sites?serviceId=flu&placeId=${placeId}`)).body
    .items;

beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
  const people = Array.from(
    { length: PEOPLE },
    (_, n) => `Ada,Of${'abcdefgh'[n]},02/03/1950,,L24 8QB,${n}@example.com,,,`,
  );
  await coordinators.importPeople([HEADINGS, ...people].join('\n'));
  const cohort = await coordinators.post<Cohort>('author', '/staff/cohorts', {
    name: 'Everybody',
    rules: rules([{ kind: 'age', from: 65 }]),
  });
  cohortId = cohort.body.id;
  const { body } = await coordinators.post<Campaign>('author', '/staff/campaigns', {
    ...SMALL,
    serviceId: 'flu',
    perDay: 5,
    cohortId,
  });
  await coordinators.post('author', `/staff/campaigns/${body.id}/release`);
}, 120_000);
afterAll(() => coordinators?.close());

describe('the overview of the region', () => {
  test('counts whom running campaigns still hope for: neither who declined, nor who booked, nor who has died', async () => {
    expect((await overview()).toBook).toBe(PEOPLE);
    await world.get(ReleaseWaves).run();
    expect((await overview()).toBook).toBe(PEOPLE);
    const first = (n: number) => `(SELECT id FROM invitation ORDER BY id OFFSET ${n} LIMIT 1)`;
    const person = (n: number) => `(SELECT person_id FROM invitation ORDER BY id OFFSET ${n} LIMIT 1)`;
    await world.rows(
      `UPDATE invitation SET declined_at = app_now(), decline_reason = 'do_not_want' WHERE id = ${first(0)}`,
    );
    await world.addBooking({ site: 'harbour', service: 'flu', startsAt: '2026-11-04T10:00:00Z' });
    await world.rows(`UPDATE booking SET person_id = ${person(1)} WHERE id = (SELECT max(id) FROM booking)`);
    await world.rows(`UPDATE person_profile SET deceased_on = '2026-11-01' WHERE person_id = ${person(2)}`);
    expect((await overview()).toBook).toBe(PEOPLE - 3);
  });

  test('counts each of them once, whichever running campaigns they are in', async () => {
    const second = await coordinators.post<Campaign>('author', '/staff/campaigns', {
      ...SMALL,
      name: 'The same people',
      serviceId: 'flu',
      cohortId,
    });
    await coordinators.post('author', `/staff/campaigns/${second.body.id}/release`);
    // Three are to be invited by either.
    expect((await overview()).toBook).toBe(PEOPLE - 3);
    // Invited so long ago that the second would ask them too; who declined then is asked anew.
    await world.rows(`UPDATE invitation SET created_at = created_at - interval '15 days'`);
    expect((await overview()).toBook).toBe(PEOPLE - 2);
    await world.rows(`UPDATE invitation SET created_at = created_at + interval '15 days'`);
    await coordinators.post('author', `/staff/campaigns/${second.body.id}/stop`, { name: 'The same people' });
  });

  test('says where times run out, and takes no week between two clinics for it', async () => {
    // Today is Monday 2 November; the fourteenth day is a Sunday.
    await world.addSlot('harbour', '2026-11-06T10:00:00Z', 2);
    expect(await overview()).toMatchObject({ runsOutOn: '2026-11-07' });
    await world.addSlot('harbour', '2026-11-13T10:00:00Z', 2);
    expect(await overview()).toMatchObject({ runsOutOn: '2026-11-14' });
    await world.addSlot('harbour', '2026-11-20T10:00:00Z', 2);
    const { runsOutOn, free } = await overview();
    expect({ runsOutOn, free }).toEqual({ runsOutOn: null, free: [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 2, 0, 0] });
  });
});

test('a service that is paused at a site has no free times there, on any page, until the pause ends', async () => {
  const pause = (begins: string, ends: string | null) =>
    world.rows(
      `INSERT INTO service_pause (site_id, service_id, from_date, until_date, begins_at, ends_at, created_at)
       VALUES ($1, $2, $3::timestamptz::date, CASE WHEN $4::timestamptz IS NOT NULL THEN $3::timestamptz::date END, $3, $4, app_now())`,
      [world.site.get('harbour'), world.service.get('flu'), begins, ends],
    );
  const free = async () => [
    (await overview()).free.reduce((sum, one) => sum + one, 0),
    (await sites('author')).find(({ siteId }) => siteId === 'harbour')?.free,
  ];
  expect(await free()).toEqual([4, 4]);
  await pause('2026-11-06T00:00:00Z', '2026-11-07T00:00:00Z');
  expect(await free()).toEqual([2, 2]);
  await pause('2026-11-10T00:00:00Z', null);
  expect(await free()).toEqual([0, 0]);
  await world.rows('UPDATE service_pause SET ended_at = app_now()');
  expect(await free()).toEqual([4, 4]);
  await world.rows('DELETE FROM service_pause');
});

describe('the sites of a Place', () => {
  beforeAll(async () => {
    const past =
      (status: string, more = '') =>
      async () => {
        await world.addBooking({ site: 'meadow', service: 'flu', startsAt: '2026-10-30T10:00:00Z', status });
        if (more) await world.rows(`UPDATE booking SET ${more} WHERE id = (SELECT max(id) FROM booking)`);
      };
    for (let n = 0; n < 6; n += 1) await past('completed')();
    for (let n = 0; n < 2; n += 1) await past('did_not_attend')();
    for (let n = 0; n < 2; n += 1) await past('completed', `source = 'walk_in'`)();
    await world.addSlot('meadow', '2026-11-05T10:00:00Z', 4);
    await world.rows(`UPDATE slot SET taken = 1 WHERE starts_at = '2026-11-05T10:00:00Z'`);
    await world.rows(`UPDATE service SET draws_stock = true WHERE slug = 'flu'`);
    await world.get(ServiceCatalogue).load();
    await world.rows(
      `INSERT INTO batch (site_id, service_id, product, number, doses, in_use, created_by, created_at)
       SELECT $1, $2, 'P', 'N', 40, true, min(id), app_now() FROM staff_user`,
      [world.site.get('meadow'), world.service.get('flu')],
    );
    for (const [from, services] of [
      ['2026-11-10', null],
      ['2026-11-11', [world.service.get('blood-test')]],
      ['2026-12-10', null],
    ])
      await world.rows(
        `INSERT INTO closure (site_id, from_date, until_date, reason, service_ids, created_at) VALUES ($1, $2, $2, 'Fire drill', $3, app_now())`,
        [world.site.get('meadow'), from, services],
      );
    await world.rows(
      `INSERT INTO audit (at, actor, action, site_id, request_id, details) VALUES ('2026-11-01T09:00:00Z', 'staff:1', 'clinic.created', $1, 'r', '{}')`,
      [world.site.get('meadow')],
    );
  });

  test('stand with what can be booked, who came, their stock, their closures and when anybody was at work', async () => {
    const [harbour, meadow] = await sites('author');
    expect(harbour).toMatchObject({ siteId: 'harbour', stock: null, lastActive: null, closures: [], walkIns: 0 });
    expect(meadow).toEqual({
      siteId: 'meadow',
      name: 'meadow health centre',
      capacity: 4,
      taken: 1,
      free: 3,
      walkIns: 2,
      didNotCome: 20,
      // Eight given in a week.
      stock: { doses: 40, days: 35 },
      lastActive: '2026-11-01T09:00:00+00:00',
      closures: [{ from: '2026-11-10', until: '2026-11-10', reason: 'Fire drill' }],
    });
  });

  test('add up to what the Place has free', async () => {
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
    expect(sum((await sites('author')).map(({ free }) => free))).toBe(sum((await overview()).free));
  });

  test('tell an analyst no small figure, nobody a site that is not theirs, and an unknown Place has none', async () => {
    expect((await sites('analyst'))[1]).toMatchObject({ taken: null, walkIns: null, didNotCome: null, free: 3 });
    expect(await sites('northtown', 'southtown')).toEqual([]);
    expect(await sites('author', 'nowhere')).toEqual([]);
  });
});
