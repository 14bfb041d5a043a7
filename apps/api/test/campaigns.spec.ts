import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  Campaign,
  CampaignPlan,
  CampaignProgress,
  CampaignSimulation,
  Cohort,
  CohortCount,
} from '@fairslot/contract';
import type { ParsedMail } from 'mailparser';
import { BatchSize } from '../src/campaigns/batch-size';
import { type CampaignRow, CampaignsStore } from '../src/campaigns/campaigns.store';
import { InviteStore } from '../src/campaigns/invite.store';
import { ReleaseWaves } from '../src/campaigns/release-waves';
import { type Candidate, SelectionQueries } from '../src/campaigns/selection.queries';
import { SendMessage } from '../src/messages/send-message';
import { PlaceScope } from '../src/sites/place-scope.queries';
import { CoordinatorWorld, HEADINGS, rules, SMALL, type Who } from './coordinator-world';
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
  // One who has died.
  await coordinators.importPeople([HEADINGS, 'Leap,Year,29/02/1960,,L24 8QB,,,,'].join('\n'));
  await world.rows(`UPDATE person_profile SET deceased_on = '2026-01-01' WHERE date_of_birth = '1960-02-29'`);
}, 120_000);
afterAll(() => coordinators?.close());

/** What one of two that run side by side waits for. */
class Signal {
  give!: () => void;
  readonly given = new Promise<void>((resolve) => (this.give = resolve));
}

describe('a campaign', () => {
  let campaign: Campaign;
  const act = (who: Who, verb: string, body?: unknown) =>
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
    expect(body.selected).toBe(
      (body.toInvite ?? 0) + body.excluded.reduce((sum, { people }) => sum + (people ?? 0), 0),
    );
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

  test('simulates day by day whom it would invite, as its waves then do, and says where there is no room', async () => {
    const simulate = (who: Who) => post<CampaignSimulation>(who, `/staff/campaigns/${campaign.id}/simulate`);
    const { body } = await simulate('author');
    // The forty free places are expected to be taken by eighty people.
    expect(body).toMatchObject({
      days: [{ date: '2026-11-02', invited: 80, expected: 40 }],
      invited: 80,
      expected: 40,
      left: 70,
    });
    expect(body.shortOf.length).toBeGreaterThan(0);
    expect(await invited()).toBe(0);
    expect((await simulate('analyst')).status).toBe(404);
  });

  test('goes from hand to hand: an author does not approve, and neither of them releases', async () => {
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
    expect((await act('author', 'release')).body.code).toBe('own_work');
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
    expect(coordinators.inbox).toHaveLength(100);
    expect((await progress()).delivered).toBe(100);
    expect(new Set(coordinators.inbox.map((mail) => (mail.to as { text: string }).text)).size).toBe(100);
    const mail = coordinators.inbox.find(
      ({ to }) => (to as { text: string }).text === 'person1@example.com',
    ) as ParsedMail;
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
    for (const who of ['author', 'approver'] as const) expect((await act(who, 'resume')).body.code).toBe('own_work');
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

  test('says how sending does, what it has cost, and whether there is room for those still to book', async () => {
    const { delivery, room, cost, toCall } = await progress();
    expect(delivery).toEqual([{ channel: 'email', waiting: 120, sent: 0, delivered: 100, failed: 0, notNeeded: 0 }]);
    // 40 to be invited and 110 who may still come; half of them are expected.
    expect(room).toEqual([
      { placeId: 'northtown', name: 'northtown', toBook: 150, expected: 75, free: 60, verdict: 'short' },
    ]);
    expect({ cost, toCall }).toEqual({ cost: null, toCall: 0 });
  });

  test('an analyst is told no small figure, nor what would give one away; who may see people is told all', async () => {
    const three = `SELECT id FROM invitation WHERE audience_id = (SELECT audience_id FROM campaign WHERE name = 'Flu, autumn') ORDER BY id`;
    await world.rows(
      `UPDATE invitation SET declined_at = app_now(), decline_reason = 'do_not_want' WHERE id IN (${three} LIMIT 3)`,
    );
    await world.rows(
      `UPDATE invitation SET declined_at = app_now(), decline_reason = 'had_it' WHERE id IN (${three} OFFSET 3 LIMIT 9)`,
    );
    await world.rows(
      `UPDATE person_profile SET place_id = $1 WHERE person_id IN (SELECT person_id FROM invitation WHERE id IN (${three} LIMIT 4))`,
      [world.place.get('southtown')],
    );
    const seen = async (who: 'author' | 'analyst') =>
      (await call<CampaignProgress>(who, 'GET', `/staff/campaigns/${campaign.id}/progress`)).body;
    const [author, analyst] = [await seen('author'), await seen('analyst')];
    expect(author.by.place.map(({ key, invited: people, declined }) => [key, people, declined])).toEqual([
      ['northtown', 106, 8],
      ['southtown', 4, 4],
    ]);
    expect(author.declined).toEqual([
      { reason: 'had_it', people: 9 },
      { reason: 'do_not_want', people: 3 },
    ]);
    expect(author.declinedByPlace).toContainEqual({
      key: 'southtown',
      name: 'southtown',
      reasons: { had_it: 1, not_now: 0, do_not_want: 3, my_language: 0 },
    });
    // Of 110 invited, 4 live in one Place: the other Place must not say 106.
    expect(analyst.invited).toBe(110);
    expect(analyst.by.place.map(({ invited: people, declined }) => [people, declined])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(analyst.declined.map(({ people }) => people)).toEqual([null, null]);
    expect(JSON.stringify(analyst.declinedByPlace)).not.toMatch(/:[1-9]/);
    expect(JSON.stringify(analyst.by)).not.toMatch(/"(invited|booked|had|declined)":[1-4][,}]/);
    const plan = (await post<CampaignPlan>('analyst', `/staff/campaigns/${campaign.id}/plan`)).body;
    expect(plan.excluded.find(({ reason }) => reason === 'deceased')?.people).toBeNull();
    const told = plan.excluded.reduce((sum, { people }) => sum + (people ?? 0), plan.toInvite ?? 0);
    expect([plan.selected === null, (plan.selected ?? 0) - told > 4]).toContain(true);
    await world.rows(`UPDATE invitation SET declined_at = NULL, decline_reason = NULL`);
    await world.rows(`UPDATE person_profile SET place_id = $1`, [world.place.get('northtown')]);
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
      expect(plan.selected).toBe(
        (plan.toInvite ?? 0) + plan.excluded.reduce((sum, { people }) => sum + (people ?? 0), 0),
      );
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

  test('selects whom the plan counts, in its order, wherever a sample says that enough have come', async () => {
    const [again] = await world.rows<{ id: number }>(`SELECT id FROM campaign WHERE name = 'Flu again'`);
    const [selection, places] = [world.get(SelectionQueries), await world.get(PlaceScope).all()];
    const row = (await world.get(CampaignsStore).find(again?.id as number)) as CampaignRow;
    const next = (most: number) => selection.next(row, places, most);
    const planned = async () =>
      (await selection.count(row, places)).reduce((sum, { excluded, people }) => sum + (excluded ? 0 : people), 0);
    // One has a booking under their name alone, one said STOP and has no other way, one has had it elsewhere.
    const all = await next(1000);
    expect(all).toHaveLength(40);
    const [booked, stopped] = all.slice(20, 22).map(({ personId }) => personId);
    await world.addBooking({ site: 'harbour', startsAt: '2026-11-05T10:00:00Z', status: 'booked' });
    await world.rows(
      `UPDATE booking SET person_key = (SELECT name_key FROM person_profile WHERE person_id = $1), service_id = $2 WHERE id = (SELECT max(id) FROM booking)`,
      [booked, row.serviceId],
    );
    await world.rows(
      `INSERT INTO opt_out (channel, recipient_bi, at) SELECT 'email', email_bi, now() FROM person_contact WHERE person_id = $1`,
      [stopped],
    );
    const left = all.filter(({ personId }) => personId !== booked && personId !== stopped);
    expect(await next(1000)).toEqual(left);
    expect(await planned()).toBe(38);
    expect(await next(7)).toEqual(left.slice(0, 7));
    jest
      .spyOn(selection as unknown as { bound: () => Promise<object> }, 'bound')
      .mockResolvedValue({ need: 1, born: '1943-12-31' });
    expect(await next(30)).toEqual(left.slice(0, 30));
    expect(await next(1000)).toEqual(left);
    jest.restoreAllMocks();
    await world.rows('DELETE FROM opt_out');
  });

  test('invites nobody twice whom somebody else invited since they were selected, and the others all the same', async () => {
    const [again] = await world.rows<{ id: number; audience: number }>(
      `SELECT id, audience_id AS audience FROM campaign WHERE name = 'Flu again'`,
    );
    await world.rows(`UPDATE campaign SET state = 'paused' WHERE id <> $1 AND state = 'running'`, [again?.id]);
    await world.rows(`UPDATE campaign SET mode = 'dates' WHERE id = $1`, [again?.id]);
    const at = await invited();
    const noted = jest.spyOn(BatchSize.prototype, 'note');
    await waves();
    const before = await invited();
    // What is noted with the time is how many were written, not how many a batch may have.
    expect(before).toBeGreaterThan(at);
    expect(noted.mock.calls.map(([, people]) => people)).toContain(before - at);
    noted.mockClear();
    const known = await world.rows<{ personId: number }>(
      `SELECT person_id AS "personId" FROM invitation WHERE audience_id = $1 ORDER BY id LIMIT 5`,
      [again?.audience],
    );
    const fresh = await world.rows<{ personId: number }>(
      `SELECT person_id AS "personId" FROM person_profile WHERE date_of_birth > '1980-01-01' LIMIT 3`,
    );
    expect(known).toHaveLength(5);
    const candidates = [...known, ...fresh].map(({ personId }) => ({
      personId,
      areaId: 'L24',
      way: 'email',
      language: 'en',
    }));
    jest.spyOn(world.get(SelectionQueries), 'next').mockResolvedValue(candidates as Candidate[]);
    await waves();
    expect(await invited()).toBe(before + fresh.length);
    // Done over, it took twice as long as it would take.
    expect(noted).not.toHaveBeenCalled();
    jest.restoreAllMocks();
    const [last] = await world.rows<{ people: number }>(
      'SELECT people FROM wave WHERE campaign_id = $1 ORDER BY number DESC LIMIT 1',
      [again?.id],
    );
    expect(last?.people).toBe(fresh.length);
    expect(
      await counted('message WHERE invitation_id IS NOT NULL GROUP BY invitation_id, kind HAVING count(*) > 1'),
    ).toBeFalsy();
  });

  test('who is being invited stays when the list that brought them is taken back meanwhile, and the others go', async () => {
    const made = await coordinators.importPeople(
      [HEADINGS, 'Just,Invited,01/03/1941,,L24 8QB,just@example.com,,,', 'Not,Invited,01/03/1991,,L24 8QB,,,,'].join(
        '\n',
      ),
    );
    const before = await invited();
    const store = world.get(InviteStore);
    const countWave = store.countWave.bind(store);
    const [written, mayCommit] = [new Signal(), new Signal()];
    jest.spyOn(store, 'countWave').mockImplementation(async (...asked) => {
      written.give();
      await mayCommit.given;
      await countWave(...asked);
    });
    const wave = waves();
    await written.given;
    const undo = post<object>('author', `/staff/people/imports/${made.id}/undo`);
    let isOver = false;
    void undo.finally(() => (isOver = true));
    while (!isOver && (await counted(`pg_locks WHERE locktype = 'advisory' AND NOT granted`)) === 0) await pause(5);
    mayCommit.give();
    await wave;
    jest.restoreAllMocks();
    expect((await undo).body).toEqual({ removed: 1, restored: 0, kept: 1 });
    expect(await invited()).toBe(before + 1);
    expect(await counted('invitation i LEFT JOIN person p ON p.id = i.person_id WHERE p.id IS NULL')).toBe(0);
    expect(await counted(`person WHERE last_name = 'Invited'`)).toBe(1);
  });

  test('an invitation points to what is there, a message to its invitation, and none of them goes before', async () => {
    const refused = async (sql: string): Promise<unknown> =>
      world.rows(sql).then(
        () => 'taken',
        (error: { code?: string }) => error.code,
      );
    const another = (column: string, value: string): string =>
      `INSERT INTO invitation (audience_id, person_id, service_id, wave_id, token_hash, expires_at, created_at)
       SELECT ${['audience_id', 'person_id', 'service_id', 'wave_id'].map((one) => (one === column ? value : one)).join(', ')}, sha256('x'), now(), now()
       FROM invitation WHERE wave_id IS NOT NULL LIMIT 1`;
    for (const column of ['audience_id', 'person_id']) expect(await refused(another(column, '99999'))).toBe('23503');
    const elsewhere = (column: string): string =>
      another(column, '9999').replace(
        'SELECT audience_id,',
        'SELECT (SELECT max(id) FROM audience WHERE id NOT IN (SELECT audience_id FROM invitation)),',
      );
    for (const column of ['service_id', 'wave_id']) expect(await refused(elsewhere(column))).toBe('23503');
    expect(
      await refused(`INSERT INTO message (invitation_id, kind, channel, occurrence, send_after, not_after, created_at)
        VALUES (99999, 'invitation', 'email', 1, now(), now(), now())`),
    ).toBe('23503');
    expect(await refused('UPDATE invitation SET person_id = person_id + 1')).toBe('P0001');
    expect(await refused('UPDATE message SET invitation_id = invitation_id + 1')).toBe('P0001');
    for (const table of ['invitation', 'wave']) expect(await refused(`DELETE FROM ${table}`)).toBe('23503');
  });

  test('is not there for somebody of another Place or a desk, and a foreign token is no campaign', async () => {
    expect((await call('northtown', 'GET', `/staff/campaigns/${campaign.id}`)).status).toBe(404);
    expect((await call('desk', 'GET', `/staff/campaigns/${campaign.id}`)).status).toBe(404);
    expect((await call('author', 'GET', `/staff/campaigns/${randomUUID()}`)).status).toBe(404);
  });
});
