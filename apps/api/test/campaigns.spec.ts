import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type {
  Campaign,
  CampaignPlan,
  CampaignProgress,
  Cohort,
  CohortCount,
  PeopleImport,
  RuleDryRun,
  ServiceRule,
} from '@fairslot/contract';
import { testNhsNumbers } from '@fairslot/testing';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { SendMessage } from '../src/messages/send-message';
import { Keys } from '../src/platform/crypto/keys';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { SiteDirectory } from '../src/sites/site-directory';
import { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

const inbox: ParsedMail[] = [];
let server: SMTPServer;
let world: StaffWorld;
const token: Record<'author' | 'approver' | 'releaser' | 'northtown' | 'desk' | 'region', string> = {} as never;

const HEADINGS = 'Forename,Surname,DOB,NHS No.,Postcode,Email,Language,Deprivation fifth,Flags';
const NUMBERS = testNhsNumbers(200);
const born = (n: number): string => `${String(1 + (n % 28)).padStart(2, '0')}/03/${n < 150 ? 1940 + (n % 10) : 1990}`;
const row = (n: number): string =>
  `Ada${n},Okafor,${born(n)},${NUMBERS[n]},L24 8QB,person${n}@example.com,${n % 4 ? 'en' : 'pl'},${1 + (n % 5)},${n % 10 ? '' : 'carer'}`;
const LIST = [HEADINGS, ...NUMBERS.map((_, n) => row(n))].join('\n');

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (inbox.push(mail), done())),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  world = await StaffWorld.open('2026-11-02T10:00:00Z', {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    LIMIT_LOOK_UPS: '100000/900',
  });
  await world.rows(
    `INSERT INTO outcode (outcode, latitude, longitude, town, place_id) VALUES ('L24', 53, -3, 'Speke', $1), ('L1', 53.5, -3, 'Town', $2)`,
    [world.place.get('northtown'), world.place.get('southtown')],
  );
  await world.rows(`UPDATE service SET rule = $1 WHERE slug = 'flu'`, [
    JSON.stringify({
      id: 'flu',
      vaccine: 'FLU',
      programme_start: '2020-01-01',
      programme_end: '2039-12-31',
      cohorts: [{ id: 'all', priority: 1, when: true }],
    }),
  ]);
  await Promise.all([world.get(SiteDirectory).load(), world.get(ServiceCatalogue).load()]);
  for (const name of ['author', 'approver', 'releaser'] as const) {
    await world.addStaff(`${name}@example.org`, [['coordinator', 'region']]);
    token[name] = await world.tokenOf(`${name}@example.org`);
  }
  await world.addStaff('north@example.org', [['coordinator', 'place', 'northtown']]);
  token.northtown = await world.tokenOf('north@example.org');
  await world.addStaff('desk@example.org', [['front_desk', 'site', 'harbour']]);
  token.desk = await world.tokenOf('desk@example.org');
}, 120_000);

afterAll(async () => {
  await world?.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function call<B>(
  who: keyof typeof token,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: B & { code?: string; errors?: { path: string; code: string }[] } }> {
  return (await world.call(method, path, token[who], body)) as never;
}
const post = <B>(who: keyof typeof token, path: string, body?: unknown) => call<B>(who, 'POST', path, body);
const counted = async (sql: string): Promise<number> =>
  (await world.rows<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`))[0]?.n as number;

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
    const again = await post<PeopleImport>('author', '/staff/people/imports', { name: 'GP list', csv });
    expect(again.body).toMatchObject({ added: 0, changed: 0, same: 200 });
    const moved = await post<PeopleImport>('author', '/staff/people/imports', {
      name: 'one moved',
      csv: [HEADINGS, row(3).replace('person3@', 'new3@')].join('\n'),
    });
    expect(moved.body).toMatchObject({ added: 0, changed: 1, same: 0 });
    expect(await counted('person_profile')).toBe(200);
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

const rules = (include: unknown[], more: object = {}) => ({ include, leaveOut: [], doNotContact: [], ...more });

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

  test('a Place that is not the caller’s is refused by its path', async () => {
    const { body } = await post('northtown', '/staff/cohorts/count', {
      rules: rules([{ kind: 'place', places: ['southtown'] }]),
    });
    expect(body.errors).toMatchObject([{ path: 'rules.include.0.places', code: 'unknown_place' }]);
  });
});

const SMALL = {
  name: 'Blood tests',
  serviceId: 'blood-test',
  startsOn: '2026-11-02',
  endsOn: '2026-12-20',
  mode: 'dates',
  perDay: 1000,
};

describe('a campaign', () => {
  let campaign: Campaign;
  const act = (who: keyof typeof token, verb: string, body?: unknown) =>
    post<Campaign>(who, `/staff/campaigns/${campaign.id}/${verb}`, body);
  const waves = () => world.get(ReleaseWaves).run();
  const invited = () => counted('invitation');
  const progress = async () =>
    (await call<CampaignProgress>('author', 'GET', `/staff/campaigns/${campaign.id}/progress`)).body;

  beforeAll(async () => {
    const cohort = await post<Cohort>('author', '/staff/cohorts', {
      name: 'Aged 65 and over',
      rules: rules([{ kind: 'age', from: 65 }]),
    });
    expect(cohort.status).toBe(201);
    const made = await post<Campaign>('author', '/staff/campaigns', {
      name: 'Flu, autumn',
      serviceId: 'flu',
      cohortId: cohort.body.id,
      startsOn: '2026-11-02',
      endsOn: '2026-12-20',
      mode: 'drip',
      perDay: 1000,
      expectedPercent: 50,
    });
    expect(made.status).toBe(201);
    campaign = made.body;
    // Forty free places: eighty people may be invited where half of them are expected to come.
    for (let n = 0; n < 4; n += 1) await world.addSlot('harbour', `2026-11-05T${10 + n}:00:00Z`, 10);
  });

  test('plans whom it would invite and why not others, and whether there is room', async () => {
    const { body } = await post<CampaignPlan>('author', `/staff/campaigns/${campaign.id}/plan`);
    expect(body.selected).toBe(body.toInvite + body.excluded.reduce((sum, { people }) => sum + people, 0));
    expect(body).toMatchObject({
      selected: 151,
      toInvite: 150,
      ways: { sms: 0, email: 150, letter: 0, call: 0 },
      needsApproval: true,
    });
    expect(body.excluded.find(({ reason }) => reason === 'deceased')?.people).toBe(1);
    expect(body.places).toEqual([
      { placeId: 'northtown', name: 'northtown', toInvite: 150, expected: 75, free: 40, verdict: 'short' },
    ]);
    expect(body.samples[0]).toMatchObject({ language: 'en', kind: 'invitation', parts: 1, isOwn: false });
  });

  test('goes from hand to hand: an author does not approve, an approver does not release', async () => {
    expect((await act('author', 'release')).body.code).toBe('wrong_state');
    expect((await act('author', 'request-approval')).body.state).toBe('awaiting_approval');
    expect((await act('author', 'approve')).body.code).toBe('own_work');
    expect((await act('approver', 'approve')).body).toMatchObject({
      state: 'approved',
      approvedBy: 'approver@example.org',
    });
    expect((await act('approver', 'release')).body.code).toBe('own_work');
    const changed = await call<Campaign>('author', 'PATCH', `/staff/campaigns/${campaign.id}`, { perDay: 900 });
    expect(changed.body).toMatchObject({ state: 'draft', perDay: 900, approvedBy: null });
    await act('author', 'request-approval');
    await act('approver', 'approve');
    expect(await invited()).toBe(0);
    expect((await act('releaser', 'release')).body).toMatchObject({
      state: 'running',
      releasedBy: 'releaser@example.org',
    });
  });

  test('first invites fifty; the rest only once those went well, and no faster than there is room', async () => {
    await Promise.all([waves(), waves()]);
    expect(await invited()).toBe(50);
    await waves();
    expect(await invited()).toBe(50);
    await world.advance(11 * 60);
    await waves();
    expect(await invited()).toBe(80);
    await waves();
    expect((await call<Campaign>('author', 'GET', `/staff/campaigns/${campaign.id}`)).body).toMatchObject({
      invited: 80,
      shortOf: ['L24'],
    });
    await world.addSlot('meadow', '2026-11-06T10:00:00Z', 10);
    await waves();
    expect(await invited()).toBe(100);
    expect(await counted(`message WHERE kind = 'invitation'`)).toBe(100);
    expect(await counted('(SELECT DISTINCT person_id FROM invitation) p')).toBe(100);
  });

  test('each person gets one message with a link that opens for them alone', async () => {
    const due = await world.rows<{ id: string }>(`SELECT id FROM message WHERE kind = 'invitation'`);
    // As many at a time as a worker sends.
    while (due.length > 1) await Promise.all(due.splice(1, 8).map(({ id }) => world.get(SendMessage).run(Number(id))));
    await world.get(SendMessage).run(Number(due[0]?.id));
    // Whoever sends one twice sends nothing.
    await world.get(SendMessage).run(Number(due[0]?.id));
    expect(inbox).toHaveLength(100);
    expect((await progress()).delivered).toBe(100);
    expect(new Set(inbox.map((mail) => (mail.to as { text: string }).text)).size).toBe(100);
    const mail = inbox.find(({ to }) => (to as { text: string }).text === 'person1@example.com') as ParsedMail;
    const link = /\/i\/([0-9A-Z]{16})/.exec(mail.text ?? '')?.[1] as string;
    const opened = await world.call('POST', `/invitations/${link}/open`, undefined, { dateOfBirth: '1941-03-02' });
    expect(opened.body).toMatchObject({ state: 'open', firstName: 'Ada1', serviceId: 'flu' });
    const wrong = await world.call('POST', `/invitations/${link}/open`, undefined, { dateOfBirth: '1942-03-02' });
    expect(wrong.body.code).toBe('look_up_failed');
    expect(await progress()).toMatchObject({ invited: 100, opened: 1, booked: 0 });
  });

  test('a pause holds everything, a stop is for good, and who was invited stays so', async () => {
    await world.addSlot('meadow', '2026-11-07T10:00:00Z', 10);
    expect((await act('author', 'pause')).body.state).toBe('paused');
    await waves();
    expect(await invited()).toBe(100);
    expect((await act('approver', 'resume')).body.code).toBe('own_work');
    expect((await act('releaser', 'resume')).body.state).toBe('running');
    expect((await act('author', 'slow', { perDay: 5000 })).body.errors).toMatchObject([{ path: 'perDay' }]);
    await act('author', 'slow', { perDay: 110 });
    await waves();
    expect(await invited()).toBe(110);
    const { invited: all, left, by } = await progress();
    expect({ all, left, place: by.place }).toEqual({
      all: 110,
      left: 40,
      place: [{ key: 'northtown', name: 'northtown', invited: 110, booked: 0, had: 0, declined: 0 }],
    });
    expect((await act('author', 'stop', { name: 'Flu' })).body.errors).toMatchObject([{ path: 'name' }]);
    expect((await act('author', 'stop', { name: 'Flu, autumn' })).body.state).toBe('stopped');
    await waves();
    expect(await invited()).toBe(110);
  });

  test('ages are parted as a cohort parts them', async () => {
    const { by } = await progress();
    const { body } = await post<CohortCount>('author', '/staff/cohorts/count', {
      rules: rules([{ kind: 'invited', service: 'flu', withinDays: 30 }]),
    });
    expect(by.age.map(({ name, invited: people }) => ({ key: name, name, people }))).toEqual(body.byAge);
  });

  test('a second campaign for the same service leaves out whom the first one asked', async () => {
    const { body } = await post<Campaign>('author', '/staff/campaigns', {
      name: 'Flu again',
      serviceId: 'flu',
      cohortId: campaign.cohort.id,
      startsOn: '2026-11-02',
      endsOn: '2026-12-20',
      mode: 'need',
      perDay: 1000,
    });
    const planned = await post<CampaignPlan>('author', `/staff/campaigns/${body.id}/plan`);
    expect(planned.body).toMatchObject({ selected: 151, toInvite: 40, needsApproval: false });
    expect(planned.body.excluded).toContainEqual({ reason: 'invited_elsewhere', people: 110 });
    const released = await post<Campaign>('author', `/staff/campaigns/${body.id}/release`);
    expect(released.body.state).toBe('running');
  });

  test('who is left out for many reasons counts once, for the first of them, and all counts make up the selection', async () => {
    const { body } = await post<Campaign>('author', '/staff/campaigns', {
      ...SMALL,
      name: 'Counted once',
      serviceId: 'flu',
      cohortId: campaign.cohort.id,
    });
    const counts = async () => {
      const { body: plan } = await post<CampaignPlan>('author', `/staff/campaigns/${body.id}/plan`);
      expect(plan.selected).toBe(plan.toInvite + plan.excluded.reduce((sum, { people }) => sum + people, 0));
      return Object.fromEntries(plan.excluded.map(({ reason, people }) => [reason, people]));
    };
    const before = await counts();
    expect(before).toMatchObject({ deceased: 1, invited_elsewhere: 110, opted_out: 0 });
    // Three whom the other campaign invited say STOP as well; one of them has died. Nobody is counted twice for it.
    await world.rows(
      `INSERT INTO opt_out (channel, recipient_bi, at) SELECT 'email', c.email_bi, now() FROM person_contact c
       JOIN invitation i ON i.person_id = c.person_id ORDER BY c.person_id LIMIT 3`,
    );
    expect(await counts()).toEqual(before);
    const first = '(SELECT person_id FROM invitation ORDER BY person_id LIMIT 1)';
    await world.rows(`UPDATE person_profile SET deceased_on = '2026-11-01' WHERE person_id = ${first}`);
    expect(await counts()).toEqual({ ...before, deceased: 2, invited_elsewhere: 109 });
    await world.rows(`UPDATE person_profile SET deceased_on = NULL WHERE person_id = ${first}`);
    await world.rows('DELETE FROM opt_out');
  });

  test('whoever changed a campaign, or asked for its approval, does not approve it', async () => {
    const { body } = await post<Campaign>('author', '/staff/campaigns', {
      ...SMALL,
      name: 'Edited',
      cohortId: campaign.cohort.id,
    });
    const path = `/staff/campaigns/${body.id}`;
    await call('approver', 'PATCH', path, { perDay: 10 });
    expect((await post<Campaign>('releaser', `${path}/request-approval`)).body.may).not.toContain('approve');
    for (const who of ['author', 'approver', 'releaser'] as const)
      expect((await post(who, `${path}/approve`)).body.code).toBe('own_work');
  });

  test('what was released as few without approval stays few, however the cohort grows', async () => {
    const cohort = await post<Cohort>('author', '/staff/cohorts', {
      name: 'Most deprived',
      rules: rules([{ kind: 'deprivation', fifths: [1] }]),
    });
    const { body } = await post<Campaign>('author', '/staff/campaigns', { ...SMALL, cohortId: cohort.body.id });
    expect((await post<Campaign>('author', `/staff/campaigns/${body.id}/release`)).body.state).toBe('running');
    const more = Array.from({ length: 40 }, (_, n) => `New${n},Comer${n},01/01/1950,,L24 8QB,,,1,`);
    const added = await post<PeopleImport>('author', '/staff/people/imports', {
      name: 'more',
      csv: [HEADINGS, ...more].join('\n'),
    });
    expect(added.body.added).toBe(40);
    await waves();
    await world.advance(11 * 60);
    await waves();
    expect((await call<Campaign>('author', 'GET', `/staff/campaigns/${body.id}`)).body.invited).toBe(50);
  });

  test('its own words are judged, written in every language read there, and approved with it', async () => {
    const word = (language: string, sms: string) => ({
      language,
      kind: 'invitation',
      sms,
      subject: 'About your {service}',
      body: '{first name}, come.\n\nCall {phone}.',
    });
    const create = (words: unknown[]) =>
      post<Campaign>('author', '/staff/campaigns', { ...SMALL, cohortId: campaign.cohort.id, words });
    const wrong = await create([word('en', '{first name}, don’t wait for {it}')]);
    expect(wrong.body.errors).toMatchObject([
      { path: 'words.0.sms', code: 'mark_unknown' },
      { path: 'words.0.sms', code: 'link_missing' },
      { path: 'words.0.sms', code: 'sign_fine' },
    ]);
    const { body } = await create([word('en', 'Come, {first name}: {link}')]);
    const path = `/staff/campaigns/${body.id}`;
    expect((await post('author', `${path}/request-approval`)).body.errors).toMatchObject([
      { path: 'words', code: 'words_missing' },
    ]);
    const plan = async () => (await post<CampaignPlan>('author', `${path}/plan`)).body;
    expect((await plan()).missingWords).toMatchObject([{ language: 'pl', kind: 'invitation' }]);
    const both = [word('en', 'Come, {first name}: {link}'), word('pl', '{first name}, zapraszamy: {link}')];
    await call('author', 'PATCH', path, { words: both });
    expect(
      (await plan()).samples.find(({ language, kind }) => language === 'pl' && kind === 'invitation'),
    ).toMatchObject({
      sms: expect.stringMatching(/^Maximilian, zapraszamy: http/),
      parts: 1,
      isOwn: true,
      subject: 'About your blood-test',
    });
    expect((await post<Campaign>('author', `${path}/request-approval`)).body.state).toBe('awaiting_approval');
    expect((await post<Campaign>('approver', `${path}/approve`)).body.state).toBe('approved');
    await world.rows(
      `UPDATE campaign SET words = replace(words::text, 'Come', 'Run')::jsonb WHERE name = $1 AND state = 'approved'`,
      [SMALL.name],
    );
    expect((await post('releaser', `${path}/release`)).body.code).toBe('wrong_state');
    const before = inbox.length;
    expect((await post('author', `${path}/test-message`, { language: 'en', kind: 'invitation' })).body).toEqual({
      to: 'author@example.org',
    });
    expect(inbox).toHaveLength(before + 1);
    expect(inbox.at(-1)).toMatchObject({ subject: expect.stringMatching(/^\[Test\] About your /) });
  });

  test('is not there for somebody of another Place or a desk, and a foreign token is no campaign', async () => {
    expect((await call('northtown', 'GET', `/staff/campaigns/${campaign.id}`)).status).toBe(404);
    expect((await call('desk', 'GET', `/staff/campaigns/${campaign.id}`)).status).toBe(404);
    expect((await call('author', 'GET', `/staff/campaigns/${randomUUID()}`)).status).toBe(404);
  });
});

describe('the rule of a service', () => {
  const path = '/staff/services/flu/rule';
  const all = { id: 'all', label: 'Everybody', conditions: [] };
  const old = { id: 'old', label: '65 and over', conditions: [{ kind: 'age', from: 65 }] };

  beforeAll(async () => {
    await world.addStaff('region@example.org', [['region_administrator', 'region']]);
    token.region = await world.tokenOf('region@example.org');
  });

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

describe('the record of one person', () => {
  const about = { nhsNumber: NUMBERS[1], reason: 'asked_by_person' };
  const record = (what: string, body: unknown = about) =>
    post<Record<string, Record<string, unknown>[]>>('region', `/staff/people/records/${what}`, body);

  test('is written out in full for whoever looks after the region, and for nobody else', async () => {
    const { body } = await record('export');
    expect(body).toMatchObject({
      people: [{ firstName: 'Ada1', nhsNumber: NUMBERS[1], postcode: 'L24 8QB', dateOfBirth: '1941-03-02' }],
      lists: [{ place: 'northtown', language: 'en', contact: { email: 'person1@example.com' } }],
    });
    expect(body['invitations']?.map(({ from }) => from)).toContain('Flu, autumn');
    expect(body['messages']?.length).toBeGreaterThan(0);
    expect((await post('author', '/staff/people/records/export', about)).status).toBe(404);
    expect((await record('export', { reason: 'legal' })).status).toBe(400);
    expect((await record('export', { ...about, nhsNumber: '9434765919' })).status).toBe(404);
  });

  test('says who has looked at it, each look included', async () => {
    await record('views');
    const { body } = await record('views');
    expect(body['items']?.map(({ who, action }) => [who, action])).toEqual([
      ['region@example.org', 'record.views_seen'],
      ['region@example.org', 'record.exported'],
    ]);
  });

  test('is erased for good, while what was done stays a figure of nobody', async () => {
    const invitations = await counted('invitation');
    expect((await record('erase')).body).toEqual({ erased: 1 });
    expect((await record('export')).status).toBe(404);
    const [left] = await world.rows<{ t: string }>(
      `SELECT row_to_json(p)::text AS t FROM person p WHERE first_name = 'Erased'`,
    );
    expect(left?.t).toMatch(/"last_name":"Erased","date_of_birth":"1900-01-01","nhs_number_ct":null/);
    expect(await counted(`person WHERE first_name = 'Ada1'`)).toBe(0);
    expect(await counted('invitation')).toBe(invitations);
    const theirs = `invitation i JOIN person p ON p.id = i.person_id WHERE p.first_name = 'Erased'`;
    expect(await counted(`${theirs} AND i.contact_ct IS NOT NULL`)).toBe(0);
    const noted = `audit WHERE action = 'record.erased' AND details->>'reason' = 'asked_by_person'`;
    expect(await counted(noted)).toBe(1);
  });

  test('is not erased while an appointment is still to come', async () => {
    const nhsNumber = NUMBERS[2] as string;
    const reference = await world.addBooking({ site: 'harbour', startsAt: '2026-12-01T10:00:00Z', nhsNumber });
    expect((await record('erase', { reference, reason: 'legal' })).body).toMatchObject({ code: 'wrong_state' });
    await world.rows(`UPDATE booking SET status = 'cancelled' WHERE reference = $1`, [reference]);
    expect((await record('erase', { reference, reason: 'legal' })).body).toEqual({ erased: 2 });
    expect(await counted(`person WHERE last_name = 'Okafor' AND first_name = 'Ada2'`)).toBe(0);
  });
});
