import type { ChangePreview, Proposal, UrgentAlert } from '@fairslot/contract';
import { SendAlerts } from '../src/clinic-changes/send-alerts.job';
import { EmailChannel } from '../src/messages/channels/email';
import { ClinicDesk, type ClosureBody } from './clinic-changes-world';

jest.setTimeout(60_000);

let desk: ClinicDesk;
let other: string;
let day = 0;
/** A day of its own for each test, in winter, so that local times are UTC. */
let date: string;

beforeAll(async () => {
  desk = await ClinicDesk.open('2026-03-09T09:00:00Z');
  await desk.world.addStaff('second@example.org', [['site_administrator', 'site', 'harbour']]);
  await desk.world.addStaff('elsewhere@example.org', [['clinic_lead', 'site', 'station']]);
  await desk.world.addStaff('desk@example.org', [['front_desk', 'site', 'harbour']]);
  other = await desk.world.tokenOf('second@example.org');
});
afterAll(() => desk?.world.close());
beforeEach(() => {
  day += 1;
  date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
});

async function booked(people: number, on = date, at = '09:00'): Promise<{ clinic: string; ids: number[] }> {
  const { id: clinic } = await desk.clinic({ date: on, from: at, until: '23:00', slotMinutes: 30, capacity: 60 });
  const ids: number[] = [];
  for (let n = 0; n < people; n += 1) ids.push(await desk.book({ clinic, at: `${on}T${at}:00Z` }));
  return { clinic, ids };
}
const closureOf = (more: object = {}) => ({ from: date, to: date, reason: 'Snow', bookings: 'cancel', ...more });
const previewOf = (body: object) => desk.ask<ChangePreview>('POST', '/closures/preview', body);
async function ask(more: object = {}): Promise<Proposal> {
  const body = closureOf(more);
  const { preview } = await previewOf(body);
  return desk.ask<Proposal>('POST', '/proposals', { change: { kind: 'close', ...body }, preview, reason: 'Snow' }, 201);
}
const look = (id: string, token = other) =>
  desk.call<{ proposal: Proposal; preview: ChangePreview | null }>('GET', `/proposals/${id}`, undefined, token);
async function approve(id: string, token = other) {
  const { preview } = (await look(id, token)).body;
  const seen = { version: preview?.version ?? 0, preview: preview?.preview ?? 'none' };
  return desk.call<ClosureBody & { proposal: Proposal }>('POST', `/proposals/${id}/approve`, seen, token);
}
const listed = async (token: string) =>
  (await desk.world.call('GET', '/staff/proposals', token)).body as unknown as {
    items: Proposal[];
    alerts: UrgentAlert[];
  };
const audited = (action: string) =>
  desk.world.rows<{ actor: string; details: Record<string, unknown> }>(
    'SELECT actor, details FROM audit WHERE action = $1 ORDER BY id',
    [action],
  );

test('ten are cancelled by one person, eleven are not: nothing is written', async () => {
  await booked(11);
  const eleven = await previewOf(closureOf());
  expect(eleven).toMatchObject({ cancelledAndTold: 11, secondPerson: 'needed' });
  const before = await desk.everything();
  const refused = await desk.call('POST', '/closures', { ...closureOf(), preview: eleven.preview });
  expect([refused.status, refused.body.code]).toEqual([409, 'second_person_needed']);
  expect(await desk.everything()).toEqual(before);
  const tenBody = closureOf({ starts: '09:00', ends: '09:30' });
  await desk.world.rows(
    `UPDATE booking SET status = 'cancelled', slot_id = NULL WHERE id = (SELECT max(id) FROM booking)`,
  );
  await desk.world.rows('UPDATE slot SET taken = 10 WHERE taken = 11');
  const ten = await previewOf(tenBody);
  expect(ten).toMatchObject({ cancelledAndTold: 10, secondPerson: 'not_needed' });
  expect((await desk.call('POST', '/closures', { ...tenBody, preview: ten.preview })).status).toBe(201);
});

test('a second person agrees, and exactly what they saw is done', async () => {
  const { ids } = await booked(11);
  const asked = await ask();
  expect(asked).toMatchObject({ state: 'waiting', isYours: true, figures: { cancelledAndTold: 11 } });
  expect(await desk.booking(ids[0] as number)).toMatchObject({ status: 'booked' });
  const mine = await approve(asked.id, desk.token);
  expect([mine.status, mine.body.code]).toEqual([403, 'own_proposal']);
  expect((await listed(other)).items).toMatchObject([
    { id: asked.id, isYours: false, requestedBy: 'lead@example.org' },
  ]);
  const done = await approve(asked.id);
  expect(done.body).toMatchObject({
    effect: { cancelledAndTold: 11 },
    proposal: { state: 'approved', decidedBy: 'second@example.org' },
  });
  for (const id of ids) expect(await desk.booking(id)).toMatchObject({ status: 'cancelled', cancelReason: 'site' });
  expect((await approve(asked.id)).body.code).toBe('proposal_over');
  expect((await audited('change.approved')).at(-1)?.details).toMatchObject({ requestedBy: desk.userId });
});

test('somebody books between the look and the press: it is refused with the new figures, and can be looked at again', async () => {
  const { clinic } = await booked(11);
  const asked = await ask();
  const seen = (await look(asked.id)).body.preview as ChangePreview;
  await desk.book({ clinic, at: `${date}T09:00:00Z` });
  const { version, preview } = seen;
  const late = await desk.call('POST', `/proposals/${asked.id}/approve`, { version, preview }, other);
  expect([late.status, late.body.code]).toEqual([409, 'preview_out_of_date']);
  expect((late.body as unknown as { preview: object }).preview).toMatchObject({ cancelledAndTold: 12 });
  expect((await approve(asked.id)).body.effect).toMatchObject({ cancelledAndTold: 12 });
});

test('nobody who may not change clinics there sees it, or decides', async () => {
  await booked(11);
  const asked = await ask();
  for (const who of ['elsewhere@example.org', 'desk@example.org']) {
    const token = await desk.world.tokenOf(who);
    expect((await look(asked.id, token)).status).toBe(404);
    expect((await approve(asked.id, token)).status).toBe(404);
    expect((await listed(token)).items ?? []).toEqual([]);
  }
});

test('is refused with a reason, or taken back by whoever asked; then nobody agrees to it', async () => {
  await booked(11);
  const refused = await ask();
  const without = await desk.call('POST', `/proposals/${refused.id}/refuse`, { reason: ' ' }, other);
  expect(without.body.errors).toMatchObject([{ path: 'reason', code: 'required' }]);
  const said = await desk.call<Proposal>(
    'POST',
    `/proposals/${refused.id}/refuse`,
    { reason: 'It has stopped' },
    other,
  );
  expect(said.body).toMatchObject({ state: 'refused', refusal: 'It has stopped' });
  expect((await approve(refused.id)).body.code).toBe('proposal_over');
  const withdrawn = await ask();
  expect((await desk.call('POST', `/proposals/${withdrawn.id}/withdraw`, undefined, other)).status).toBe(404);
  expect((await desk.ask<Proposal>('POST', `/proposals/${withdrawn.id}/withdraw`)).state).toBe('withdrawn');
  expect((await approve(withdrawn.id)).body.code).toBe('proposal_over');
});

test('two who agree at the same moment do it once', async () => {
  await booked(11);
  const asked = await ask();
  await desk.world.addStaff(`third${day}@example.org`, [['clinic_lead', 'site', 'harbour']]);
  const third = await desk.world.tokenOf(`third${day}@example.org`);
  const done = await Promise.all([approve(asked.id), approve(asked.id, third)]);
  expect(done.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  expect(await desk.world.rows('SELECT id FROM closure WHERE from_date = $1', [date])).toHaveLength(1);
});

test('a clinic and a whole series wait, too, and so does telling more than fifty that a unit moved', async () => {
  const { clinic } = await booked(51);
  const place = { name: 'Hall', address: '1 Road', postcode: 'L1 1AA', latitude: 53.4, longitude: -2.9 };
  const moved = await desk.preview(clinic, { location: place });
  expect(moved).toMatchObject({ toldOfPlace: 51, cancelledAndTold: 0, secondPerson: 'needed' });
  expect(moved.messages).toMatchObject([{ kind: 'clinic_moved', people: 51 }]);
  const { version, preview } = moved;
  const alone = await desk.call('PATCH', `/clinics/${clinic}`, { location: place, version, preview });
  expect(alone.body.code).toBe('second_person_needed');
  const change = { kind: 'edit_clinic', clinicId: clinic, location: place };
  const asked = await desk.ask<Proposal>('POST', '/proposals', { change, preview, reason: 'Flood' }, 201);
  expect((await approve(asked.id)).body.effect).toMatchObject({ toldOfPlace: 51 });

  const cancelling = await desk.preview(clinic, { cancel: true, bookings: 'cancel' });
  expect(cancelling.secondPerson).toBe('needed');
  const cancel = { kind: 'cancel_clinic', clinicId: clinic, bookings: 'cancel' };
  const two = await desk.ask<Proposal>(
    'POST',
    '/proposals',
    { change: cancel, preview: cancelling.preview, reason: 'x' },
    201,
  );
  expect((await approve(two.id)).body.effect).toMatchObject({ cancelledAndTold: 51, clinicsCancelled: 1 });
});

test('what waits an hour is over', async () => {
  await booked(11);
  const asked = await ask();
  await desk.world.rows(
    `UPDATE change_proposal SET requested_at = requested_at - interval '61 minutes', expires_at = expires_at - interval '61 minutes'`,
  );
  expect((await look(asked.id)).body).toMatchObject({ proposal: { state: 'expired' }, preview: null });
  expect((await approve(asked.id)).body.code).toBe('proposal_over');
});

describe('within 24 hours', () => {
  const today = '2026-03-09';

  test('one person closes at once with a reason; two others are alerted, by e-mail too, and say that they read it', async () => {
    const { ids } = await booked(11, today, '20:00');
    const body = closureOf({ from: today, to: today, reason: 'The roof leaks' });
    const preview = await previewOf(body);
    expect(preview.secondPerson).toBe('urgent');
    await desk.ask('POST', '/closures', { ...body, preview: preview.preview }, 201);
    expect(await desk.booking(ids[0] as number)).toMatchObject({ status: 'cancelled' });
    const [noted] = await audited('change.alone');
    expect(noted).toMatchObject({ actor: `staff:${desk.userId}`, details: { cancelled: 11, told: 11 } });
    expect(noted?.details['alerted']).toHaveLength(2);
    const { alerts } = await listed(other);
    expect(alerts).toMatchObject([{ by: 'lead@example.org', reason: 'The roof leaks', cancelled: 11 }]);
    expect((await listed(desk.token)).alerts).toEqual([]);
    const sent = jest.spyOn(EmailChannel.prototype, 'send').mockResolvedValue({ outcome: 'accepted' } as never);
    await desk.world.get(SendAlerts).run();
    const subjects = sent.mock.calls.map(([, { to, subject }]) => `${to}: ${subject}`);
    expect(subjects).toContain('second@example.org: An urgent change at harbour health centre');
    sent.mockRestore();
    const alert = (alerts[0] as UrgentAlert).id;
    expect((await desk.world.call('POST', `/staff/alerts/${alert}/seen`, desk.token)).status).toBe(404);
    expect((await desk.world.call('POST', `/staff/alerts/${alert}/seen`, other)).status).toBe(204);
    expect((await listed(other)).alerts).toEqual([]);
  });

  test('nothing further away comes with it, and a clinic is not cancelled at once without a reason', async () => {
    const { clinic } = await booked(11, '2026-03-10', '08:00');
    await booked(1, '2026-03-12');
    const both = closureOf({ from: '2026-03-10', to: '2026-03-12' });
    expect(await previewOf(both)).toMatchObject({ cancelledAndTold: 12, secondPerson: 'needed' });
    const { version, preview, secondPerson } = await desk.preview(clinic, { cancel: true, bookings: 'cancel' });
    expect(secondPerson).toBe('urgent');
    const silent = await desk.call('POST', `/clinics/${clinic}/cancel`, { version, preview, bookings: 'cancel' });
    expect(silent.body.code).toBe('second_person_needed');
    const said = { version, preview, bookings: 'cancel', alone: 'Nobody can come in' };
    expect((await desk.call('POST', `/clinics/${clinic}/cancel`, said)).status).toBe(200);
  });
});
