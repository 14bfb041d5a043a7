import { setTimeout as pause } from 'node:timers/promises';
import { anApiProcess } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aWorld } from './harness/world';

jest.setTimeout(300_000);

const KILLS = Number(process.env['WAVE_KILLS'] ?? 1);
const PEOPLE = 1000 * Math.max(2, KILLS);

/** Nobody is invited at night. */
const AT_NOON = { ROLES: 'worker', CLOCK: `${new Date().toISOString().slice(0, 10)}T12:00:00Z` };

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
  const world = await aWorld(database.owner);
  await database.owner.query(
    `INSERT INTO staff_user (email, name, created_at) VALUES ('a@example.org', 'A', now()), ('b@example.org', 'B', now());
     INSERT INTO people_import (name, state, imported_by, imported_at, figures) VALUES ('x', 'imported', 1, now(), '{}');
     INSERT INTO person (row_key, first_name, last_name, date_of_birth, person_key, created_at)
       SELECT gen_random_uuid(), 'A', 'B', '1950-01-01', decode(md5(n::text), 'hex'), now() FROM generate_series(1, ${PEOPLE}) n;
     INSERT INTO person_profile (person_id, person_key, name_key, date_of_birth, place_id, outcode, import_id, changed_at)
       SELECT id, person_key, person_key, date_of_birth, ${world.placeId}, 'L24', 1, now() FROM person;
     INSERT INTO cohort (name, created_at) VALUES ('Everybody', now());
     INSERT INTO cohort_version VALUES (1, 1, '{"include":[],"leaveOut":[],"doNotContact":[]}', 1, now());
     INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Flu', now());
     INSERT INTO campaign (name, audience_id, service_id, cohort_id, cohort_version, place_ids, state, starts_on, ends_on, mode, per_day,
         expected_percent, within_km, second_after_days, author_id, approver_id, approved_hash, releaser_id, created_at)
       VALUES ('Flu', 1, ${world.services.flu}, 1, 1, '{${world.placeId}}', 'running', '2020-01-01', '2039-12-31', 'dates', ${PEOPLE}, 50, 8, 3, 1, 2, '', 1, now());
     INSERT INTO wave (campaign_id, number, people, released_at) VALUES (1, 1, 1, '2020-01-01');`,
  );
}, 120_000);
afterAll(() => database.drop());

const one = async (sql: string): Promise<number> =>
  (await database.owner.query<{ n: number }>(`SELECT (${sql})::integer AS n`)).rows[0]?.n as number;

test('a wave killed at any point, and run again by two workers, invites every person once with one message', async () => {
  const seen: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = await anApiProcess(database.url, AT_NOON);
    const enough = (PEOPLE * (kill + 0.5)) / (KILLS + 1);
    for (let n = 0; n < 3000 && (await one('SELECT count(*) FROM invitation')) < enough; n += 1) await pause(5);
    await worker.kill();
    seen.push(await one('SELECT count(*) FROM invitation'));
    // Whoever died while it looked is waited for half a minute.
    await database.owner.query('UPDATE campaign SET looked_at = NULL');
  }
  const workers = await Promise.all([0, 1].map(() => anApiProcess(database.url, AT_NOON)));
  for (let n = 0; n < 200 && (await one('SELECT count(*) FROM invitation')) < PEOPLE; n += 1) await pause(200);
  await Promise.all(workers.map((worker) => worker.stop()));
  console.info(`waves: ${KILLS} kills, invited after each: ${seen.join(', ')}`);
  expect(await one('SELECT count(*) FROM invitation')).toBe(PEOPLE);
  expect(await one('SELECT count(DISTINCT person_id) FROM invitation')).toBe(PEOPLE);
  expect(await one(`SELECT count(*) FROM message WHERE kind = 'invitation'`)).toBe(PEOPLE);
  expect(await one(`SELECT count(DISTINCT invitation_id) FROM message WHERE kind = 'invitation'`)).toBe(PEOPLE);
  expect(await one('SELECT sum(people) - 1 FROM wave')).toBe(PEOPLE);
});
