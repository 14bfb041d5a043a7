import type { ManagedBooking, PeopleImport } from '@fairslot/contract';
import { FreeUseless } from '../src/bookings/free-useless';
import { MessageKinds } from '../src/messages/message-kinds';
import { type CoordinatorWorld, HEADINGS, row } from './coordinator-world';
import { bookedOf, dateOfBirth, dose, openDoses, takeDoses } from './doses-world';
import type { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let coordinators: CoordinatorWorld;
let world: StaffWorld;
const post: CoordinatorWorld['post'] = (...asked) => coordinators.post(...asked);
const take = (...rows: string[]) => takeDoses(coordinators, ...rows);
const booked: (n: number, more?: { startsAt?: string; mobile?: string }) => Promise<string> = (...asked) =>
  bookedOf(coordinators, ...asked);

const run = () => world.get(FreeUseless).run();
const stateOf = async (reference: string) =>
  (
    await world.rows<object>(
      `SELECT b.status, b.cancel_reason AS reason, q.answer, (SELECT s.taken FROM slot s WHERE s.id = b.slot_id) AS taken,
         ARRAY(SELECT m.kind FROM message m WHERE m.booking_id = b.id AND m.state IN ('pending', 'delivered') ORDER BY m.id) AS messages
       FROM booking b LEFT JOIN dose_question q ON q.booking_id = b.id WHERE b.reference = $1`,
      [reference],
    )
  )[0];
const arrived = (reference: string) =>
  world.rows(
    `UPDATE message SET state = 'delivered' WHERE kind = 'had_elsewhere' AND booking_id = (SELECT id FROM booking WHERE reference = $1)`,
    [reference],
  );

/** So many hours of the time to answer pass; the clock stays, because sessions end. */
const later = (hours: number) =>
  world.rows(`UPDATE dose_question SET frees_at = frees_at - make_interval(hours => $1)`, [hours]);

/** The appointment as its owner sees it. */
async function opened(reference: string, n: number) {
  const { body } = await world.call('POST', '/manage/sessions', undefined, { reference, dateOfBirth: dateOfBirth(n) });
  const ask = async (method: string, path: string) =>
    (await world.call(method, `/manage/bookings${path}`, body.token)) as unknown as { status: number; body: unknown };
  return {
    see: async () => ((await ask('GET', '')).body as { items: ManagedBooking[] }).items[0] as ManagedBooking,
    keep: () => ask('POST', `/${reference}/keep`),
  };
}

beforeAll(async () => {
  coordinators = await openDoses();
  world = coordinators.staff;
}, 120_000);
afterAll(() => coordinators?.close());

describe('a booking that a dose given elsewhere makes useless', () => {
  test('the person is asked, and keeps it with one press', async () => {
    const reference = await booked(30);
    const other = await booked(31);
    await take(dose(30));
    await run();
    expect(await stateOf(reference)).toMatchObject({
      status: 'booked',
      answer: null,
      messages: ['had_elsewhere'],
      taken: 1,
    });
    expect(await stateOf(other)).toMatchObject({ status: 'booked', messages: [] });
    const [{ id, occurrence }] = (await world.rows('SELECT id, occurrence FROM booking WHERE reference = $1', [
      reference,
    ])) as [{ id: string; occurrence: number }];
    const about = {
      id: 1,
      kind: 'had_elsewhere' as const,
      channel: 'sms' as const,
      bookingId: Number(id),
      invitationId: null,
      occurrence,
    };
    const said = await world.get(MessageKinds).compose(about);
    expect(said).toMatchObject({
      text: expect.stringMatching(/have you had your flu already on Sat 3 Oct\?[\s\S]*No answer by Wed 4 Nov/),
    });
    const resident = await opened(reference, 30);
    expect((await resident.see()).hadElsewhere).toEqual({
      on: '2026-10-03',
      freesAt: expect.stringContaining('2026-11-04T'),
    });
    expect((await resident.keep()).status).toBe(200);
    expect((await resident.keep()).status).toBe(200);
    expect((await resident.see()).hadElsewhere).toBeUndefined();
    expect(await world.get(MessageKinds).compose(about)).toBeNull();
    await arrived(reference);
    await later(72);
    await run();
    expect(await stateOf(reference)).toMatchObject({ status: 'booked', answer: 'keep', taken: 1 });
  });

  test('without an answer to a message that arrived it ends at its time, its place is free, and that is told', async () => {
    const [heard, silent] = [await booked(32), await booked(33)];
    await take(dose(32), dose(33));
    await run();
    await arrived(heard);
    await later(47);
    await run();
    expect(await stateOf(heard)).toMatchObject({ status: 'booked', answer: null });
    await later(2);
    await run();
    expect(await stateOf(heard)).toMatchObject({
      status: 'cancelled',
      reason: 'had_elsewhere',
      answer: 'no_answer',
      taken: 0,
      messages: ['had_elsewhere', 'freed_had_elsewhere'],
    });
    // The other message never arrived: nothing is taken from somebody who was not asked.
    expect(await stateOf(silent)).toMatchObject({ status: 'booked', answer: null, taken: 1 });
  });

  test('nearer than two days before silence ends nothing, and a name alone is no proof', async () => {
    const near = await booked(34, { startsAt: '2026-11-04T09:00:00Z' });
    const named = await booked(35);
    await world.rows(
      `UPDATE booking b SET person_key = f.name_key FROM person p JOIN person_profile f ON f.nhs_number_bi = p.nhs_number_bi WHERE p.id = b.person_id AND b.reference = $1`,
      [named],
    );
    await world.rows(
      `UPDATE person p SET nhs_number_ct = NULL, nhs_number_bi = NULL FROM booking b WHERE b.person_id = p.id AND b.reference = $1`,
      [named],
    );
    await take(dose(34), dose(35));
    await run();
    const asked = await world.rows(
      'SELECT b.reference, q.frees_at FROM dose_question q JOIN booking b ON b.id = q.booking_id WHERE b.reference = ANY ($1)',
      [[near, named]],
    );
    expect(asked).toEqual(expect.arrayContaining([near, named].map((reference) => ({ reference, frees_at: null }))));
  });

  test('one dose leaves the second of two of use', async () => {
    const second = await booked(36);
    await world.rows('UPDATE booking SET dose = 2 WHERE reference = $1', [second]);
    await take(dose(36));
    await run();
    expect(await stateOf(second)).toMatchObject({ status: 'booked', messages: [] });
    await take(dose(36, '20/10/2026'));
    await run();
    expect(await stateOf(second)).toMatchObject({ messages: ['had_elsewhere'] });
  });

  test('undoing the list takes the question back, and figures say what came of all of them', async () => {
    const reference = await booked(37);
    const { id } = await take(dose(37));
    await run();
    const undone = await post<{ removed: number }>('author', `/staff/people/doses/imports/${id}/undo`);
    expect(undone.body).toEqual({ removed: 1 });
    expect((await post('author', `/staff/people/doses/imports/${id}/undo`)).body.code).toBe('wrong_state');
    expect(await stateOf(reference)).toMatchObject({ status: 'booked', answer: 'over' });
    const { body } = await coordinators.call<{ bookings: object }>('author', 'GET', '/staff/people/doses/imports');
    expect(body.bookings).toMatchObject({ kept: 1, freedUnanswered: 1, deceased: 0 });
  });

  test('the desk sees it on its list', async () => {
    const { body } = await coordinators.call<{ items: { reference: string; hadElsewhere: object | null }[] }>(
      'desk',
      'GET',
      '/staff/sites/harbour/day?date=2026-11-23',
    );
    const flagged = body.items.filter(({ hadElsewhere }) => hadElsewhere !== null);
    expect(flagged.map(({ hadElsewhere }) => hadElsewhere)).toContainEqual({ on: '2026-10-03', answer: 'keep' });
  });
});

describe('somebody whom a list says to have died', () => {
  test('has no appointment any more, and nobody is written to or called', async () => {
    const [reference, other] = [await booked(40), await booked(41)];
    const [{ id }] = (await world.rows('SELECT id FROM booking WHERE reference = $1', [reference])) as [{ id: string }];
    await world.rows(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
       SELECT id, site_id, 'reminder_3_days', 'sms', 1, app_now(), app_now() + interval '30 days', app_now() FROM booking WHERE id = $1`,
      [id],
    );
    const about = {
      id: 1,
      kind: 'missed' as const,
      channel: 'sms' as const,
      bookingId: Number(id),
      invitationId: null,
      occurrence: 1,
    };
    const csv = [`${HEADINGS},Date of death`, `${row(40)},01/11/2026`].join('\n');
    const made = await post<PeopleImport>('author', '/staff/people/imports', { name: 'deaths', csv });
    expect(made.body).toMatchObject({ changed: 1 });
    await run();
    expect(await stateOf(reference)).toMatchObject({ status: 'cancelled', reason: 'deceased', taken: 0, messages: [] });
    expect(await stateOf(other)).toMatchObject({ status: 'booked' });
    await world.rows(`UPDATE booking SET status = 'did_not_attend' WHERE id = $1`, [id]);
    expect(await world.get(MessageKinds).compose(about)).toBeNull();
    await world.rows(`UPDATE booking SET status = 'cancelled' WHERE id = $1`, [id]);
    const { body } = await coordinators.call<{ bookings: object }>('author', 'GET', '/staff/people/doses/imports');
    expect(body.bookings).toMatchObject({ deceased: 1 });
    const seen = await coordinators.call<{ history: { action: string; reason: string | null }[] }>(
      'desk',
      'GET',
      `/staff/bookings/${reference}`,
    );
    expect(seen.body.history).toContainEqual(
      expect.objectContaining({ action: 'booking.cancelled', reason: 'deceased' }),
    );
  });
});
