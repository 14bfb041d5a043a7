import { randomUUID } from 'node:crypto';
import { KeepClinic } from '../src/clinic-changes/keep-clinic';
import { Ids } from '../src/platform/ids/ids';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { StaffWorld } from './staff-world';

jest.setTimeout(120_000);

let world: StaffWorld;
let token: string;
let audience: number;
const START = '2026-03-20T10:00:00Z';
const DAY = 86_400;

beforeAll(async () => {
  world = await StaffWorld.open('2026-03-09T12:00:00Z', { LIMIT_HOLDS_SHARED: '100000/600' });
  const rule = { id: 'all', vaccine: 'ALL', programme_start: '2020-01-01', programme_end: '2039-12-31' };
  await world.rows('UPDATE service SET rule = $1', [{ ...rule, cohorts: [{ id: 'all', priority: 1, when: true }] }]);
  await world.get(ServiceCatalogue).load();
  await world.addStaff('lead@example.org', [['clinic_lead', 'site', 'harbour']]);
  token = await world.tokenOf('lead@example.org');
  const [row] = await world.rows<{ id: number }>(
    `INSERT INTO audience (kind, name, created_at) VALUES ('group', 'Hostel', now()) RETURNING id`,
  );
  audience = row?.id as number;
});
afterAll(() => world?.close());

/** A clinic with one start, kept for the hostel; answers what its address names. */
async function kept(capacity: number, startsAt = START): Promise<{ slotId: number; path: string; clinicId: number }> {
  const slotId = await world.addSlot('harbour', startsAt, capacity);
  const [row] = await world.rows<{ id: number }>(
    `WITH s AS (UPDATE slot SET audience_ids = $2 WHERE id = $1 RETURNING clinic_id)
     UPDATE clinic c SET audience_ids = $2 FROM s WHERE c.id = s.clinic_id RETURNING c.id`,
    [slotId, [audience]],
  );
  const clinicId = row?.id as number;
  const path = `/staff/sites/harbour/clinics/${world.get(Ids).opaque('clinic', clinicId)}/opens-on`;
  return { slotId, path, clinicId };
}

const hold = async (startsAt: string, isMember = false): Promise<number> => {
  const attendee = { serviceId: 'flu', dateOfBirth: '1950-01-01', answers: {} };
  const body = {
    siteId: 'harbour',
    start: startsAt,
    attendees: [attendee],
    ...(isMember && { access: world.get(Ids).opaque('audience', audience) }),
  };
  return (await world.call('POST', '/holds', undefined, body, { 'idempotency-key': randomUUID() })).status;
};
/** Each process follows changes of clinics a few times a second. */
const seen = () => new Promise((done) => setTimeout(done, 1_000));
const takenOf = async (slotId: number) =>
  (await world.rows<{ taken: number }>('SELECT taken FROM slot WHERE id = $1', [slotId]))[0]?.taken;

test('a date is after today and not after the clinic, and only of a clinic that is for some', async () => {
  const { path } = await kept(2, '2026-03-19T10:00:00Z');
  const set = async (opensOn: string | null) => (await world.call('POST', path, token, { opensOn })).body;
  expect((await set('2026-03-09')).errors).toMatchObject([{ path: 'opensOn', code: 'date_in_past' }]);
  expect((await set('2026-03-20')).errors).toMatchObject([{ path: 'opensOn', code: 'range_order' }]);
  expect(await set('2026-03-19')).toEqual({ opensOn: '2026-03-19' });
  expect((await world.call('GET', path, token)).body).toEqual({ opensOn: '2026-03-19' });
  expect(await set(null)).toEqual({ opensOn: null });
  const slotId = await world.addSlot('harbour', '2026-03-18T10:00:00Z', 1);
  const [open] = await world.rows<{ id: number }>('SELECT clinic_id AS id FROM slot WHERE id = $1', [slotId]);
  const other = path.replace(/clinics\/[^/]+/, `clinics/${world.get(Ids).opaque('clinic', open?.id as number)}`);
  expect((await world.call('POST', other, token, { opensOn: '2026-03-12' })).body.code).toBe('wrong_state');
});

test('places are kept for whom they are for, and what is left is everybody’s on the date', async () => {
  const { slotId, path, clinicId } = await kept(3);
  await world.call('POST', path, token, { opensOn: '2026-03-14' });
  await seen();
  expect(await hold(START)).toBe(409);
  expect(await hold(START, true)).toBe(201);
  // As if it were booked by now.
  await world.rows(`UPDATE booking SET hold_expires_at = '2026-03-20T10:00:00Z' WHERE slot_id = $1`, [slotId]);
  await world.get(KeepClinic).run();
  await seen();
  expect(await hold(START)).toBe(409);
  await world.advance(5 * DAY);
  // Three processes look at once while people press: nobody gets a place twice, and what was held stays held.
  const [, , , ...held] = await Promise.all([
    ...[1, 2, 3].map(() =>
      world
        .get(KeepClinic)
        .run()
        .then(() => 0),
    ),
    ...Array.from({ length: 8 }, () => hold(START)),
  ]);
  await seen();
  const later = [await hold(START), await hold(START), await hold(START)];
  expect([...held, ...later].filter((status) => status === 201)).toHaveLength(2);
  expect(await takenOf(slotId)).toBe(3);
  const [clinic] = await world.rows('SELECT audience_ids, opens_on FROM clinic WHERE id = $1', [clinicId]);
  expect(clinic).toEqual({ audience_ids: null, opens_on: null });
  expect(await world.rows(`SELECT 1 FROM audit WHERE action = 'clinic.opened_to_everyone'`)).toHaveLength(1);
});
