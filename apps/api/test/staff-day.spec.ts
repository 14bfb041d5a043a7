import { formatReference, parseReference } from '@fairslot/domain';
import { StaffWorld } from './staff-world';

jest.setTimeout(60_000);

// Monday 9 March 2026, 09:00 in Liverpool.
let world: StaffWorld;
let desk: string;
let deskId: number;
let region: string;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T09:00:00Z');
  deskId = await world.addStaff('desk@example.org', [['front_desk', 'site', 'harbour']]);
  await world.addStaff('region@example.org', [['region_administrator', 'region']]);
  desk = await world.tokenOf('desk@example.org');
  region = await world.tokenOf('region@example.org');
});
afterAll(() => world?.close());

const act = (reference: string, verb: string, token = desk, body?: unknown) =>
  world.call('POST', `/staff/bookings/${reference}/${verb}`, token, body ?? {});
const day = (query = '', token = desk) => world.call('GET', `/staff/sites/harbour/day${query}`, token);
const search = (q: string, token = region, more = '') =>
  world.call('GET', `/staff/bookings?q=${encodeURIComponent(q)}${more}`, token);
const stored = async (reference: string) =>
  (
    await world.rows<{ status: string; outcome: string | null; version: number; taken: number }>(
      'SELECT b.status, b.outcome, b.version, s.taken FROM booking b LEFT JOIN slot s ON s.id = b.slot_id WHERE reference = $1',
      [reference],
    )
  )[0];

describe('the day list', () => {
  const when = (time: string) => `2026-03-16T${time}:00Z`;

  beforeAll(async () => {
    const ten = await world.addSlot('harbour', when('10:00'), 5);
    const eleven = await world.addSlot('harbour', when('11:00'), 2);
    await world.addSlot('harbour', when('12:00'), 7, 'closed');
    await world.addSlot('harbour', '2026-03-17T00:00:00Z', 9);
    await world.addSlot('meadow', when('10:00'), 9);
    const at = { site: 'harbour', startsAt: when('10:00'), slotId: ten };
    await world.addBooking({
      ...at,
      firstName: 'Zoe',
      lastName: 'abara',
      nhsNumber: '9990000123',
      dateOfBirth: '1990-03-16',
    });
    await world.addBooking({ ...at, firstName: 'Amy', lastName: 'Abara', dateOfBirth: '1990-03-17', service: 'flu' });
    await world.addBooking({ ...at, lastName: 'Held', status: 'held' });
    await world.addBooking({ ...at, slotId: eleven, startsAt: when('11:00'), lastName: 'Came', status: 'checked_in' });
    await world.addBooking({ ...at, slotId: eleven, startsAt: when('11:00'), lastName: 'Done', status: 'completed' });
    await world.addBooking({ site: 'harbour', startsAt: when('09:00'), lastName: 'Missed', status: 'did_not_attend' });
    await world.addBooking({ site: 'harbour', startsAt: when('09:00'), lastName: 'Cancelled', status: 'cancelled' });
    await world.addBooking({ site: 'harbour', startsAt: '2026-03-17T00:00:00Z', lastName: 'Tomorrow' });
    await world.addBooking({ site: 'harbour', startsAt: '2026-03-15T23:59:00Z', lastName: 'Yesterday' });
    await world.addBooking({ site: 'meadow', startsAt: when('10:00'), lastName: 'Elsewhere' });
  });

  test('has the bookings of that local date at that site by time and then by name, with what a desk needs', async () => {
    const { status, body } = await day('?date=2026-03-16');
    expect(status).toBe(200);
    expect(body.date).toBe('2026-03-16');
    expect(body.site).toEqual({ id: 'harbour', name: 'harbour health centre' });
    expect(body.items.map((row: { lastName: string }) => row.lastName)).toEqual([
      'Missed',
      'Abara',
      'abara',
      'Came',
      'Done',
    ]);
    expect(body.items[2]).toEqual({
      reference: expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/),
      status: 'booked',
      outcome: null,
      version: 1,
      start: '2026-03-16T10:00:00+00:00',
      lengthMinutes: 10,
      site: { id: 'harbour', name: 'harbour health centre' },
      service: { id: 'blood-test', name: 'blood-test', outcomeWord: 'seen' },
      firstName: 'Zoe',
      lastName: 'abara',
      dateOfBirth: '1990-03-16',
      age: 36,
      nhsNumber: '9990000123',
      help: [],
      detailsToCheck: false,
      possibleDuplicate: false,
      hadElsewhere: null,
      source: 'online',
      stranded: false,
      reason: null,
      dose: null,
      phoneEnd: null,
    });
    expect(body.items[1]).toMatchObject({
      age: 35,
      nhsNumber: null,
      detailsToCheck: true,
      service: { outcomeWord: 'vaccinated' },
    });
    expect(body.items[4]).toMatchObject({ status: 'completed', outcome: 'given' });
  });

  test('counts people by how far they came, and the places still free in open slots', async () => {
    const { body } = await day('?date=2026-03-16');
    // Ten o'clock: 5 places, 2 booked and 1 held. Eleven: 2 places, both taken. Noon is closed.
    expect(body.summary).toEqual({
      booked: 5,
      arrived: 1,
      done: 1,
      notGiven: 0,
      walkIns: 0,
      didNotAttend: 1,
      free: 2,
    });
  });

  test('is today when no date is given, and may be empty', async () => {
    const { body } = await day();
    expect(body).toMatchObject({
      date: '2026-03-09',
      items: [],
      summary: { booked: 0, arrived: 0, done: 0, notGiven: 0, walkIns: 0, didNotAttend: 0, free: 0 },
    });
  });

  test('a day of 23 hours and a day of 25 begin and end at local midnight', async () => {
    for (const [startsAt, lastName] of [
      ['2026-10-24T23:00:00Z', 'First'],
      ['2026-10-25T00:30:00Z', 'Summer'],
      ['2026-10-25T01:30:00Z', 'Winter'],
      ['2026-10-25T23:59:00Z', 'Last'],
      ['2026-10-26T00:00:00Z', 'After'],
      ['2026-10-24T22:59:00Z', 'Before'],
    ] as const)
      await world.addBooking({ site: 'harbour', startsAt, lastName });
    const { body } = await day('?date=2026-10-25');
    expect(
      body.items.map((row: { lastName: string; start: string }) => `${row.lastName} ${row.start.slice(11)}`),
    ).toEqual(['First 00:00:00+01:00', 'Summer 01:30:00+01:00', 'Winter 01:30:00+00:00', 'Last 23:59:00+00:00']);
  });

  test('refuses a date that does not exist', async () => {
    const { status, body } = await day('?date=2026-02-30');
    expect([status, body.errors[0]?.code]).toEqual([400, 'date_not_real']);
  });
});

describe('what a desk records', () => {
  const today = '2026-03-09T15:00:00Z';
  const booked = async (more: object = {}) =>
    world.addBooking({ site: 'harbour', startsAt: today, slotId: await world.addSlot('harbour', today), ...more });

  test('check-in, complete and two undos go through the states, keep the place and stand in the audit', async () => {
    const reference = await booked();
    const steps = [
      ['check-in', { status: 'checked_in', outcome: null, version: 2 }],
      ['complete', { status: 'completed', outcome: 'given', version: 3 }],
      ['undo', { status: 'checked_in', outcome: null, version: 4 }],
      ['undo', { status: 'booked', outcome: null, version: 5 }],
      ['did-not-attend', { status: 'did_not_attend', outcome: null, version: 6 }],
      ['undo', { status: 'booked', outcome: null, version: 7 }],
    ] as const;
    for (const [verb, expected] of steps) {
      const answer = await act(reference, verb);
      expect([verb, answer.status]).toEqual([verb, 200]);
      expect(answer.body).toMatchObject({ reference: formatReference(reference), ...expected });
      expect(await stored(reference)).toEqual({ ...expected, taken: 1 });
    }
    expect((await act(reference, 'undo')).body.code).toBe('wrong_state');
    const audited = await world.rows(
      `SELECT a.actor, a.action, a.details, s.slug, a.request_id IS NOT NULL AS known
       FROM audit a JOIN booking b ON b.id = a.booking_id JOIN site s ON s.id = a.site_id WHERE b.reference = $1 ORDER BY a.id`,
      [reference],
    );
    const row = (action: string, from: string, to: string) => ({
      actor: `staff:${deskId}`,
      action,
      details: { from, to },
      slug: 'harbour',
      known: true,
    });
    expect(audited).toEqual([
      row('booking.checked_in', 'booked', 'checked_in'),
      row('booking.completed', 'checked_in', 'completed'),
      row('booking.undone', 'completed', 'checked_in'),
      row('booking.undone', 'checked_in', 'booked'),
      row('booking.did_not_attend', 'booked', 'did_not_attend'),
      row('booking.undone', 'did_not_attend', 'booked'),
    ]);
  });

  test.each([
    ['booked', ['complete', 'undo']],
    ['checked_in', ['check-in', 'did-not-attend']],
    ['completed', ['check-in', 'complete', 'did-not-attend']],
    ['did_not_attend', ['check-in', 'complete', 'did-not-attend']],
    ['cancelled', ['check-in', 'complete', 'did-not-attend', 'undo']],
  ])('from %s nothing else may happen, and nothing is written', async (status, verbs) => {
    const reference = await booked({ status });
    const before = await stored(reference);
    for (const verb of verbs) {
      const answer = await act(reference, verb);
      expect([verb, answer.status, answer.body.code]).toEqual([verb, 409, 'wrong_state']);
    }
    expect(await stored(reference)).toEqual(before);
    expect(
      await world.rows('SELECT 1 FROM audit a JOIN booking b ON b.id = a.booking_id WHERE b.reference = $1', [
        reference,
      ]),
    ).toEqual([]);
  });

  test('a version that is out of date is refused, the current one is accepted', async () => {
    const reference = await booked();
    expect((await act(reference, 'check-in', desk, { version: 2 })).body.code).toBe('wrong_state');
    expect((await act(reference, 'check-in', desk, { version: 1 })).body.version).toBe(2);
  });

  test('of twelve desks that press at once, one wins and the others are told so', async () => {
    for (let round = 0; round < 5; round += 1) {
      const reference = await booked();
      const answers = await Promise.all(Array.from({ length: 12 }, () => act(reference, 'check-in')));
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, ...Array<number>(11).fill(409)]);
      expect(answers.filter(({ status }) => status === 409).every(({ body }) => body.code === 'wrong_state')).toBe(
        true,
      );
      expect(await stored(reference)).toMatchObject({ status: 'checked_in', version: 2 });
      expect(
        await world.rows(`SELECT 1 FROM audit a JOIN booking b ON b.id = a.booking_id WHERE b.reference = $1`, [
          reference,
        ]),
      ).toHaveLength(1);
    }
  });

  test('of one desk that says arrived and another that says did not come, one wins', async () => {
    for (let round = 0; round < 8; round += 1) {
      const reference = await booked();
      const answers = await Promise.all([act(reference, 'check-in'), act(reference, 'did-not-attend')]);
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
      const winner = answers.find(({ status }) => status === 200);
      expect((await stored(reference))?.status).toBe(winner?.body.status);
    }
  });

  test('a desk that saw the booking before another changed it writes nothing', async () => {
    const reference = await booked();
    // The other desk's change is written but not yet committed while ours reads.
    await world.rows('BEGIN');
    await world.rows(`UPDATE booking SET status = 'checked_in', version = version + 1 WHERE reference = $1`, [
      reference,
    ]);
    const ours = act(reference, 'did-not-attend');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await world.rows('COMMIT');
    expect((await ours).body.code).toBe('wrong_state');
    expect(await stored(reference)).toMatchObject({ status: 'checked_in', version: 2 });
  });

  test('the reference may be typed with a dash, in lower case and with o for 0', async () => {
    const reference = await booked();
    const typed = formatReference(reference).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await act(encodeURIComponent(typed), 'check-in')).body.reference).toBe(formatReference(reference));
  });

  test('nobody arrives on another day; local midnight decides', async () => {
    const early = await world.addBooking({ site: 'harbour', startsAt: '2026-06-02T23:30:00Z' });
    await world.advance((Date.parse('2026-06-02T22:59:00Z') - Date.parse('2026-03-09T09:05:00Z')) / 1000);
    const [desk2, region2] = [await world.tokenOf('desk@example.org'), await world.tokenOf('region@example.org')];
    desk = desk2;
    region = region2;
    // 23:54 or so on 2 June; the appointment is at 00:30 on 3 June, local time.
    const refused = await act(early, 'check-in');
    expect([refused.status, refused.body.code]).toEqual([409, 'wrong_state']);
    expect((await act(early, 'did-not-attend')).status).toBe(409);
    await world.advance(600);
    expect((await act(early, 'check-in')).status).toBe(200);
    await world.advance(86_400);
    desk = await world.tokenOf('desk@example.org');
    region = await world.tokenOf('region@example.org');
    expect((await act(early, 'undo')).status).toBe(409);
    expect((await act(early, 'complete')).status).toBe(200);
    const missed = await world.addBooking({ site: 'harbour', startsAt: '2026-06-01T10:00:00Z' });
    expect((await act(missed, 'check-in')).status).toBe(409);
    expect((await act(missed, 'did-not-attend')).status).toBe(200);
  });
});

describe('search', () => {
  const found = async (q: string, token = region, more = '') =>
    ((await search(q, token, more)).body.items as { firstName: string; lastName: string }[]).map(
      ({ firstName, lastName }) => `${firstName} ${lastName}`,
    );
  let reference: string;

  beforeAll(async () => {
    const at = { site: 'harbour', startsAt: '2026-08-03T10:00:00Z' };
    reference = await world.addBooking({
      ...at,
      firstName: 'Mary Ann',
      lastName: "O'Brien-Nkemelu",
      dateOfBirth: '1931-07-09',
      nhsNumber: '9990000778',
      mobile: '+447700900123',
    });
    await world.addBooking({
      ...at,
      site: 'island',
      startsAt: '2026-08-01T10:00:00Z',
      firstName: 'Nkem',
      lastName: 'Marsh',
      mobile: '+447700900123',
    });
    await world.addBooking({ ...at, firstName: '100%', lastName: 'Wild_Card' });
    await world.addBooking({ ...at, firstName: 'Held', lastName: 'Marshes', status: 'held' });
    await world.addBooking({ ...at, firstName: 'Gone', lastName: 'Marshmore', status: 'cancelled' });
    await world.addBooking({ ...at, startsAt: '2026-06-01T10:00:00Z', firstName: 'Past', lastName: 'Marshall' });
    await world.addBooking({ ...at, startsAt: '2026-05-01T10:00:00Z', firstName: 'Older', lastName: 'Marshall' });
  });

  test('by reference, however it is typed', async () => {
    for (const typed of [reference, formatReference(reference), ` ${formatReference(reference).toLowerCase()} `])
      expect(await found(typed)).toEqual(["Mary Ann O'Brien-Nkemelu"]);
  });

  test('by NHS number and by mobile number', async () => {
    expect(await found('999 000 0778')).toEqual(["Mary Ann O'Brien-Nkemelu"]);
    expect(await found('07700 900 123')).toEqual(['Nkem Marsh', "Mary Ann O'Brien-Nkemelu"]);
    expect(await found('+447700900123')).toHaveLength(2);
    expect(await found('07700 900 124')).toEqual([]);
  });

  test('by date of birth, alone or behind a name', async () => {
    for (const typed of ['9/7/1931', '09 07 1931', '1931-07-09', '9 July 1931', "o'brien 9.7.1931", 'Mary, 1931-07-09'])
      expect(await found(typed)).toEqual(["Mary Ann O'Brien-Nkemelu"]);
    for (const typed of ['8/7/1931', 'marsh 9/7/1931']) expect(await found(typed)).toEqual([]);
  });

  test('by the start of either name, or of both in either order', async () => {
    for (const typed of [
      'mary',
      'MARY ANN',
      "o'b",
      "mary o'brien",
      "O'Brien, Mary",
      "mary ann o'brien-nk",
      "o'brien mary ann",
    ])
      expect([typed, await found(typed)]).toEqual([typed, ["Mary Ann O'Brien-Nkemelu"]]);
    expect(await found('ann')).toEqual([]);
    expect(await found("mary o'brown")).toEqual([]);
  });

  test('takes % and _ as they are', async () => {
    expect(await found('100%')).toEqual(['100% Wild_Card']);
    expect(await found('wild_')).toEqual(['100% Wild_Card']);
    expect(await found('%%')).toEqual([]);
    expect(await found('__')).toEqual([]);
    expect(await found('\\%')).toEqual([]);
  });

  test('leaves out holds, keeps cancelled ones, and puts what is still to come first', async () => {
    expect(await found('marsh')).toEqual(['Nkem Marsh', 'Gone Marshmore', 'Past Marshall', 'Older Marshall']);
  });

  test('sees the sites of the caller, or the one asked for', async () => {
    expect(await found('nkem', desk)).toEqual([]);
    expect(await found('marsh', desk)).toEqual(['Gone Marshmore', 'Past Marshall', 'Older Marshall']);
    expect(await found('marsh', region, '&siteId=island')).toEqual(['Nkem Marsh']);
    expect((await search('marsh', desk, '&siteId=island')).status).toBe(404);
    expect((await search('marsh', region, '&siteId=nowhere')).status).toBe(404);
  });

  test('a text that could be a reference is still found as a name', async () => {
    expect(parseReference('Castellano').ok).toBe(true);
    await world.addBooking({
      site: 'harbour',
      startsAt: '2026-08-03T10:00:00Z',
      firstName: 'Chance',
      lastName: 'Castellano',
    });
    expect(await found('Castellano')).toEqual(['Chance Castellano']);
  });

  test('shows fifty at most and says how many there are', async () => {
    for (let n = 0; n < 53; n += 1)
      await world.addBooking({ site: 'harbour', startsAt: '2026-08-04T10:00:00Z', lastName: `Crowd${n}` });
    const { body } = await search('crowd');
    expect(body.items).toHaveLength(50);
    expect(body.total).toBe(53);
  });

  test('needs two characters', async () => {
    expect((await search(' m ')).status).toBe(400);
    expect((await world.call('GET', '/staff/bookings', region)).status).toBe(400);
  });

  test('is noted for each site whose records were shown, without what was typed', async () => {
    await world.rows(`SELECT 1`);
    const [{ last }] = (await world.rows<{ last: number }>('SELECT max(id)::int AS last FROM audit')) as [
      { last: number },
    ];
    await search('marsh');
    await search('nobody has this name');
    const noted = await world.rows(
      `SELECT a.action, s.slug, a.details FROM audit a JOIN site s ON s.id = a.site_id WHERE a.id > $1 ORDER BY a.id`,
      [last],
    );
    expect(noted).toEqual([
      { action: 'bookings.searched', slug: 'island', details: { count: 1, sites: 4 } },
      { action: 'bookings.searched', slug: 'harbour', details: { count: 3, sites: 4 } },
      { action: 'bookings.searched', slug: 'harbour', details: { count: 0, sites: 4 } },
    ]);
  });
});
