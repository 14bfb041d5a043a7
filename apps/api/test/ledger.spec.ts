import { randomUUID } from 'node:crypto';
import { cancelBooking, sendAgain } from '@fairslot/contract';
import { MESSAGE_FACTS } from '../src/bookings/booking-message.store';
import { FollowSlots } from '../src/clinics/follow-slots';
import { FindLostMessages } from '../src/messages/find-lost-messages';
import { SettleMessages } from '../src/messages/settle-messages';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { aClinic } from './harness/world';
import { LedgerWorld, type Booked } from './ledger-world';
import { until } from './twilio-world';

jest.setTimeout(60_000);

/** Monday 12 October 2026, nine o'clock in London; the clinic is on Monday the 19th. */
let ledger: LedgerWorld;

beforeAll(async () => {
  ledger = await LedgerWorld.open('2026-10-12T08:00:00Z', '2026-10-19', {
    LIMIT_MESSAGES: '4/86400,10/604800',
    LIMIT_LOOK_UPS: '1000/60',
  });
});
afterAll(() => ledger?.close());
afterEach(async () => {
  ledger.refuse = 0;
  await ledger.twilio.set({ mode: 'on', times: 1, listLagMs: 0 });
  await ledger.twilio.proveShapes();
});

const one = async (wanted: Parameters<LedgerWorld['book']>[0]): Promise<Booked> =>
  (await ledger.book(wanted))[0] as Booked;
const sent = async (mobile: string): Promise<string[]> => (await ledger.twilio.taken(mobile)).map(({ body }) => body);

test('a booking plans its reminders in the same statement, one way each; cancelling ends them', async () => {
  const mobile = ledger.aMobile();
  const booked = await one({ mobile, email: 'plan@example.org' });
  const planned = (await ledger.messages(booked)).map(({ kind, channel, sendAfter }) => [
    kind,
    channel,
    sendAfter.toISOString(),
  ]);
  expect(planned.slice(0, 2)).toEqual([
    ['reminder_3_days', 'sms', '2026-10-16T09:00:00.000Z'],
    ['reminder_1_day', 'sms', '2026-10-18T16:00:00.000Z'],
  ]);
  expect(planned.slice(2).map(([kind, channel]) => `${kind} ${channel}`)).toEqual(['booked sms', 'booked email']);
  const bearer = await ledger.session(booked);
  await ledger.api.client.call(cancelBooking, {
    idempotencyKey: randomUUID(),
    bearer,
    params: { reference: booked.reference },
    body: {},
  });
  expect(
    (await ledger.messages(booked)).filter(({ kind }) => kind.startsWith('reminder')).map(({ state }) => state),
  ).toEqual(['superseded', 'superseded']);
});

test('what a message asks of its person has an index: no booking of others is read, in a region of millions', async () => {
  const { owner } = ledger.database;
  await owner.query('BEGIN');
  await owner.query('SET LOCAL enable_seqscan = off');
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${MESSAGE_FACTS.text.replaceAll('$1', '1')}`);
  await owner.query('ROLLBACK');
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('booking_person_key');
  expect(plan).not.toMatch(/Seq Scan|Index Scan using (?!booking_person_key)\w+ on booking o/);
});

test('the e-mail carries words, a page, and the appointment for a calendar, with one id and no date of birth', async () => {
  const booked = await one({ email: 'calendar@example.org' });
  expect(await ledger.becomes(booked, 'booked', 'email accepted')).toBe('email accepted');
  const mail = ledger.inbox.find(({ to }) => (to as { text: string }).text === 'calendar@example.org');
  expect(mail?.html).toContain('Your appointment is booked');
  expect(mail?.headers.get('list-unsubscribe')).toBeUndefined();
  const [ics] = mail?.attachments ?? [];
  const text = ics?.content.toString().replaceAll('\r\n ', '') ?? '';
  expect(ics?.contentType).toBe('text/calendar');
  for (const line of [
    'METHOD:PUBLISH',
    'DTSTART:20261019T08',
    'SUMMARY:Open vaccine',
    'LOCATION:Speke Pharmacy',
    'TRIGGER:-P1D',
    'SEQUENCE:2',
  ])
    expect(text).toContain(line);
  expect(`${mail?.text}${text}`).not.toContain(booked.dateOfBirth);
});

test('the e-mail and its calendar say what the clinic is besides, in the language of the person; of a sensitive service neither does', async () => {
  const { slots } = await aClinic(ledger.database.owner, {
    siteId: ledger.world.sites.speke,
    serviceIds: [ledger.world.services.anyone],
    date: '2026-10-20',
    capacity: 6,
    options: ['quiet', 'women_only'],
  });
  await ledger.get(FollowSlots).poll();
  const readBy = async (email: string, language: string) => {
    const booked = await one({ email, language, start: slots[0]?.start as string });
    await ledger.becomes(booked, 'booked', 'email accepted');
    const mail = ledger.inbox.find(({ to }) => (to as { text: string }).text === email);
    const file = mail?.attachments[0]?.content.toString().replaceAll('\r\n ', '');
    return [mail?.text, mail?.html, file];
  };
  for (const said of await readBy('both@example.org', 'en')) {
    expect(said).toContain('This is a quiet time');
    expect(said).toContain('This clinic is for women only.');
  }
  for (const said of await readBy('obie@example.org', 'pl')) expect(said).toContain('tylko dla kobiet');
  const sensitive = (is: boolean) =>
    ledger.rows('UPDATE service SET sensitive = $1 WHERE id = $2', [is, ledger.world.services.anyone]);
  await sensitive(true);
  await ledger.get(ServiceCatalogue).load();
  for (const said of await readBy('neither@example.org', 'en')) expect(said).not.toMatch(/women|quiet/);
  await sensitive(false);
  await ledger.get(ServiceCatalogue).load();
});

test('after a STOP, what goes by text goes by e-mail', async () => {
  const mobile = ledger.aMobile();
  await ledger.twilio.inbound({ from: mobile, body: 'STOP' });
  const booked = await one({ mobile, email: 'stopped@example.org' });
  expect(await ledger.becomes(booked, 'booked', 'sms suppressed, email accepted')).toBe(
    'sms suppressed, email accepted',
  );
  // The answer to the STOP and nothing else.
  expect(await sent(mobile)).toHaveLength(1);
  await ledger.rows(`UPDATE message SET send_after = app_now() WHERE booking_id = $1 AND kind = 'reminder_1_day'`, [
    booked.id,
  ]);
  expect(await ledger.becomes(booked, 'reminder_1_day', 'sms suppressed, email accepted')).toBe(
    'sms suppressed, email accepted',
  );
});

test('whom neither text nor e-mail reaches is on the call list, once, with the reason', async () => {
  const mobile = ledger.aMobile();
  await ledger.twilio.next('invalid_number');
  ledger.refuse = 550;
  const booked = await one({ mobile, email: 'nobody@example.org' });
  const all = 'sms failed, email failed, call accepted';
  expect(await ledger.becomes(booked, 'booked', all)).toBe(all);
  const entries = () =>
    ledger.rows<{ kind: string; reason: string }>('SELECT kind, reason FROM call_list_entry WHERE booking_id = $1', [
      booked.id,
    ]);
  expect(await entries()).toEqual([{ kind: 'booked', reason: 'not_delivered' }]);
});

test('a text that the phone never got, as only a receipt says, puts somebody on the call list too', async () => {
  const mobile = ledger.aMobile();
  await ledger.twilio.endings('undelivered', 30_003);
  const booked = await one({ mobile });
  expect(await ledger.becomes(booked, 'booked', 'sms undelivered, call accepted')).toBe(
    'sms undelivered, call accepted',
  );
});

test('details sent again find their own way, and what else waits about the booking stays: its calls and its reminders', async () => {
  const mobile = ledger.aMobile();
  ledger.refuse = 550;
  const booked = await one({ mobile, email: 'again@example.org' });
  expect(await ledger.becomes(booked, 'booked', 'sms delivered, email failed')).toBe('sms delivered, email failed');
  await ledger.twilio.next('invalid_number');
  await ledger.rows(`UPDATE message SET send_after = app_now() WHERE booking_id = $1 AND kind = 'reminder_1_day'`, [
    booked.id,
  ]);
  const reminded = 'sms failed, email failed, call accepted';
  expect(await ledger.becomes(booked, 'reminder_1_day', reminded)).toBe(reminded);
  const open = () =>
    ledger.rows<{ kind: string }>(
      `SELECT e.kind FROM call_list_entry e JOIN booking b ON b.id = e.booking_id AND b.occurrence = e.occurrence
       WHERE e.booking_id = $1 AND e.done_at IS NULL ORDER BY e.kind`,
      [booked.id],
    );
  expect(await open()).toEqual([{ kind: 'reminder_1_day' }]);
  const bearer = await ledger.session(booked);
  const again = async () => {
    await ledger.advance(120);
    return ledger.api.client.call(sendAgain, { params: { reference: booked.reference }, bearer });
  };
  // Neither way: somebody calls, and once more where they have called about the one before.
  const called: string[] = ['sms delivered', 'email failed'];
  for (let times = 0; times < 2; times += 1) {
    await ledger.twilio.next('invalid_number');
    expect(await again()).toEqual({ outcome: 'sent' });
    called.push('sms failed', 'email failed', 'call accepted');
    expect(await ledger.becomes(booked, 'booked', called.join(', '))).toBe(called.join(', '));
    expect(await open()).toEqual([{ kind: 'booked' }, { kind: 'reminder_1_day' }]);
    await ledger.rows(
      `UPDATE call_list_entry SET done_at = app_now(), outcome = 'not_reached' WHERE booking_id = $1 AND kind = 'booked'`,
      [booked.id],
    );
  }
  ledger.refuse = 0;
  expect(await again()).toEqual({ outcome: 'sent' });
  called.push('sms delivered', 'email accepted');
  expect(await ledger.becomes(booked, 'booked', called.join(', '))).toBe(called.join(', '));
  expect(await open()).toEqual([{ kind: 'reminder_1_day' }]);
});

test('five bookings with one number in a day: four texts; a family that books together counts once', async () => {
  const mobile = ledger.aMobile();
  const family = await ledger.book({ mobile, people: 3 });
  for (const booked of family) expect(await ledger.becomes(booked, 'booked', 'sms delivered')).toBe('sms delivered');
  for (let n = 0; n < 3; n += 1)
    expect(await ledger.becomes(await one({ mobile }), 'booked', 'sms delivered')).toBe('sms delivered');
  const fifth = await one({ mobile });
  const [held] = await until(
    () => ledger.messages(fifth, 'booked'),
    ([row]) => row?.error === 'limit',
  );
  expect(held).toMatchObject({ attempt: 0, error: 'limit' });
  expect(await sent(mobile)).toHaveLength(6);
  // What the site cancels is told in any case.
  await ledger.rows(`UPDATE booking SET status = 'cancelled' WHERE id = $1`, [fifth.id]);
  await ledger.rows(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
     SELECT id, site_id, 'cancelled_by_site', 'sms', 1, app_now(), starts_at, app_now() FROM booking WHERE id = $1`,
    [fifth.id],
  );
  expect(await ledger.becomes(fifth, 'cancelled_by_site', 'sms delivered')).toBe('sms delivered');
});

test.each([
  ['all', () => ''],
  ['channel', () => 'sms'],
  ['kind', () => 'booked'],
  ['site', () => String(ledger.world.sites.speke)],
])('a kill switch for %s holds messages back from the moment it is set, until it is ended', async (what, value) => {
  await ledger.rows(
    `INSERT INTO staff_user (email, name, created_at) VALUES ('stopper@example.org', 'Stopper', now()) ON CONFLICT DO NOTHING`,
  );
  await ledger.rows(
    `INSERT INTO kill_switch (what, value, reason, set_by, set_at) SELECT $1, $2, 'a test', min(id), now() FROM staff_user`,
    [what, value()],
  );
  const mobile = ledger.aMobile();
  const booked = await one({ mobile });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await ledger.messages(booked, 'booked')).toMatchObject([{ state: 'pending', attempt: 0 }]);
  await ledger.rows('UPDATE kill_switch SET ended_at = now(), ended_by = set_by');
  expect(await ledger.becomes(booked, 'booked', 'sms delivered')).toBe('sms delivered');
});

test('of a text whose answer and receipts were lost the provider is asked, and it is not sent again', async () => {
  const mobile = ledger.aMobile();
  await ledger.twilio.set({ mode: 'off' });
  await ledger.twilio.next('cut');
  const booked = await one({ mobile });
  expect(await ledger.becomes(booked, 'booked', 'sms unknown')).toBe('sms unknown');
  await ledger.advance(61);
  await ledger.get(FindLostMessages).ask();
  expect(await ledger.messages(booked, 'booked')).toMatchObject([
    { state: 'accepted', attempt: 1, outcomes: ['accepted'] },
  ]);
  expect(await sent(mobile)).toHaveLength(1);
});

test('a text that the provider never had is sent again after it was asked twice, and that is counted', async () => {
  const mobile = ledger.aMobile();
  await ledger.twilio.next('dropped');
  const booked = await one({ mobile });
  expect(await ledger.becomes(booked, 'booked', 'sms unknown')).toBe('sms unknown');
  await ledger.advance(61);
  await ledger.get(FindLostMessages).ask();
  expect(await ledger.messages(booked, 'booked')).toMatchObject([{ state: 'unknown', attempt: 1 }]);
  await ledger.advance(241);
  await ledger.get(FindLostMessages).ask();
  expect(await ledger.becomes(booked, 'booked', 'sms delivered')).toBe('sms delivered');
  expect(await ledger.messages(booked, 'booked')).toMatchObject([{ attempt: 2, outcomes: ['unknown', 'accepted'] }]);
  expect(await sent(mobile)).toHaveLength(1);
  const metrics = await (await fetch(`${ledger.api.url}/metrics`)).text();
  expect(metrics).toMatch(/fairslot_messages_outcome_lost_total\{channel="sms",outcome="resent"\} 1/);
});

test('a worker that dies before the last door sent nothing; one that dies behind it is asked for', async () => {
  await ledger.twilio.set({ mode: 'off' });
  const [before, behind] = [await one({ mobile: ledger.aMobile() }), await one({ mobile: ledger.aMobile() })];
  for (const booked of [before, behind]) await ledger.becomes(booked, 'booked', 'sms accepted');
  await ledger.rows(
    `UPDATE message SET state = 'sending', lease_until = app_now(), attempt = 0 WHERE booking_id = $1 AND kind = 'booked'`,
    [before.id],
  );
  await ledger.rows(
    `UPDATE message SET state = 'sending', lease_until = app_now() WHERE booking_id = $1 AND kind = 'booked'`,
    [behind.id],
  );
  await ledger.rows(
    `UPDATE message_attempt SET ended_at = NULL, outcome = NULL WHERE message_id IN (SELECT id FROM message WHERE booking_id = $1)`,
    [behind.id],
  );
  await ledger.rows(
    `UPDATE message SET not_after = app_now() + interval '1 minute' WHERE booking_id = $1 AND kind = 'booked'`,
    [before.id],
  );
  await ledger.get(FindLostMessages).sweep();
  const [row] = await ledger.messages(behind, 'booked');
  expect([row?.state, row?.outcomes]).toEqual(['unknown', ['unknown']]);
  await ledger.get(FindLostMessages).ask();
  expect(await ledger.messages(behind, 'booked')).toMatchObject([{ state: 'accepted', attempt: 1 }]);
  // Nothing was tried, so nothing has to be asked.
  expect((await ledger.messages(before, 'booked'))[0]?.state).not.toBe('unknown');
});

test('who has no place any more is not reminded of it, and is on the call list for that and nothing else', async () => {
  const booked = await one({ mobile: ledger.aMobile() });
  await ledger.rows(`UPDATE booking SET slot_id = NULL, stranded_at = app_now() WHERE id = $1`, [booked.id]);
  await ledger.rows(`UPDATE message SET send_after = app_now() WHERE booking_id = $1 AND kind = 'reminder_1_day'`, [
    booked.id,
  ]);
  const [row] = await until(
    () => ledger.messages(booked, 'reminder_1_day'),
    ([found]) => found?.error === 'waits for a place',
  );
  expect(row).toMatchObject({ state: 'pending', attempt: 0, error: 'waits for a place' });
});

test('whom the site cancelled by a text that nobody heard of in half an hour is called, unless an e-mail went', async () => {
  await ledger.twilio.set({ mode: 'off' });
  const [alone, both] = [
    await one({ mobile: ledger.aMobile() }),
    await one({ mobile: ledger.aMobile(), email: 'heard@example.org' }),
  ];
  for (const { id } of [alone, both]) {
    await ledger.rows(`UPDATE booking SET status = 'cancelled' WHERE id = $1`, [id]);
    await ledger.rows(
      `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
       SELECT b.id, site_id, 'cancelled_by_site', way, 1, app_now(), starts_at, app_now() FROM booking b, contact c, unnest(ARRAY['sms', 'email']) AS way
       WHERE b.id = $1 AND c.party_id = b.party_id AND (way = 'sms' OR c.email_ct IS NOT NULL)`,
      [id],
    );
  }
  await ledger.becomes(alone, 'cancelled_by_site', 'sms accepted');
  await ledger.becomes(both, 'cancelled_by_site', 'sms accepted, email accepted');
  const settle = ledger.get(SettleMessages);
  await settle.callUnheard();
  expect(await ledger.messages(alone, 'cancelled_by_site')).toHaveLength(1);
  await ledger.advance(1801);
  await settle.callUnheard();
  expect(await ledger.becomes(alone, 'cancelled_by_site', 'sms accepted, call accepted')).toBe(
    'sms accepted, call accepted',
  );
  expect(await ledger.rows('SELECT reason FROM call_list_entry WHERE booking_id = $1', [alone.id])).toEqual([
    { reason: 'outcome_unknown' },
  ]);
  expect(await ledger.messages(both, 'cancelled_by_site')).toHaveLength(2);
});

test('at night a reminder waits for eight o’clock; whoever has only a landline is called the morning before; late it says today', async () => {
  const mobile = ledger.aMobile();
  const night = await one({ mobile, start: '2026-10-19T10:00:00.000Z' });
  const landline = await one({ landline: '0151 496 0100' });
  await ledger.goTo('2026-10-18T08:59:00Z');
  expect(await ledger.messages(landline)).toMatchObject([
    { kind: 'reminder_1_day', channel: 'call', state: 'pending' },
  ]);
  await ledger.advance(61);
  expect(await ledger.becomes(landline, 'reminder_1_day', 'call accepted')).toBe('call accepted');
  // When it was due stays on record after it has gone.
  expect((await ledger.messages(landline))[0]?.sendAfter.toISOString()).toBe('2026-10-18T09:00:00.000Z');
  expect(await ledger.rows('SELECT reason FROM call_list_entry WHERE booking_id = $1', [landline.id])).toEqual([
    { reason: 'no_contact' },
  ]);
  await ledger.rows(
    `UPDATE message SET send_after = '2026-10-18T19:30:00Z' WHERE booking_id = $1 AND kind = 'reminder_1_day'`,
    [night.id],
  );
  await ledger.goTo('2026-10-18T19:30:01Z');
  const [row] = await until(
    () => ledger.messages(night, 'reminder_1_day'),
    ([found]) => found?.error === 'quiet hours',
  );
  expect([row?.error, row?.sendAfter.toISOString()]).toEqual(['quiet hours', '2026-10-19T07:00:00.000Z']);
  await ledger.goTo('2026-10-19T07:00:01Z');
  expect(await ledger.becomes(night, 'reminder_1_day', 'sms delivered')).toBe('sms delivered');
  expect((await sent(mobile)).at(-1) ?? (await sent(mobile))[0]).toBeDefined();
  expect((await sent(mobile)).join('\n')).toContain('see you today 11:00am');
});

test('what is too late is let go, and whoever was not reached in time is called', async () => {
  const booked = await one({ mobile: ledger.aMobile(), start: '2026-10-19T10:55:00.000Z' });
  await ledger.rows(
    `INSERT INTO message (booking_id, site_id, kind, channel, occurrence, send_after, not_after, created_at)
     SELECT id, site_id, 'reminder_1_day', 'sms', 1, app_now() - interval '1 hour', app_now() - interval '1 second', app_now() FROM booking WHERE id = $1`,
    [booked.id],
  );
  await ledger.get(FindLostMessages).sweep();
  expect(await ledger.becomes(booked, 'reminder_1_day', 'sms expired, call accepted')).toBe(
    'sms expired, call accepted',
  );
  expect(await ledger.rows('SELECT reason FROM call_list_entry WHERE booking_id = $1', [booked.id])).toEqual([
    { reason: 'too_late' },
  ]);
});
