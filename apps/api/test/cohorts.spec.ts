import type { CohortCount, RuleDryRun, ServiceRule } from '@fairslot/contract';
import { born, CoordinatorWorld, HEADINGS, NUMBERS, rules } from './coordinator-world';
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
