import type { listDuplicates, PeopleImport, ResponseOf } from '@fairslot/contract';
import { testNhsNumbers } from '@fairslot/testing';
import { Keys } from '../src/platform/crypto/keys';
import { CoordinatorWorld, HEADINGS, LIST, NUMBERS, row, rules } from './coordinator-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const post: CoordinatorWorld['post'] = (...asked) => coordinators.post(...asked);
const counted: CoordinatorWorld['counted'] = (sql) => coordinators.counted(sql);

beforeAll(async () => {
  coordinators = await CoordinatorWorld.open();
  world = coordinators.staff;
}, 120_000);
afterAll(() => coordinators?.close());

describe('a list of people', () => {
  test('is tried first: faults are told by row and column, and nothing is written', async () => {
    const csv = [HEADINGS, row(0), 'Bo,,03/14/1952,123,L24 8QB,bo@,en,9,brave', row(0)].join('\n');
    const { status, body } = await post<PeopleImport>('author', '/staff/people/imports', {
      name: 'try',
      csv,
      check: true,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'checked',
      rows: 3,
      good: 1,
      bad: 2,
      columns: { last_name: 'surname', nhs_number: 'nhs_no.' },
    });
    expect(body.faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      '3 last_name last_name_missing',
      '3 flags unknown_value',
      '3 date_of_birth date_not_real',
      '3 nhs_number nhs_number_wrong',
      '3 email email_wrong',
      '3 deprivation_fifth unknown_value',
      '4 nhs_number row_twice',
    ]);
    expect(body.faults[2]?.found).toBe('03/14/1952');
    expect(await counted('person_profile')).toBe(0);
  });

  test('a heading that means something else is left out when that is said', async () => {
    const csv = ['first name,surname,dob,postcode,phone', 'Bo,Ng,1950-01-01,L24 8QB,0151 496 0000'].join('\n');
    const check = (columns: object) =>
      post<PeopleImport>('author', '/staff/people/imports', { name: 'x', csv, columns, check: true });
    expect((await check({})).body.faults.map(({ code }) => code)).toEqual(['mobile_wrong']);
    expect((await check({ mobile: '' })).body).toMatchObject({ good: 1, bad: 0 });
  });

  test('twins without numbers cannot be told apart: the second is not taken for the first', async () => {
    const twin = (name: string) => `${name},Twin,1950-01-01,,L24 8QB,,,,`;
    const csv = [HEADINGS, twin('Ann'), twin('Amy'), twin('ann')].join('\n');
    const { status, body } = await post<PeopleImport>('author', '/staff/people/imports', { name: 'twins', csv });
    expect(status).toBe(201);
    expect(body.faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      '3 nhs_number person_unclear',
      '4 last_name row_twice',
    ]);
    expect(body).toMatchObject({ added: 1, bad: 2 });
    await post('author', `/staff/people/imports/${body.id}/undo`);
  });

  test('good rows are taken without the bad ones, and taking them again changes nothing', async () => {
    const csv = `${LIST}\nBo,,1952-03-14,,L24 8QB,,,,`;
    const first = await post<PeopleImport>('author', '/staff/people/imports', { name: 'GP list', csv });
    expect(first.body).toMatchObject({
      state: 'imported',
      rows: 201,
      good: 200,
      bad: 1,
      added: 200,
      changed: 0,
      same: 0,
      mayUndo: true,
    });
    // What was wrong is still known when somebody comes back for it: by kind, and nothing that stood in the file.
    const [kept] = (await coordinators.call<{ items: object[] }>('author', 'GET', '/staff/people/imports')).body.items;
    expect(kept).toMatchObject({
      name: 'GP list',
      faultGroups: [{ column: 'last_name', code: 'last_name_missing', rows: 1 }],
    });
    const again = await post<PeopleImport>('author', '/staff/people/imports', { name: 'GP list', csv });
    expect(again.body).toMatchObject({ added: 0, changed: 0, same: 200 });
    const moved = await post<PeopleImport>('author', '/staff/people/imports', {
      name: 'one moved',
      csv: [HEADINGS, row(3).replace('person3@', 'new3@')].join('\n'),
    });
    expect(moved.body).toMatchObject({ added: 0, changed: 1, same: 0 });
    expect(await counted('person_profile')).toBe(200);
  });

  test('a row that says what is known is passed over by its hash, which goes when the person is changed in another way', async () => {
    const again = async () =>
      (
        await post<PeopleImport>('author', '/staff/people/imports', {
          name: 'again',
          csv: [HEADINGS, row(5)].join('\n'),
        })
      ).body;
    const moved = (outcode: string) =>
      world.rows(
        `UPDATE person_profile p SET outcode = '${outcode}' FROM person n WHERE n.id = p.person_id AND n.first_name = 'Ada5'`,
      );
    await again();
    expect(await again()).toMatchObject({ changed: 0, same: 1 });
    await moved('L1');
    expect(await again()).toMatchObject({ changed: 1, same: 0 });
    // What is not told to anybody is not seen: the row itself is not looked at.
    await world.rows('ALTER TABLE person_profile DISABLE TRIGGER person_profile_said');
    await moved('L1');
    expect(await again()).toMatchObject({ changed: 0, same: 1 });
    await world.rows('ALTER TABLE person_profile ENABLE TRIGGER person_profile_said');
    await moved('L2');
    expect(await again()).toMatchObject({ changed: 1, same: 0 });
  });

  test('a person of a list points to a person, a Place and an import that are there, and none of them goes before', async () => {
    const refused = async (sql: string): Promise<unknown> =>
      world.rows(sql).then(
        () => 'taken',
        (error: { code?: string }) => error.code,
      );
    expect(await refused('UPDATE person_profile SET place_id = 999')).toBe('23503');
    expect(await refused('UPDATE person_profile SET import_id = 999')).toBe('23503');
    expect(await refused('UPDATE person_profile SET superseded_by = 999999999')).toBe('23503');
    // Close together, far apart, and one that is lost among those that are there.
    expect(await refused('UPDATE person_contact SET person_id = person_id + 1000000')).toBe('23503');
    expect(await refused('UPDATE person_contact SET person_id = person_id * 1000000')).toBe('23503');
    const last = '(SELECT max(id) FROM person)';
    for (const lost of [`${last} + 1`, `${last} + 100000000`])
      expect(
        await refused(
          `UPDATE person_contact SET person_id = CASE person_id WHEN (SELECT max(person_id) FROM person_contact) THEN ${lost} ELSE person_id END`,
        ),
      ).toBe('23503');
    expect(await refused('DELETE FROM people_import')).toBe('23503');
    expect(await refused('DELETE FROM person WHERE id IN (SELECT person_id FROM person_profile)')).toBe('23503');
    // By nothing else than that they took the place of somebody.
    await world.rows(
      `INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
       VALUES (gen_random_uuid(), 'Only', 'Superseding', '1950-01-01', sha256('superseding'), now())`,
    );
    const superseding = `(SELECT id FROM person WHERE last_name = 'Superseding')`;
    const listed = 'WHERE person_id = (SELECT min(person_id) FROM person_profile)';
    await world.rows(`UPDATE person_profile SET superseded_by = ${superseding} ${listed}`);
    expect(await refused(`DELETE FROM person WHERE id = ${superseding}`)).toBe('23503');
    await world.rows(`UPDATE person_profile SET superseded_by = NULL ${listed}`);
    expect(await refused(`DELETE FROM person WHERE id = ${superseding}`)).toBe('taken');
  });

  test('an import is undone within a day, and not after it', async () => {
    const csv = [HEADINGS, 'Undo,Me,1950-01-01,,L24 8QB,,,,'].join('\n');
    const made = await post<PeopleImport>('author', '/staff/people/imports', { name: 'wrong file', csv });
    const undone = await post<{ removed: number; kept: number }>(
      'author',
      `/staff/people/imports/${made.body.id}/undo`,
    );
    expect(undone.body).toEqual({ removed: 1, restored: 0, kept: 0 });
    expect((await post('author', `/staff/people/imports/${made.body.id}/undo`)).body.code).toBe('wrong_state');
    expect(await counted('person_profile')).toBe(200);
  });

  test('what an import changed is put back as it was when it is undone', async () => {
    const moved = LIST.split('\n')
      .slice(0, 3)
      .map((line) => line.replace('person0@example.com', 'elsewhere@example.com').replace('L24 8QB', 'L24 9ZZ'))
      .join('\n');
    const before = await world.rows(
      'SELECT p.*, n.row_key, n.postcode_ct, c.contact_ct FROM person_profile p JOIN person n ON n.id = p.person_id JOIN person_contact c USING (person_id) ORDER BY p.person_id LIMIT 3',
    );
    const made = await post<PeopleImport>('author', '/staff/people/imports', { name: 'moved', csv: moved });
    expect(made.body).toMatchObject({ added: 0, changed: 2, same: 0 });
    const undone = await post<{ restored: number }>('author', `/staff/people/imports/${made.body.id}/undo`);
    expect(undone.body).toEqual({ removed: 0, restored: 2, kept: 0 });
    const after = await world.rows(
      'SELECT p.*, n.row_key, n.postcode_ct, c.contact_ct FROM person_profile p JOIN person n ON n.id = p.person_id JOIN person_contact c USING (person_id) ORDER BY p.person_id LIMIT 3',
    );
    const plain = (rows: unknown[]) => rows.map((one) => ({ ...(one as object), changed_at: null }));
    expect(plain(after)).toEqual(plain(before));
  });

  test('a number that was replaced still finds its person, and whoever was listed under both is one', async () => {
    const [old, next, both] = testNhsNumbers(206).slice(203);
    const people = (headings: string, ...rows: string[]) =>
      ['Forename,Surname,DOB,NHS No.,Postcode', ...rows].join('\n').replace('NHS No.', headings);
    const take = async (csv: string) =>
      (await post<PeopleImport>('author', '/staff/people/imports', { name: 'numbers', csv })).body;
    const person = (number: string | undefined) =>
      world.rows<{ id: number }>(
        'SELECT person_id AS id FROM person_profile WHERE nhs_number_bi = $1 AND superseded_by IS NULL',
        [world.get(Keys).blindIndex('nhs_number', number ?? '')],
      );
    await take(people('NHS No.', `Ida,Frost,01/02/1950,${old},L24 8QB`));
    const [first] = await person(old);
    const changed = await take(people('NHS No.,Old NHS number', `Ida,Frost,01/02/1950,${next},${old},L24 8QB`));
    expect(changed).toMatchObject({ added: 0, changed: 1 });
    expect(await person(next)).toEqual([first]);
    expect(await take(people('NHS No.', `Ida,Frost,01/02/1950,${old},L24 8QB`))).toMatchObject({
      added: 0,
      changed: 0,
      same: 1,
    });
    await take(people('NHS No.', `Ida,Frost,01/02/1950,${both},L24 8QB`));
    await take(people('NHS No.,Old NHS number', `Ida,Frost,01/02/1950,${next},${both},L24 8QB`));
    expect(await person(both)).toEqual([]);
    await world.rows(`DELETE FROM superseded_number`);
    await world.rows(`DELETE FROM people_import_before`);
    await world.rows(`UPDATE person_profile SET superseded_by = NULL`);
    await world.rows(`DELETE FROM person_contact c USING person n WHERE n.id = c.person_id AND n.last_name = 'Frost'`);
    await world.rows(`DELETE FROM person_profile c USING person n WHERE n.id = c.person_id AND n.last_name = 'Frost'`);
  });

  test('headings matched once are matched again for the same list', async () => {
    const csv = 'Given,Family,Birthday,NHS No.,Postcode\nAda0,Okafor,01/03/1940,' + NUMBERS[0] + ',L24 8QB';
    const refused = await post<{ code: string }>('author', '/staff/people/imports', { name: 'odd', csv, check: true });
    expect(refused.body.code).toBe('invalid');
    const columns = { first_name: 'Given', last_name: 'Family', date_of_birth: 'Birthday' };
    const made = await post<PeopleImport>('author', '/staff/people/imports', { name: 'odd', csv, columns });
    await post('author', `/staff/people/imports/${made.body.id}/undo`);
    const again = await post<PeopleImport>('author', '/staff/people/imports', { name: 'odd', csv, check: true });
    expect(again.body).toMatchObject({ good: 1, columns: { first_name: 'given', last_name: 'family' } });
  });

  describe('whom an import brings and who may be on the lists already', () => {
    type Found = ResponseOf<typeof listDuplicates>;
    const [first, second, third, kept] = testNhsNumbers(214).slice(210) as [string, string, string, string];
    const row2 = (name: string, number: string, email: string) =>
      `${name},Mirror,05/06/1961,${number},L24 8QB,${email},en,,`;
    const take = async (...rows: string[]) =>
      (
        await post<PeopleImport>('author', '/staff/people/imports', {
          name: 'mirrors',
          csv: [HEADINGS, ...rows].join('\n'),
        })
      ).body;
    const found = async (importId: string, who: Parameters<CoordinatorWorld['call']>[0] = 'author') =>
      (await coordinators.call<Found>(who, 'GET', `/staff/people/imports/${importId}/duplicates`)).body;
    const decide = ({ one, other }: Found['items'][number], areSame: boolean) =>
      post<{ id: string }>('author', '/staff/people/duplicates', { oneId: one.id, otherId: other.id, areSame });
    const counting = async () =>
      (
        await post<{ total: number }>('author', '/staff/cohorts/count', {
          rules: rules([{ kind: 'age', from: 65, below: 66 }]),
        })
      ).body.total;
    const known = () =>
      world.rows(
        `SELECT p.person_id, p.superseded_by, (SELECT count(*)::integer FROM superseded_number s WHERE s.person_id = p.person_id) AS numbers,
           (SELECT array_agg(d.given_on::text) FROM dose_elsewhere d WHERE d.person_id = p.person_id) AS doses
         FROM person_profile p JOIN person n ON n.id = p.person_id WHERE n.last_name = 'Mirror' ORDER BY p.person_id`,
      );
    let before: string;
    let after: string;

    beforeAll(async () => {
      before = (await take(row2('Ann', first, 'ann@example.org'))).id;
      await post('author', '/staff/people/doses/imports', {
        name: 'doses',
        csv: `nhs_number,date_of_birth,service,given_on\n${first},05/06/1961,flu,01/10/2026`,
      });
      after = (
        await take(
          row2('Annie', second, 'annie@example.org'),
          row2('Amy', third, ''),
          `Bo,Mirror,05/06/1961,${kept},L24 8QB,,,,`,
        )
      ).id;
    });

    test('stand side by side, with what is told of each; nobody whose Place is not theirs sees them', async () => {
      const { items, total, name } = await found(after);
      expect([name, total]).toEqual(['mirrors', 3]);
      expect(items.map(({ one, other }) => [one.firstName, other.firstName].sort().join())).toEqual(
        expect.arrayContaining(['Ann,Annie', 'Amy,Ann', 'Amy,Annie']),
      );
      const { one, other } = items.find(
        (pair) => pair.one.firstName === 'Annie' && pair.other.firstName === 'Ann',
      ) as Found['items'][number];
      expect(one).toMatchObject({
        nhsNumber: second,
        dateOfBirth: '1961-06-05',
        postcode: 'L24 8QB',
        email: 'annie@example.org',
        place: 'northtown',
        broughtBy: 'mirrors',
      });
      expect(other).toMatchObject({ nhsNumber: first, email: 'ann@example.org' });
      expect((await found(before)).total).toBe(2);
      expect((await coordinators.call('desk', 'GET', `/staff/people/imports/${after}/duplicates`)).status).toBe(404);
      await world.rows(`UPDATE person_profile SET place_id = $1 WHERE nhs_number_bi = $2`, [
        world.place.get('southtown'),
        world.get(Keys).blindIndex('nhs_number', first),
      ]);
      expect((await found(after, 'northtown')).total).toBe(1);
      await world.rows(`UPDATE person_profile SET place_id = $1 WHERE nhs_number_bi = $2`, [
        world.place.get('northtown'),
        world.get(Keys).blindIndex('nhs_number', first),
      ]);
    });

    test('twins are both kept and shown no more; one person is counted once, keeps both numbers and the doses, and comes back', async () => {
      const pairOf = async (...names: string[]) =>
        (await found(after)).items.find(
          ({ one, other }) => names.includes(one.firstName) && names.includes(other.firstName),
        ) as Found['items'][number];
      expect((await decide(await pairOf('Amy', 'Ann'), false)).status).toBe(201);
      expect((await found(after)).total).toBe(2);
      const [people, asBefore] = [await counting(), await known()];
      const same = await pairOf('Ann', 'Annie');
      const { body } = await decide(same, true);
      expect(await counting()).toBe(people - 1);
      expect(await known()).toMatchObject([
        { numbers: 0, doses: null },
        { superseded_by: null, numbers: 1, doses: ['2026-10-01'] },
        {},
        {},
      ]);
      expect((await decide(same, true)).body.code).toBe('wrong_state');
      expect((await found(after)).decided).toMatchObject([
        { areSame: true, mayUndo: true, by: 'author@example.org' },
        { areSame: false },
      ]);
      // Lists that still carry the other number, or say the same again, change nothing of it.
      expect(await take(row2('Ann', first, 'ann@example.org'))).toMatchObject({ added: 0, changed: 0 });
      expect(await counting()).toBe(people - 1);
      const undo = () => post('author', `/staff/people/duplicates/${body.id}/undo`);
      expect((await undo()).status).toBe(204);
      expect(await known()).toEqual(asBefore);
      expect(await counting()).toBe(people);
      expect((await undo()).body.code).toBe('wrong_state');
      const again = await decide(await pairOf('Ann', 'Annie'), true);
      const decidedAgo = (hours: number) =>
        world.rows(
          'UPDATE duplicate_decision SET decided_at = app_now() - make_interval(hours => $1) WHERE undone_at IS NULL',
          [hours],
        );
      await decidedAgo(24);
      expect((await post('author', `/staff/people/duplicates/${again.body.id}/undo`)).body.code).toBe('wrong_state');
      await decidedAgo(23);
      expect((await post('author', `/staff/people/duplicates/${again.body.id}/undo`)).status).toBe(204);
    });

    test('is as free of it as before once the import is undone', async () => {
      const { body } = await post<{ removed: number }>('author', `/staff/people/imports/${after}/undo`);
      expect(body).toMatchObject({ removed: 3 });
      expect(await counted('duplicate_decision')).toBe(0);
      await world.rows('DELETE FROM dose_elsewhere');
      await post('author', `/staff/people/imports/${before}/undo`);
    });
  });

  describe('as a file', () => {
    const MB = 1024 * 1024;
    const longest = 50 * MB;
    const form = (csv: Blob, terms: object) => {
      const sent = new FormData();
      sent.set('terms', JSON.stringify({ name: 'large', ...terms }));
      sent.set('csv', csv, 'list.csv');
      return sent;
    };
    /** Rows of 4 KB, most of it in a column that is not read, so that few of them make a large file. */
    const large = (bytes: number): Blob => {
      const rows = Array.from(
        { length: Math.floor(bytes / 4096) - 1 },
        (_, n) => `${row(n % 200)},`.padEnd(4095, 'x') + '\n',
      );
      const head = `${HEADINGS},Rest`.padEnd(4095) + '\n';
      return new Blob([head, ...rows, '\n'.repeat(bytes - 4096 * (rows.length + 1))]);
    };

    test('one of nearly 50MB is read with memory for little more than itself', async () => {
      const csv = large(longest - 1);
      const before = process.memoryUsage().rss;
      let most = 0;
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 20);
      const { status, body } = await post<PeopleImport>('author', '/staff/people/imports', form(csv, { check: true }));
      clearInterval(watch);
      expect(status).toBe(201);
      expect(body).toMatchObject({ rows: 12_798, good: 200, bad: 12_598 });
      expect(body.faults[0]).toMatchObject({ line: 202, code: 'row_twice', sameAs: 2 });
      // The sender is in this process too.
      expect(most / MB).toBeLessThan(300);
    });

    test('one of 50MB or more is refused, whether or not its length was told, and nothing of it is written', async () => {
      const begun = await counted('people_import');
      for (const bytes of [longest, longest + MB]) {
        const told = await post('author', '/staff/people/imports', form(large(bytes), {}));
        expect([told.status, told.body.code]).toEqual([413, 'too_large']);
      }
      const untold = new Response(form(large(longest + MB), {}));
      const answer = await fetch(`${world.api.url}/api/v1/staff/people/imports`, {
        method: 'POST',
        headers: {
          'content-type': untold.headers.get('content-type') as string,
          authorization: `Bearer ${await world.tokenOf('author@example.org')}`,
        },
        body: untold.body,
        duplex: 'half',
      } as RequestInit);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'too_large']);
      expect(await counted('people_import')).toBe(begun);
    });

    test('a quote that never closes far down in it refuses all of it; what no database holds is a fault of its row', async () => {
      const begun = await counted('people_import');
      const open = new Blob([HEADINGS, '\n', row(0), '\n', '"never closed', 'x\n'.repeat(600_000)]);
      const refused = await post('author', '/staff/people/imports', form(open, {}));
      expect(refused.body.errors).toMatchObject([{ path: 'csv', code: 'invalid' }]);
      expect(await counted('people_import')).toBe(begun);
      const nul = new Blob([[HEADINGS, row(0).replace('Okafor', 'Oka\0for')].join('\n')]);
      const told = await post<PeopleImport>('author', '/staff/people/imports', form(nul, { check: true }));
      expect(told.body.faults).toMatchObject([{ line: 2, column: 'last_name', code: 'characters_wrong' }]);
    });

    test('is taken by no other endpoint, and no more than two are held at once', async () => {
      expect((await post('author', '/staff/cohorts/count', form(new Blob(['a']), {}))).status).toBe(415);
      const asked = Array.from({ length: 5 }, () =>
        post('author', '/staff/people/imports', form(large(8 * MB), { check: true })),
      );
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([201, 503]));
      expect((await post('author', '/staff/people/imports', form(new Blob([LIST]), { check: true }))).status).toBe(201);
    });
  });

  test('nobody brings people into a Place that is not theirs, and a desk brings none', async () => {
    const csv = [HEADINGS, 'Far,Away,1950-01-01,,L1 1AA,,,,'].join('\n');
    const { body } = await post<PeopleImport>('northtown', '/staff/people/imports', { name: 'x', csv, check: true });
    expect(body.faults.map(({ code }) => code)).toEqual(['unknown_place']);
    expect((await post('desk', '/staff/people/imports', { name: 'x', csv })).status).toBe(404);
  });

  test('nothing that identifies somebody is readable in the database', async () => {
    const text = (
      await world.rows<{ t: string }>(
        'SELECT row_to_json(c)::text AS t FROM person_contact c UNION ALL SELECT row_to_json(p)::text FROM person_profile p',
      )
    )
      .map(({ t }) => t)
      .join();
    expect(text).not.toMatch(/example\.com|8QB|999000/);
  });
});
