import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

let world: StaffWorld;
let lead: string;
let leadId: number;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z');
  leadId = await world.addStaff('lead@example.org', [['clinic_lead', 'site', 'harbour']]);
  lead = await world.tokenOf('lead@example.org');
});
afterAll(() => world?.close());

const usual = { date: '2026-03-20', from: '09:00', until: '12:00', slotMinutes: 30, capacity: 4, serviceIds: ['flu'] };
const create = (more: object) => world.call('POST', '/staff/sites/harbour/clinics', lead, { ...usual, ...more });
const slotsOn = (date: string) =>
  world.rows<{
    id: number;
    at: string;
    minutes: number;
    capacity: number;
    taken: number;
    status: string;
    service_ids: number[];
  }>(
    `SELECT s.id, to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') AS at, s.minutes, s.capacity, s.taken, s.status, s.service_ids
     FROM slot s JOIN clinic c ON c.id = s.clinic_id WHERE c.date = $1 ORDER BY s.id`,
    [date],
  );

test('a clinic is opened with its slots in the order of their starts', async () => {
  const { status, body } = await create({
    serviceIds: ['flu', 'blood-test', 'flu'],
    breaks: [{ from: '10:00', until: '10:30' }],
  });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.stringMatching(/^[\w-]{22}$/),
    date: '2026-03-20',
    from: '09:00',
    until: '12:00',
    slotMinutes: 30,
    capacity: 4,
    serviceIds: ['blood-test', 'flu'],
    breaks: [{ from: '10:00', until: '10:30' }],
    dailyCap: null,
    heldBack: null,
    openTo: 'everyone',
    options: [],
    location: null,
    status: 'open',
    seriesId: null,
    ownChanges: [],
    pausedUntil: null,
    slots: 5,
    places: 20,
    taken: 0,
    version: 1,
    effect: expect.objectContaining({ clinicsAdded: 1, slotsAfter: 5, placesAfter: 20, freeAfter: 20, bookings: 0 }),
  });
  const slots = await slotsOn('2026-03-20');
  expect(slots.map(({ at }) => at.slice(11))).toEqual(['09:00Z', '09:30Z', '10:30Z', '11:00Z', '11:30Z']);
  const serviceIds = [...world.service.values()].sort((a, b) => a - b);
  for (const slot of slots)
    expect(slot).toMatchObject({ minutes: 30, capacity: 4, taken: 0, status: 'open', service_ids: serviceIds });
  const [clinic] = await world.rows(
    'SELECT site_id, starts, ends, service_ids, breaks, status FROM clinic WHERE date = $1',
    ['2026-03-20'],
  );
  expect(clinic).toEqual({
    site_id: world.site.get('harbour'),
    starts: '09:00:00',
    ends: '12:00:00',
    service_ids: serviceIds,
    breaks: [{ from: '10:00', until: '10:30' }],
    status: 'open',
  });
});

test('its slots are on sale at once, and stand in the day list as free', async () => {
  await create({ date: '2026-04-01' });
  const [{ events }] = (await world.rows<{ events: number }>(
    `SELECT count(*)::int AS events FROM slot_event e JOIN slot s ON s.id = e.slot_id JOIN clinic c ON c.id = s.clinic_id WHERE c.date = '2026-04-01'`,
  )) as [{ events: number }];
  expect(events).toBe(6);
  expect((await world.call('GET', '/staff/sites/harbour/day?date=2026-04-01', lead)).body.summary.free).toBe(24);
});

test('on the night the clocks go forward, times that are skipped have no slot', async () => {
  const { body } = await create({ date: '2026-03-29', from: '00:00', until: '04:00' });
  expect(body.slots).toBe(6);
  expect((await slotsOn('2026-03-29')).map(({ at }) => at)).toEqual([
    '2026-03-29T00:00Z',
    '2026-03-29T00:30Z',
    '2026-03-29T01:00Z',
    '2026-03-29T01:30Z',
    '2026-03-29T02:00Z',
    '2026-03-29T02:30Z',
  ]);
  expect((await create({ date: '2026-03-29', from: '01:00', until: '02:00' })).body.errors).toMatchObject([
    { path: 'until', code: 'no_slots' },
  ]);
});

test('on the night the clocks go back, times that happen twice have two slots', async () => {
  const { body } = await create({ date: '2026-10-25', from: '00:00', until: '04:00' });
  expect(body.slots).toBe(10);
  expect((await slotsOn('2026-10-25')).map(({ at }) => at)).toEqual([
    '2026-10-24T23:00Z',
    '2026-10-24T23:30Z',
    '2026-10-25T00:00Z',
    '2026-10-25T00:30Z',
    '2026-10-25T01:00Z',
    '2026-10-25T01:30Z',
    '2026-10-25T02:00Z',
    '2026-10-25T02:30Z',
    '2026-10-25T03:00Z',
    '2026-10-25T03:30Z',
  ]);
});

test('a clinic may last until the end of the day', async () => {
  expect((await create({ date: '2026-04-02', from: '23:00', until: '24:00' })).body).toMatchObject({
    slots: 2,
    until: '24:00',
  });
  expect((await slotsOn('2026-04-02')).map(({ at }) => at)).toEqual(['2026-04-02T22:00Z', '2026-04-02T22:30Z']);
});

test.each([
  ['a date in the past', { date: '2026-03-08' }, [['date', 'date_in_past']]],
  ['a date that does not exist', { date: '2026-02-29' }, [['date', 'date_not_real']]],
  ['an end before the start', { from: '12:00', until: '09:00' }, [['until', 'range_order']]],
  ['a start at the end of the day', { from: '24:00', until: '24:00' }, [['from', 'time_not_real']]],
  ['a time that is none', { from: '9:00' }, [['from', 'time_not_real']]],
  ['no room for one slot', { from: '09:00', until: '09:29' }, [['until', 'no_slots']]],
  [
    'a break outside',
    {
      breaks: [
        { from: '08:30', until: '09:30' },
        { from: '11:00', until: '12:30' },
      ],
    },
    [
      ['breaks.0.from', 'break_outside'],
      ['breaks.1.until', 'break_outside'],
    ],
  ],
  ['nobody seen', { capacity: 0 }, [['capacity', 'capacity_range']]],
  ['more than a hall holds', { capacity: 100 }, [['capacity', 'capacity_range']]],
  ['slots of no length', { slotMinutes: 0 }, [['slotMinutes', 'slot_range']]],
  ['slots of more than an hour', { slotMinutes: 61 }, [['slotMinutes', 'slot_range']]],
  ['no service', { serviceIds: [] }, [['serviceIds', 'required']]],
  [
    'unknown services',
    { serviceIds: ['flu', 'tea', 'toast'] },
    [
      ['serviceIds.1', 'unknown_service'],
      ['serviceIds.2', 'unknown_service'],
    ],
  ],
  [
    'several faults, all in one answer',
    { date: '2026-03-08', until: '08:00', serviceIds: ['tea'] },
    [
      ['date', 'date_in_past'],
      ['serviceIds.0', 'unknown_service'],
      ['until', 'range_order'],
    ],
  ],
])('%s is refused and nothing is written', async (_, more, expected) => {
  const count = async () =>
    (
      await world.rows<{ n: number }>(
        'SELECT (SELECT count(*) FROM clinic)::int + (SELECT count(*) FROM slot)::int AS n',
      )
    )[0]?.n;
  const before = await count();
  const { status, body } = await create(more);
  expect(status).toBe(400);
  expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual(expected);
  expect(await count()).toBe(before);
});

test('the limits themselves are allowed', async () => {
  expect(
    (await create({ date: '2026-03-09', from: '00:00', until: '24:00', slotMinutes: 1, capacity: 99 })).body.slots,
  ).toBe(1440);
  expect((await create({ date: '2026-04-03', slotMinutes: 60, capacity: 1 })).body.slots).toBe(3);
});

test('the same clinic twice is refused, also when both are sent together and the services are named in another order', async () => {
  const twice = await Promise.all([
    create({ date: '2026-04-06', serviceIds: ['flu', 'blood-test'] }),
    create({ date: '2026-04-06', serviceIds: ['blood-test', 'flu'] }),
  ]);
  expect(twice.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
  expect(twice.find(({ status }) => status === 409)?.body.code).toBe('clinic_overlap');
  expect(await slotsOn('2026-04-06')).toHaveLength(6);
  expect((await create({ date: '2026-04-06', serviceIds: ['flu'] })).status).toBe(201);
});

test('who opened it stands in the audit', async () => {
  await create({ date: '2026-04-07' });
  const [noted] = await world.rows(
    `SELECT a.actor, a.action, s.slug, a.details FROM audit a JOIN site s ON s.id = a.site_id WHERE a.details->>'date' = '2026-04-07'`,
  );
  expect(noted).toEqual({
    actor: `staff:${leadId}`,
    action: 'clinic.created',
    slug: 'harbour',
    details: {
      clinic: expect.any(Number),
      date: '2026-04-07',
      from: '09:00',
      until: '12:00',
      slotMinutes: 30,
      slots: 6,
      capacity: 4,
      serviceIds: [world.service.get('flu')],
      breaks: [],
      dailyCap: null,
      heldBack: null,
      openTo: null,
      options: [],
      rescued: 0,
    },
  });
});
