import type {
  Campaign,
  Cohort,
  CohortCount,
  CohortRule,
  pasteNumberList,
  ResponseOf,
  RuleDryRun,
  ServiceRule,
} from '@fairslot/contract';
import { testNhsNumbers } from '@fairslot/testing';
import { CohortSql, Values } from '../src/cohorts/cohort-sql.queries';
import { Keys } from '../src/platform/crypto/keys';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { born, CoordinatorWorld, HEADINGS, NUMBERS, row, rules, SMALL } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const post: CoordinatorWorld['post'] = (...asked) => coordinators.post(...asked);
const call: CoordinatorWorld['call'] = (...asked) => coordinators.call(...asked);
const counted: CoordinatorWorld['counted'] = (sql) => coordinators.counted(sql);

beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
  await coordinators.importPeople();
}, 120_000);
afterAll(() => coordinators?.close());

describe('a cohort', () => {
  test('is counted rule by rule, and split by how people can be reached', async () => {
    const { body } = await post<CohortCount>('author', '/staff/cohorts/count', {
      rules: rules(
        [
          { kind: 'age', from: 65 },
          { kind: 'place', places: ['northtown'] },
        ],
        {
          leaveOut: [{ kind: 'flag', flags: ['carer'] }],
        },
      ),
    });
    expect(body.region).toBe(200);
    expect(body.steps).toEqual([
      { part: 'include', index: 0, taken: 50, left: 150 },
      { part: 'include', index: 1, taken: 0, left: 150 },
      { part: 'leaveOut', index: 0, taken: 15, left: 135 },
    ]);
    expect(body.total).toBe(135);
    expect(body.contact).toEqual({ mobile: 0, email: 135, letter: 0, none: 0 });
    expect(body.byPlace).toEqual([{ key: 'northtown', name: 'northtown', people: 135 }]);
    for (const split of [body.byDeprivation, body.byLanguage, body.byAge])
      expect(split.reduce((sum, { people }) => sum + people, 0)).toBe(135);
  });

  test('shows examples by their groups alone, and the ages of counting', async () => {
    const asked = { rules: rules([{ kind: 'age', from: 65 }]) };
    const { body } = await post<{ items: Record<string, unknown>[] }>('author', '/staff/cohorts/examples', asked);
    expect(body.items).toHaveLength(10);
    expect(JSON.stringify(body)).not.toMatch(/Ada|Okafor|L24|@|19[34]\d/);
    const { body: counted } = await post<CohortCount>('author', '/staff/cohorts/count', asked);
    const bands = counted.byAge.map(({ key }) => key);
    for (const { age, place, contact } of body.items)
      expect([bands.includes(String(age)), place, contact]).toEqual([true, 'northtown', 'email']);
  });

  test('says of one person which rule decided', async () => {
    const explain = (n: number) =>
      post<object>('author', '/staff/cohorts/explain', {
        rules: rules([{ kind: 'age', from: 65 }]),
        nhsNumber: NUMBERS[n],
      });
    expect((await explain(1)).body).toEqual({ isKnown: true, isIn: true, decidedBy: null });
    expect((await explain(199)).body).toEqual({ isKnown: true, isIn: false, decidedBy: { part: 'include', index: 0 } });
  });

  test('an age is reached on the birthday, on 1 March by those born on 29 February', async () => {
    await post('author', '/staff/people/imports', {
      name: 'leap',
      csv: [HEADINGS, 'Leap,Year,29/02/1960,,L24 8QB,,,,'].join('\n'),
    });
    const on = async (date: string): Promise<number> =>
      (
        await post<CohortCount>('author', '/staff/cohorts/count', {
          rules: rules([{ kind: 'age', from: 66, below: 67, on: date }]),
        })
      ).body.total;
    expect([await on('2026-02-28'), await on('2026-03-01'), await on('2027-02-28'), await on('2027-03-01')]).toEqual([
      0, 1, 1, 0,
    ]);
    await world.rows(`UPDATE person_profile SET deceased_on = '2026-01-01' WHERE date_of_birth = '1960-02-29'`);
  });

  test('finds who was invited and has not answered, and who missed an appointment, by number and by name', async () => {
    const who = (n: number) =>
      `(SELECT f.person_id FROM person_profile f JOIN person p ON p.id = f.person_id WHERE p.first_name = 'Ada${n}')`;
    await world.rows(
      `WITH a AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'x', app_now()) RETURNING id)
       INSERT INTO invitation (audience_id, person_id, service_id, token_hash, expires_at, created_at)
       SELECT a.id, f.person_id, $1, sha256(f.person_id::text::bytea), app_now() + interval '30 days', app_now() - interval '10 days'
       FROM a, person_profile f JOIN person p ON p.id = f.person_id WHERE p.first_name IN ('Ada1', 'Ada2', 'Ada3', 'Ada4', 'Ada5')`,
      [world.service.get('flu')],
    );
    const booked = async (n: number, key: 'person_key' | 'name_key', startsAt: string, status: string) => {
      await world.addBooking({ site: 'harbour', service: 'flu', startsAt, status });
      await world.rows(
        `UPDATE booking SET person_key = (SELECT ${key} FROM person_profile WHERE person_id = ${who(n)}) WHERE id = (SELECT max(id) FROM booking)`,
      );
    };
    // Two has booked, three said no, four had a dose elsewhere; fifteen missed one, six long ago.
    await booked(2, 'person_key', '2026-11-20T10:00:00Z', 'booked');
    await world.rows(
      `UPDATE invitation SET declined_at = app_now(), decline_reason = 'not_now' WHERE person_id = ${who(3)}`,
    );
    await post('author', '/staff/people/doses/imports', {
      name: 'doses',
      csv: ['NHS number,Date of birth,Vaccine,Date given', `${NUMBERS[4]},${born(4)},flu,01/11/2026`].join('\n'),
    });
    await booked(15, 'name_key', '2026-10-28T10:00:00Z', 'did_not_attend');
    await booked(6, 'person_key', '2026-06-28T10:00:00Z', 'did_not_attend');
    const total = async (kind: string, withinDays: number) =>
      (
        await post<CohortCount>('author', '/staff/cohorts/count', {
          rules: rules([{ kind, service: 'flu', withinDays }]),
        })
      ).body.total;
    expect([await total('invited', 30), await total('silent', 30), await total('silent', 9)]).toEqual([5, 2, 0]);
    expect([await total('missed', 30), await total('missed', 365)]).toEqual([1, 2]);
    // And the other way round.
    const { body } = await post<CohortCount>('author', '/staff/cohorts/count', {
      rules: rules([{ kind: 'invited', service: 'flu', withinDays: 30 }], {
        leaveOut: [{ kind: 'silent', service: 'flu', withinDays: 30 }],
      }),
    });
    expect(body.total).toBe(3);
  });

  test('a Place that is not the caller’s is refused by its path', async () => {
    const { body } = await post('northtown', '/staff/cohorts/count', {
      rules: rules([{ kind: 'place', places: ['southtown'] }]),
    });
    expect(body.errors).toMatchObject([{ path: 'rules.include.0.places', code: 'unknown_place' }]);
  });
});

type Pasted = ResponseOf<typeof pasteNumberList>;

describe('a pasted list of NHS numbers', () => {
  const paste = async (numbers: string, more: object = {}, who: 'author' | 'northtown' | 'desk' = 'author') =>
    post<Pasted>(who, '/staff/people/number-lists', { name: 'Outreach', numbers, ...more });
  const spaced = (n: number) => NUMBERS[n]?.replace(/(...)(...)(....)/, '$1 $2 $3') as string;

  test('is tried first: what is wrong, unknown or there twice is told by row, and nothing is kept', async () => {
    const unknown = testNhsNumbers(300)[299] as string;
    const text = `NHS number\n${spaced(1)}\n${NUMBERS[2]},${NUMBERS[3]}\n${unknown}\n12345\n${NUMBERS[1]}`;
    const { status, body } = await paste(text, { check: true });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: '', people: 3, rows: 6, wrong: 1, unknown: 1, twice: 1 });
    expect(body.faults).toEqual([
      { row: 4, found: unknown, code: 'person_unknown' },
      { row: 5, found: '12345', code: 'nhs_number_wrong' },
      { row: 6, found: NUMBERS[1], code: 'row_twice' },
    ]);
    expect(await counted('number_list')).toBe(0);
    expect((await paste('Ann Ng', { check: true })).body.errors).toMatchObject([{ code: 'numbers_missing' }]);
    expect((await paste(`${NUMBERS[1]},`.repeat(20_001))).body.errors).toMatchObject([{ code: 'numbers_many' }]);
  });

  test('is kept as keyed hashes alone, counts as a rule, and says of one person whether it has them', async () => {
    const { body } = await paste([1, 2, 199].map(spaced).join('\n'));
    expect(body).toMatchObject({ name: 'Outreach', people: 3, by: 'author@example.org' });
    const [entry] = await world.rows<{ text: string }>(
      `SELECT string_agg(row_to_json(e)::text || row_to_json(l)::text, '') AS text FROM number_list_entry e JOIN number_list l ON l.id = e.list_id`,
    );
    expect(entry?.text).not.toMatch(/999000/);
    const { body: listed } = await call<{ items: object[] }>('author', 'GET', '/staff/people/number-lists');
    expect(listed.items).toEqual([{ id: body.id, name: 'Outreach', people: 3, by: body.by, at: body.at }]);
    const asked = {
      rules: rules([
        { kind: 'list', lists: [body.id] },
        { kind: 'age', from: 65 },
      ]),
    };
    expect((await post<CohortCount>('author', '/staff/cohorts/count', asked)).body.steps).toEqual([
      { part: 'include', index: 0, taken: 197, left: 3 },
      { part: 'include', index: 1, taken: 1, left: 2 },
    ]);
    const explain = async (n: number) =>
      (await post<object>('author', '/staff/cohorts/explain', { ...asked, nhsNumber: NUMBERS[n] })).body;
    expect(await explain(1)).toMatchObject({ isIn: true });
    expect(await explain(3)).toMatchObject({ isIn: false, decidedBy: { part: 'include', index: 0 } });
    const log = await world.rows<{ text: string }>(
      `SELECT a.details::text AS text FROM audit a WHERE a.action = 'cohort.numbers_pasted' ORDER BY a.id`,
    );
    expect(log.at(-1)?.text).not.toMatch(/999/);
  });

  test('knows people of the caller’s Places alone, is never changed, and is no list of somebody else’s making', async () => {
    expect((await paste(NUMBERS.slice(0, 2).join(), {}, 'desk')).status).toBe(404);
    const far = testNhsNumbers(300)[298] as string;
    await coordinators.importPeople([HEADINGS, `Far,Away,01/01/1950,${far},L1 1AA,,,,`].join('\n'));
    expect((await paste(`${far} ${NUMBERS[1]}`, { check: true }, 'northtown')).body).toMatchObject({
      people: 1,
      unknown: 1,
    });
    expect((await paste(`${far} ${NUMBERS[1]}`, { check: true })).body).toMatchObject({ people: 2, unknown: 0 });
    await world.rows(`UPDATE person_profile SET deceased_on = '2026-01-01' WHERE nhs_number_bi = $1`, [
      world.get(Keys).blindIndex('nhs_number', far),
    ]);
    const { body } = await post('author', '/staff/cohorts/count', {
      rules: rules([{ kind: 'list', lists: ['nonsense'] }]),
    });
    expect(body.errors).toMatchObject([{ path: 'rules.include.0.lists', code: 'unknown_value' }]);
  });

  test('forgets who is erased', async () => {
    await coordinators.importPeople(
      [HEADINGS, row(1).replace(NUMBERS[1] as string, testNhsNumbers(300)[297] as string)].join('\n'),
    );
    const gone = testNhsNumbers(300)[297] as string;
    await paste(`${gone} ${NUMBERS[2]}`);
    const entries = () => counted('number_list_entry e WHERE e.list_id = (SELECT max(id) FROM number_list)');
    expect(await entries()).toBe(2);
    await world.rows(`SELECT erase_people(ARRAY(SELECT person_id FROM person_profile WHERE nhs_number_bi = $1))`, [
      world.get(Keys).blindIndex('nhs_number', gone),
    ]);
    expect(await entries()).toBe(1);
  });
});

describe('every rule about what became of people', () => {
  const TODAY = '2026-11-02';
  const ago = (days: number): string => new Date(Date.UTC(2026, 10, 2) - days * 86_400_000).toISOString().slice(0, 10);
  const localDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
  /** The same numbers in every run. */
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * below);
  };
  const oneOf = <T>(all: readonly T[]): T => all[random(all.length)] as T;
  const chance = (percent: number): boolean => random(100) < percent;

  interface Facts {
    birth: string;
    outcode: string | null;
    given: Set<string>;
    coming: boolean;
    missed: string[];
    invited: { at: number; declined: boolean } | null;
    stop: Set<'sms' | 'email'>;
    lists: Set<string>;
  }
  const everybody = new Map<string, Facts>();
  const nameOf = (n: number): string => `Ada${n}`;
  const lists: string[] = [];
  let campaign = '';

  beforeAll(async () => {
    const terms = [
      { dose: 1, minimumAge: { months: 12 * 85 } },
      { dose: 2, afterPrevious: { days: 28 }, withinPrevious: { days: 90 } },
      { dose: 3, afterPrevious: { days: 10 } },
    ];
    await world.rows(`UPDATE service SET doses = $1 WHERE slug = 'blood-test'`, [JSON.stringify(terms)]);
    await world.get(ServiceCatalogue).load();
    const old = testNhsNumbers(296).slice(200);
    const cohort = await post<Cohort>('author', '/staff/cohorts', { name: 'all', rules: rules([]) });
    const made = await post<Campaign>('author', '/staff/campaigns', { ...SMALL, cohortId: cohort.body.id });
    campaign = made.body.id;
    for (let n = 0; n < NUMBERS.length; n += 1) everybody.set(nameOf(n), await livedBy(n, old[n]));
    for (const which of ['a', 'b']) {
      const on = [...everybody].flatMap(([, { lists: of }], n) =>
        of.has(which) ? [(n % 2 && old[n]) || NUMBERS[n]] : [],
      );
      const { body } = await post<Pasted>('author', '/staff/people/number-lists', { name: which, numbers: on.join() });
      lists.push(body.id);
    }
  }, 120_000);

  /** What happened to one of them, written down and remembered. */
  async function livedBy(n: number, old: string | undefined): Promise<Facts> {
    const [day, month, year] = born(n).split('/') as [string, string, string];
    const facts: Facts = {
      birth: `${year}-${month}-${day}`,
      outcode: oneOf(['L24', 'L1', 'CH45', null]),
      given: new Set(),
      coming: false,
      missed: [],
      invited: null,
      stop: new Set(),
      lists: new Set(['a', 'b'].filter(() => chance(30))),
    };
    const me = `(SELECT f.person_id FROM person_profile f JOIN person p ON p.id = f.person_id WHERE p.first_name = '${nameOf(n)}' AND f.nhs_number_bi = $1)`;
    const number = world.get(Keys).blindIndex('nhs_number', NUMBERS[n] as string);
    const mine = (sql: string, ...values: unknown[]) => world.rows(sql.replaceAll('ME', me), [number, ...values]);
    const booked = async (startsAt: string, status: string): Promise<void> => {
      await world.addBooking({ site: 'harbour', service: 'blood-test', startsAt, status });
      const outcome = status === 'completed' ? `, outcome = 'given'` : '';
      // The others share name, date of birth and postcode with somebody, and a booking by these is of both.
      const keys = n >= 10 && n < 140 ? ['person_key', 'name_key'] : ['person_key'];
      const whose = oneOf([
        'person_id = ME',
        ...keys.map((key) => `person_key = (SELECT ${key} FROM person_profile WHERE person_id = ME)`),
      ]);
      await mine(`UPDATE booking SET ${whose}${outcome} WHERE id = (SELECT max(id) FROM booking)`);
    };
    await mine('UPDATE person_profile SET outcode = $2 WHERE person_id = ME', facts.outcode);
    for (let dose = oneOf([0, 0, 1, 1, 1, 2, 2, 3]); dose > 0; dose -= 1) {
      const startsAt = `${ago(oneOf([0, 1, 9, 10, 11, 27, 28, 29, 89, 90, 91, 200]))}T${oneOf(['09:00', '23:30'])}:00Z`;
      const on = localDay.format(new Date(startsAt));
      if (on > TODAY) continue;
      facts.given.add(on);
      if (chance(60)) await booked(startsAt, 'completed');
      else
        await mine(
          `INSERT INTO dose_elsewhere (person_id, person_key, name_key, service_id, given_on, import_id)
           SELECT person_id, person_key, name_key, $2, $3, (SELECT max(id) FROM dose_import) FROM person_profile WHERE person_id = ME ON CONFLICT DO NOTHING`,
          world.service.get('blood-test'),
          on,
        );
    }
    if (chance(15)) {
      facts.coming = true;
      await booked('2026-11-20T10:00:00Z', 'booked');
    }
    if (chance(15)) {
      const days = oneOf([3, 29, 31, 200]);
      facts.missed.push(ago(days));
      await booked(`${ago(days)}T12:00:00Z`, 'did_not_attend');
    }
    if (chance(50)) {
      facts.invited = { at: oneOf([0, 29, 31]), declined: chance(25) };
      await mine(
        `INSERT INTO invitation (audience_id, person_id, service_id, token_hash, expires_at, created_at, declined_at, decline_reason)
         SELECT (SELECT audience_id FROM campaign ORDER BY id DESC LIMIT 1), ME, $2, sha256($3::bytea), app_now() + interval '30 days', app_now() - make_interval(days => $4),
           CASE WHEN $5 THEN app_now() END, CASE WHEN $5 THEN 'not_now' END`,
        world.service.get('blood-test'),
        `random ${n}`,
        facts.invited.at,
        facts.invited.declined,
      );
    }
    await mine('UPDATE person_contact SET mobile_bi = sha256($2::bytea) WHERE person_id = ME', `mobile ${n}`);
    for (const channel of ['sms', 'email'] as const) {
      if (!chance(10)) continue;
      facts.stop.add(channel);
      const column = channel === 'sms' ? 'mobile_bi' : 'email_bi';
      await mine(
        `INSERT INTO opt_out (channel, recipient_bi, at) SELECT $2, ${column}, app_now() FROM person_contact WHERE person_id = ME`,
        channel,
      );
    }
    if (old)
      await mine(
        'INSERT INTO superseded_number (nhs_number_bi, person_id, noted_at) VALUES ($2, ME, app_now())',
        world.get(Keys).blindIndex('nhs_number', old),
      );
    return facts;
  }

  /** The rules once more, in plain words of the language. */
  function holds(rule: CohortRule, facts: Facts): boolean {
    const { given, coming, missed, invited } = facts;
    const after =
      (days: number) =>
      (on: string): boolean =>
        on > ago(days);
    switch (rule.kind) {
      case 'age': {
        const reached = (years: number): boolean =>
          `${Number(facts.birth.slice(0, 4)) + years}${facts.birth.slice(4)}` <= TODAY;
        return (rule.from === undefined || reached(rule.from)) && (rule.below === undefined || !reached(rule.below));
      }
      case 'outcode':
        return facts.outcode !== null && rule.outcodes.includes(facts.outcode);
      case 'optedOut':
        return rule.channels.some((channel) => facts.stop.has(channel));
      case 'list':
        return rule.lists.some((list) => facts.lists.has(list === lists[0] ? 'a' : 'b'));
      case 'due': {
        if (rule.dose === 1) return given.size === 0 && Number(facts.birth.slice(0, 4)) + 85 <= 2026;
        const [earliest, latest] = rule.dose === 2 ? [28, 90] : [10, 100_000];
        const last = [...given].sort().at(-1);
        return (
          given.size === rule.dose - 1 &&
          last !== undefined &&
          last <= ago(earliest) &&
          last >= (latest > 1000 ? '' : ago(latest))
        );
      }
      case 'had':
        return [...given].some((on) => rule.since === undefined || on >= rule.since);
      case 'booked':
        return coming;
      case 'missed':
        return missed.some(after(rule.withinDays));
      case 'invited':
        return invited !== null && invited.at < rule.withinDays;
      case 'silent':
        return (
          invited !== null &&
          invited.at < rule.withinDays &&
          !invited.declined &&
          !coming &&
          ![...given].some(after(rule.withinDays))
        );
      case 'notResponded':
        return invited !== null && !invited.declined && !coming && ![...given].some((on) => on >= TODAY);
      default:
        throw new Error(`${rule.kind} is not of these`);
    }
  }

  const service = 'blood-test';
  const asked = (): CohortRule[] => [
    { kind: 'outcode', outcodes: ['L24'] },
    { kind: 'outcode', outcodes: ['L1', 'CH45'] },
    { kind: 'optedOut', channels: ['sms'] },
    { kind: 'optedOut', channels: ['email'] },
    { kind: 'optedOut', channels: ['sms', 'email'] },
    { kind: 'list', lists: lists.slice(0, 1) },
    { kind: 'list', lists },
    { kind: 'due', service, dose: 1 },
    { kind: 'due', service, dose: 2 },
    { kind: 'due', service, dose: 3 },
    { kind: 'had', service },
    { kind: 'booked', service },
    { kind: 'missed', service, withinDays: 30 },
    { kind: 'missed', service, withinDays: 365 },
    { kind: 'invited', service, withinDays: 30 },
    { kind: 'silent', service, withinDays: 30 },
    { kind: 'silent', service, withinDays: 365 },
    { kind: 'notResponded', campaign },
    { kind: 'age', from: 80 },
    { kind: 'age', from: 78, below: 84 },
  ];
  const named = async (text: string, values: unknown[]): Promise<string[]> =>
    (await world.rows<{ name: string }>(text, values)).map(({ name }) => name);
  const placesOf = () => [...world.place].map(([slug, id]) => ({ id, slug, name: slug }));

  test.each(['as a set', 'one by one'] as const)(
    'selects %s whom plain reckoning selects, and some of both',
    async (found) => {
      for (const rule of asked()) {
        const values = new Values();
        const [condition] = world
          .get(CohortSql)
          .conditions(rules([rule]) as never, placesOf() as never, TODAY, values, found);
        const selected = await named(
          `SELECT n.first_name AS name FROM person_profile p JOIN person n ON n.id = p.person_id WHERE n.first_name = ANY ($${values.list.length + 1}) AND p.nhs_number_bi = ANY ($${values.list.length + 2}) AND ${condition?.holds}`,
          [...values.list, [...everybody.keys()], NUMBERS.map((one) => world.get(Keys).blindIndex('nhs_number', one))],
        );
        const expected = [...everybody].flatMap(([name, facts]) => (holds(rule, facts) ? [name] : []));
        const isWrong = [...everybody].filter(([name, facts]) => holds(rule, facts) !== selected.includes(name));
        expect([rule, isWrong]).toEqual([rule, []]);
        expect(expected.length).toBeGreaterThan(0);
        expect(expected.length).toBeLessThan(everybody.size);
      }
    },
  );

  test('several of them together are counted so, and explained so of each', async () => {
    for (let n = 0; n < 12; n += 1) {
      const [include, leaveOut, doNotContact] = [[oneOf(asked()), oneOf(asked())], [oneOf(asked())], [oneOf(asked())]];
      const of = { rules: { include, leaveOut, doNotContact } };
      const { body } = await post<CohortCount>('author', '/staff/cohorts/count', of);
      const isIn = (facts: Facts): boolean =>
        include.every((rule) => holds(rule, facts)) &&
        ![...leaveOut, ...doNotContact].some((rule) => holds(rule, facts));
      expect([of, body.total]).toEqual([of, [...everybody.values()].filter(isIn).length]);
      const who = random(NUMBERS.length);
      const { body: told } = await post<{ isIn: boolean }>('author', '/staff/cohorts/explain', {
        ...of,
        nhsNumber: NUMBERS[who],
      });
      expect([of, told.isIn]).toEqual([of, isIn(everybody.get(nameOf(who)) as Facts)]);
    }
  });

  test('a dose that the service does not have, and a campaign that is not there, are refused by their path', async () => {
    const count = (rule: object) => post('author', '/staff/cohorts/count', { rules: rules([rule]) });
    expect((await count({ kind: 'due', service, dose: 4 })).body.errors).toMatchObject([
      { path: 'rules.include.0.dose', code: 'dose_unknown' },
    ]);
    expect((await count({ kind: 'notResponded', campaign: 'x' })).body.errors).toMatchObject([
      { code: 'unknown_value' },
    ]);
  });
});

describe('the rule of a service', () => {
  const path = '/staff/services/flu/rule';
  const all = { id: 'all', label: 'Everybody', conditions: [] };
  const old = { id: 'old', label: '65 and over', conditions: [{ kind: 'age', from: 65 }] };

  test('is tried on everybody first: whom it would include, and who would be told something else', async () => {
    const { body } = await post<RuleDryRun>('region', `${path}/dry-run`, { groups: [old] });
    const of = (outcome: string) => body.outcomes.find((one) => one.outcome === outcome);
    const alive = await counted('person_profile WHERE deceased_on IS NULL');
    const over65 = await counted(`person_profile WHERE deceased_on IS NULL AND date_of_birth <= '1961-11-02'`);
    expect(body.people).toBe(alive);
    expect(of('eligible')).toEqual({ outcome: 'eligible', before: alive, after: over65 });
    expect(body.changes.reduce((sum, { people }) => sum + people, 0)).toBe(alive - over65);
    for (const when of ['before', 'after'] as const) {
      expect(body.outcomes.reduce((sum, one) => sum + one[when], 0)).toBe(alive);
      expect(body.byAge.reduce((sum, one) => sum + one[when], 0)).toBe(of('eligible')?.[when]);
    }
    expect((await call<ServiceRule>('region', 'GET', path)).body.groups).toMatchObject([{ id: 'all', conditions: [] }]);
  });

  test('is saved as the next version, by one person at a time, and a version never changes', async () => {
    const { version } = (await call<ServiceRule>('region', 'GET', path)).body;
    const saved = await post<ServiceRule>('region', path, { groups: [old, all], version });
    expect(saved.body).toMatchObject({ version: version + 1, groups: [old, all] });
    expect(saved.body.versions[0]).toMatchObject({
      version: version + 1,
      by: 'region@example.org',
      groups: [old, all],
    });
    expect((await post('region', path, { groups: [all], version })).body.code).toBe('wrong_state');
    await expect(world.rows(`UPDATE service_rule_version SET rule = '{}'`)).rejects.toThrow('never changes');
    expect((await call('author', 'GET', path)).status).toBe(404);
  });

  test('names only Places and questions that are there, and ages in their order', async () => {
    const place = { kind: 'place', places: ['Nowhere'] };
    const wrong = { id: 'x', label: 'X', conditions: [place, { kind: 'flag', flag: 'brave' }] };
    const { body } = await post('region', `${path}/dry-run`, {
      groups: [wrong, { ...all, id: 'kept', conditions: null }],
    });
    expect(body.errors).toMatchObject([
      { path: 'groups.0.conditions.0.places', code: 'unknown_place' },
      { path: 'groups.0.conditions.1.flag', code: 'unknown_value' },
      { path: 'groups.1.id', code: 'unknown_value' },
    ]);
    const ages = { ...old, conditions: [{ kind: 'age', from: 70, below: 60 }] };
    expect((await post('region', path, { groups: [ages], version: 1 })).body.errors).toMatchObject([
      { code: 'age_order' },
    ]);
  });
});
