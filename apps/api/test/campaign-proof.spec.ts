import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Campaign, Cohort, KillSwitch, PeopleImport } from '@fairslot/contract';
import { testNhsNumbers } from '@fairslot/testing';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { anApiProcess, type ApiProcess } from './harness/api';
import { StaffWorld } from './staff-world';

jest.setTimeout(180_000);

/*
 * A campaign from the list of people to the booking, in a process of its own: what it may tell nobody, what holds its
 * messages back, and what a link is worth in the wrong hands. Every value that is somebody's is marked.
 */
const NOW = '2026-11-02T10:00:00Z';
const PEOPLE = 40;
const MARK = 'zzcanary';
const NUMBERS = testNhsNumbers(PEOPLE);
const BORN = '1941-03-27';
const emailOf = (n: number) => `${MARK}mail${n}@example.com`;
const mobileOf = (n: number) => `+447700900${String(100 + n)}`;

const inbox: ParsedMail[] = [];
let smtp: SMTPServer;
let world: StaffWorld;
let api: ApiProcess;
let coordinator = '';
let campaign: Campaign;

/** Asks the process, and no one else, so that what it logs is everything. */
async function ask<B>(method: string, path: string, body?: unknown, token?: string) {
  const answer = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as B & { code?: string } };
}
const staff = <B>(method: string, path: string, body?: unknown) => ask<B>(method, `/staff${path}`, body, coordinator);
const advance = async (seconds: number) => {
  const moved = await fetch(`${api.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
  expect(moved.ok).toBe(true);
};
const until = async (isTrue: () => boolean | Promise<boolean>, seconds = 60) => {
  for (let i = 0; i < seconds * 10 && !(await isTrue()); i += 1) await pause(100);
  expect(await isTrue()).toBe(true);
};
const linkOf = (mail: ParsedMail): string => /\/i\/([0-9A-Z]{16})/.exec(mail.text ?? '')?.[1] ?? '';
const open = (link: string, dateOfBirth: string) =>
  ask<{ state: string; firstName: string }>('POST', `/invitations/${link}/open`, { dateOfBirth });
const hold = (link: string, dateOfBirth: string) =>
  ask<{ holdId: string; token: string }>('POST', '/holds', {
    siteId: 'harbour',
    start: '2026-11-05T10:00:00Z',
    attendees: [{ serviceId: 'flu', dateOfBirth }],
    invitation: link,
  });

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (inbox.push(mail), done())),
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  world = await StaffWorld.open(NOW);
  await world.rows(
    `INSERT INTO outcode (outcode, latitude, longitude, town, place_id) VALUES ('L24', 53, -3, 'Speke', $1)`,
    [world.place.get('northtown')],
  );
  const everybody = { id: 'all', priority: 1, when: true };
  const rule = { id: 'flu', vaccine: 'FLU', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  await world.rows(`UPDATE service SET rule = $1 WHERE slug = 'flu'`, [{ ...rule, cohorts: [everybody] }]);
  await world.addSlot('harbour', '2026-11-05T10:00:00Z', 60);
  await world.addStaff('coordinator@example.org', [['coordinator', 'region']]);
  api = await anApiProcess(world.database.url, {
    ROLES: 'api,worker',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    EMAIL_PER_SECOND: '3',
    LOG_LEVEL: 'debug',
    CLOCK: NOW,
  });
  const signedIn = await ask<{ token: string }>('POST', '/staff/sign-in', {
    email: 'coordinator@example.org',
    password: 'a long enough password',
  });
  coordinator = signedIn.body.token;

  const headings = 'first name,surname,dob,nhs no.,postcode,mobile,email,address';
  const rows = NUMBERS.map(
    (number, n) => `Zzcanaryfirst,Zzcanarylast${n},${BORN},${number},L24 8QB,,${emailOf(n)},1 ${MARK} Street`,
  );
  const imported = await staff<PeopleImport>('POST', '/people/imports', {
    name: 'list',
    csv: [headings, ...rows].join('\n'),
  });
  expect(imported.body).toMatchObject({ added: PEOPLE });
  const rules = { include: [{ kind: 'age', from: 65 }], leaveOut: [], doNotContact: [] };
  const cohort = await staff<Cohort>('POST', '/cohorts', { name: 'Aged 65 and over', rules });
  expect(cohort.status).toBe(201);
  const made = await staff<Campaign>('POST', '/campaigns', {
    name: 'Flu, autumn',
    serviceId: 'flu',
    cohortId: cohort.body.id,
    startsOn: '2026-11-02',
    endsOn: '2026-12-20',
    mode: 'dates',
    perDay: 1000,
  });
  expect(made.status).toBe(201);
  campaign = made.body;
}, 180_000);

afterAll(async () => {
  await api?.stop();
  await world?.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

test('a kill switch of a campaign holds its messages within five seconds, and they go on afterwards, each once', async () => {
  const planned = await staff<object>('POST', `/campaigns/${campaign.id}/plan`);
  expect(planned.status).toBe(200);
  const released = await staff<Campaign>('POST', `/campaigns/${campaign.id}/release`);
  expect(released.body).toMatchObject({ state: 'running' });
  await until(() => inbox.length >= 3);
  const stop = { what: 'campaign', value: campaign.id, reason: 'A wrong date' };
  const held = await staff<KillSwitch>('POST', '/messages/kill-switches', stop);
  expect(held.status).toBe(201);
  await pause(5000);
  const arrived = inbox.length;
  expect(arrived).toBeLessThan(PEOPLE);
  await pause(3000);
  expect(inbox).toHaveLength(arrived);
  // What is about bookings goes on.
  const booked = await hold(linkOf(inbox[0] as ParsedMail), BORN);
  expect(booked.status).toBe(201);
  const ended = await staff<KillSwitch>('POST', `/messages/kill-switches/${held.body.id}/end`);
  expect(ended.body.endedBy).not.toBeNull();
  await until(() => inbox.length >= PEOPLE);
  await pause(1000);
  expect(inbox).toHaveLength(PEOPLE);
  expect(new Set(inbox.map(({ to }) => (to as { text: string }).text)).size).toBe(PEOPLE);
});

test('the link of an invitation in the hands of a thousand others books nobody, and its owner can book when the lock is over', async () => {
  const mail = inbox.find(({ to }) => (to as { text: string }).text === emailOf(7)) as ParsedMail;
  const link = linkOf(mail);
  const answers: Record<string, number> = {};
  const count = (what: string) => {
    answers[what] = (answers[what] ?? 0) + 1;
  };
  for (let n = 0; n < 1000; n += 1) {
    const dateOfBirth = `19${String(42 + (n % 50)).padStart(2, '0')}-0${1 + (n % 9)}-${10 + (n % 18)}`;
    // Most open it; some go straight for a time with it.
    const { status, body } = n % 5 === 4 ? await hold(link, dateOfBirth) : await open(link, dateOfBirth);
    count(`${status} ${body.code ?? ''}`);
    // A quarter of an hour passes now and then: the lock of the day stands behind that of the quarter.
    if (n % 200 === 199) await advance(16 * 60);
  }
  const { rows } = await world.database.owner.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM party p JOIN booking b ON b.party_id = p.id JOIN invitation i ON i.id = p.invitation_id
     WHERE i.person_id = (SELECT person_id FROM person_profile f JOIN person p ON p.id = f.person_id WHERE p.last_name = 'Zzcanarylast7')`,
  );
  expect(rows[0]?.n).toBe(0);
  // Ten a day are looked at and answered alike; all others are told to wait.
  expect(Object.keys(answers).sort()).toEqual(['404 look_up_failed', '429 too_many']);
  expect(answers['404 look_up_failed']).toBe(10);
  // The owner waits too, because nobody can tell who asks; a day later it opens, for the owner alone.
  expect((await open(link, BORN)).status).toBe(429);
  await advance(24 * 3600);
  expect((await open(link, '1941-03-28')).body.code).toBe('look_up_failed');
  expect((await open(link, BORN)).body).toMatchObject({ state: 'open', firstName: 'Zzcanaryfirst' });
  const taken = await hold(link, BORN);
  expect(taken.status).toBe(201);
  const booked = await ask<{ bookings: { reference: string }[] }>('POST', '/bookings', {
    holdId: taken.body.holdId,
    token: taken.body.token,
    people: [{ firstName: 'Zzcanaryfirst', lastName: 'Zzcanarylast7', dateOfBirth: BORN }],
    contact: { mobile: mobileOf(7) },
  });
  expect(booked.status).toBe(201);
  expect(booked.body.bookings).toHaveLength(1);
  // Used: even with the date of birth it books nobody a second time.
  expect((await open(link, BORN)).body.state).toBe('booked');
});

test('nothing of a whole campaign that is somebody’s stands in logs, metrics, the ledger or the audit', async () => {
  const text = async (table: string) =>
    (await world.rows<{ text: string }>(`SELECT row_to_json(t)::text AS text FROM ${table} t`))
      .map((row) => row.text)
      .join('\n');
  const queue = await world.rows<{ text: string }>(
    `SELECT query_to_xml('SELECT * FROM bullmq.' || quote_ident(relname), true, false, '')::text AS text
     FROM pg_class WHERE relnamespace = 'bullmq'::regnamespace AND relkind IN ('r', 'p')`,
  );
  const places: Record<string, string> = {
    log: api.output(),
    metrics: await (await fetch(`${api.url}/metrics`)).text(),
    queue: queue.map((row) => row.text).join('\n'),
    audit: await text('audit'),
    ledger: [await text('message'), await text('message_attempt'), await text('call_list_entry')].join('\n'),
    campaign: [
      await text('campaign'),
      await text('wave'),
      await text('cohort_version'),
      await text('kill_switch'),
    ].join('\n'),
    'stored answers': await text('idempotency'),
  };
  expect(places['log']).toContain('"event":"message.handled"');
  expect(places['audit']).toContain('messages.stopped');
  const links = inbox.map(linkOf);
  const codes = inbox.flatMap(({ text: said }) => /code is (\w{4,5}-?\w{4,5})/.exec(said ?? '')?.[1] ?? []);
  const leaving = inbox.flatMap(({ text: said }) => /\/u\/([\w-]{32})/.exec(said ?? '')?.[1] ?? []);
  expect([links.length, codes.length, leaving.length]).toEqual([PEOPLE, PEOPLE, PEOPLE]);
  const secrets = [MARK, BORN, ...NUMBERS, mobileOf(7), ...links, ...codes, ...leaving, coordinator];
  const leaks = Object.entries(places).flatMap(([place, whole]) =>
    secrets
      .filter((secret) => whole.toLowerCase().includes(secret.toLowerCase()))
      .map((secret) => `${secret} in ${place}`),
  );
  expect(leaks).toEqual([]);
});
