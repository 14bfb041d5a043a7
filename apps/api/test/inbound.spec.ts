import { randomUUID } from 'node:crypto';
import { confirmBooking, holdSlot, listManagedBookings, openManageSession, restoreBooking } from '@fairslot/contract';
import { isProblem } from '@fairslot/client';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { BookingsStore } from '../src/bookings/bookings.store';
import { ForgetReplies } from '../src/messages/webhooks/forget-replies.job';
import { InboundStore } from '../src/messages/webhooks/inbound.store';
import { OptOutsStore } from '../src/messages/webhooks/opt-outs.store';
import { recipientIndex } from '../src/messages/webhooks/recipient-index';
import { Cipher } from '../src/platform/crypto/cipher';
import { Keys } from '../src/platform/crypto/keys';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld } from './harness/world';
import { TwilioWorld } from './twilio-world';

jest.setTimeout(60_000);

let database: TestDatabase;
let twilio: TwilioWorld;
let api: Awaited<ReturnType<typeof anApi>>;
/** Starts more than a week ahead, and less than a day ahead. */
let far: string[];
let near: string[];

beforeAll(async () => {
  [database, twilio] = await Promise.all([aDatabase(), TwilioWorld.start()]);
  const world = await aWorld(database.owner);
  const clinic = { siteId: world.sites.speke, serviceIds: [world.services.anyone], slotMinutes: 5 };
  far = (await aClinic(database.owner, { ...clinic, date: '2026-03-10', until: '13:00' })).slots.map(
    ({ start }) => start,
  );
  near = (await aClinic(database.owner, { ...clinic, date: '2026-03-02', from: '15:00', until: '16:00' })).slots.map(
    ({ start }) => start,
  );
  api = await anApi(database.url, { ...twilio.settings, CLOCK: '2026-03-02T09:00:00Z' });
  await twilio.leadsTo(api);
});

afterAll(async () => {
  await api.stop();
  await Promise.all([twilio.stop(), database.drop()]);
});

afterEach(() => twilio.proveShapes());

let numbers = 0;
const aMobile = (): string => `+447700900${String((numbers += 1)).padStart(3, '0')}`;

interface Booked {
  mobile: string;
  reference: string;
  manageUrl: string;
  start: string;
}

async function book(
  mobile: string,
  { start = far.shift() as string, lastName = `of${mobile.length}`, email = '' } = {},
): Promise<Booked> {
  const key = { idempotencyKey: randomUUID() };
  const { holdId, token } = await api.client.call(holdSlot, { ...key, body: aHoldRequest(start) });
  const people = [aPerson({ lastName })];
  const contact = { mobile, ...(email ? { email } : {}) };
  const { bookings } = await api.client.call(confirmBooking, { ...key, body: { holdId, token, people, contact } });
  const [made] = bookings;
  return { mobile, reference: made?.reference as string, manageUrl: made?.manageUrl as string, start };
}

/** Rows of the database about one booking. */
async function rowsOf<R extends object>(text: string, { reference }: Booked): Promise<R[]> {
  const { rows } = await database.owner.query<R>(text, [reference.replace('-', '')]);
  return rows;
}
const statusOf = async (booked: Booked): Promise<string | undefined> =>
  (await rowsOf<{ status: string }>('SELECT status FROM booking WHERE reference = $1', booked))[0]?.status;
const auditOf = async (booked: Booked): Promise<string[]> =>
  (
    await rowsOf<{ action: string }>(
      `SELECT action FROM audit WHERE booking_id = (SELECT id FROM booking WHERE reference = $1) ORDER BY id`,
      booked,
    )
  ).map(({ action }) => action);
const comings = async (booked: Booked): Promise<number> =>
  (await auditOf(booked)).filter((action) => action === 'booking.coming').length;
const kept = async (sid: string): Promise<{ action: string; booking_id: number | null; answered: boolean }[]> =>
  (await database.owner.query(`SELECT action, booking_id, answered FROM inbound_message WHERE provider_id = $1`, [sid]))
    .rows;

const advance = (seconds: number): Promise<Response> =>
  fetch(`${api.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });

describe('1: coming', () => {
  test('is noted on the booking, and answered with time, site and link', async () => {
    const booked = await book(aMobile());
    const said = await twilio.says(booked.mobile, ' 1 ');
    expect(said).toContain(booked.manageUrl);
    expect(said).toMatch(/See you on Tue 10 Mar \d+:\d\dam at Speke Pharmacy/);
    expect(await statusOf(booked)).toBe('booked');
    expect(await comings(booked)).toBe(1);
  });

  test('delivered five times at once, is noted once and answered once', async () => {
    const booked = await book(aMobile());
    const { answers } = await twilio.inbound({ from: booked.mobile, body: 'Yes', deliveries: 5 });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.filter(({ reply }) => reply !== null)).toHaveLength(1);
    expect(await comings(booked)).toBe(1);
  });

  test('from somebody with two appointments is about the one they last had a text about, else the newest', async () => {
    const mobile = aMobile();
    const [first, second] = [await book(mobile), await book(mobile)];
    expect(await twilio.says(mobile, '1')).toContain(second.manageUrl);
    await rowsOf(
      `UPDATE message SET sent_at = app_now() WHERE booking_id = (SELECT id FROM booking WHERE reference = $1)`,
      first,
    );
    expect(await twilio.says(mobile, '1')).toContain(first.manageUrl);
    expect([await comings(first), await comings(second)]).toEqual([1, 1]);
  });

  test('to an appointment that lost its place says not to travel', async () => {
    const booked = await book(aMobile());
    await rowsOf(
      `WITH gone AS (UPDATE booking b SET slot_id = NULL, stranded_at = app_now() FROM slot s WHERE reference = $1 AND s.id = b.slot_id RETURNING s.id)
       UPDATE slot SET taken = taken - 1 WHERE id IN (SELECT id FROM gone)`,
      booked,
    );
    expect(await twilio.says(booked.mobile, '1')).toMatch(/do not travel yet.*0151 496 0000/);
    expect(await comings(booked)).toBe(0);
  });
});

describe('2: cannot come', () => {
  test('cancels, keeps the place for half an hour, and answers with the link that gets it back', async () => {
    const booked = await book(aMobile(), { email: 'two@example.com' });
    const said = await twilio.says(booked.mobile, '2');
    expect(said).toMatch(/is cancelled.*30 minutes/);
    expect(said).toContain(booked.manageUrl);
    expect(await statusOf(booked)).toBe('cancelled');
    const messages = await rowsOf<{ channel: string }>(
      `SELECT channel FROM message WHERE kind = 'cancelled_by_resident' AND booking_id = (SELECT id FROM booking WHERE reference = $1)`,
      booked,
    );
    expect(messages).toEqual([{ channel: 'email' }]);

    const token = booked.manageUrl.split('/').at(-1) as string;
    const session = await api.client.call(openManageSession, { body: { token, dateOfBirth: '1950-03-27' } });
    const bearer = session.token;
    expect((await api.client.call(listManagedBookings, { bearer })).items[0]?.mayRestoreUntil).toBeDefined();
    const params = { reference: booked.reference };
    await api.client.call(restoreBooking, { idempotencyKey: randomUUID(), bearer, params });
    expect(await statusOf(booked)).toBe('booked');
  });

  test('where somebody waits for the place, says so and not that it is kept', async () => {
    const start = far.shift() as string;
    const waiting = await book(aMobile(), { start });
    const { rows } = await database.owner.query<{ slot_id: number }>(
      `SELECT slot_id FROM booking WHERE reference = $1`,
      [waiting.reference.replace('-', '')],
    );
    await rowsOf(`UPDATE booking SET slot_id = NULL, stranded_at = app_now() WHERE reference = $1`, waiting);
    await database.owner.query('UPDATE slot SET taken = 0 WHERE id = $1', [rows[0]?.slot_id]);
    const booked = await book(aMobile(), { start });
    const said = await twilio.says(booked.mobile, '2');
    expect(said).toMatch(/is cancelled. Choose another time: http:\/\/book.test\/$/);
    expect(await statusOf(booked)).toBe('cancelled');
    const [seated] = await rowsOf<{ slot_id: number | null }>(
      'SELECT slot_id FROM booking WHERE reference = $1',
      waiting,
    );
    expect(seated?.slot_id).toBe(rows[0]?.slot_id);
  });

  test('less than a day before, cancels nothing and says how', async () => {
    const booked = await book(aMobile(), { start: near.shift() as string });
    const said = await twilio.says(booked.mobile, '2');
    expect(said).toContain(booked.manageUrl);
    expect(said).toContain('0151 496 0000');
    expect(await statusOf(booked)).toBe('booked');
  });

  test('delivered five times at once, and once more later, cancels once and answers once', async () => {
    const booked = await book(aMobile());
    const first = await twilio.inbound({ from: booked.mobile, body: '2', deliveries: 5 });
    expect(first.answers.filter(({ reply }) => reply !== null)).toHaveLength(1);
    const next = await book(booked.mobile);
    const again = await twilio.inbound({ from: booked.mobile, body: '2', sid: first.sid });
    expect(again.answers).toMatchObject([{ status: 200, reply: null }]);
    expect([await statusOf(booked), await statusOf(next)]).toEqual(['cancelled', 'booked']);
    expect((await auditOf(booked)).filter((action) => action === 'booking.cancelled')).toHaveLength(1);
  });

  test.each(['before', 'after'])(
    'broken off %s it cancelled, is finished by the next delivery, about the appointment it was about',
    async (when) => {
      const booked = await book(aMobile());
      const broken =
        when === 'before'
          ? jest.spyOn(api.app.get(BookingsStore, { strict: false }), 'cancel')
          : jest.spyOn(api.app.get(InboundStore, { strict: false }), 'takeAnswer');
      broken.mockRejectedValueOnce(new Error('the database was away for a moment'));
      const first = await twilio.inbound({ from: booked.mobile, body: '2' });
      expect(first.answers).toMatchObject([{ status: 500 }]);
      const newer = await book(booked.mobile);
      const again = await twilio.inbound({ from: booked.mobile, body: '2', sid: first.sid });
      expect(again.answers[0]?.reply).toContain(booked.manageUrl);
      expect([await statusOf(booked), await statusOf(newer)]).toEqual(['cancelled', 'booked']);
      expect(await kept(first.sid)).toMatchObject([{ action: 'cannot_come', answered: true }]);
      broken.mockRestore();
    },
  );

  test('from somebody with two appointments cancels neither', async () => {
    const mobile = aMobile();
    const two = [await book(mobile), await book(mobile)];
    expect(await twilio.says(mobile, '2')).toMatch(/several appointments/);
    expect(await Promise.all(two.map(statusOf))).toEqual(['booked', 'booked']);
  });
});

test.each(['1', '2'])('several people on one phone: %s does nothing and says how to use the links', async (body) => {
  const mobile = aMobile();
  const two = [await book(mobile), await book(mobile, { lastName: 'Okafor' })];
  const said = await twilio.says(mobile, body);
  expect(said).toMatch(/several appointments.*link/);
  expect(said).not.toContain('http');
  expect(await Promise.all(two.map(statusOf))).toEqual(['booked', 'booked']);
  expect(await Promise.all(two.map(comings))).toEqual([0, 0]);
});

test.each(['1', '2'])('%s from a number without an appointment ahead is told so', async (body) => {
  const mobile = aMobile();
  expect(await twilio.says(mobile, body)).toMatch(/no appointment ahead/);
  const booked = await book(mobile);
  await twilio.says(mobile, '2');
  expect(await statusOf(booked)).toBe('cancelled');
  expect(await twilio.says(mobile, body)).toMatch(/no appointment ahead/);
});

describe('STOP, START and HELP', () => {
  const isOptedOut = (mobile: string): Promise<boolean> =>
    api.app.get(OptOutsStore, { strict: false }).isOptedOut('sms', recipientIndex(api.app.get(Keys), 'sms', mobile));

  test.each(['STOP', 'unsubscribe', 'End', 'quit', 'StopAll', 'revoke', 'optout', 'Cancel'])(
    '%s ends texts, leaves the appointment alone and says so',
    async (word) => {
      const booked = await book(aMobile());
      const { answers } = await twilio.inbound({ from: booked.mobile, body: word });
      expect(answers[0]?.body).toContain('Your appointments stay as they are');
      expect(await isOptedOut(booked.mobile)).toBe(true);
      expect(await statusOf(booked)).toBe('booked');
    },
  );

  test.each(['START', 'unstop'])('%s brings them back', async (word) => {
    const mobile = aMobile();
    await twilio.inbound({ from: mobile, body: 'STOP' });
    expect(await twilio.says(mobile, word)).toMatch(/get our texts again/);
    expect(await isOptedOut(mobile)).toBe(false);
  });

  test('a late second delivery of a STOP does not undo the START after it', async () => {
    const mobile = aMobile();
    const stop = await twilio.inbound({ from: mobile, body: 'STOP' });
    await twilio.says(mobile, 'START');
    await twilio.inbound({ from: mobile, body: 'STOP', sid: stop.sid });
    expect(await isOptedOut(mobile)).toBe(false);
  });

  test('HELP is answered each time', async () => {
    const mobile = aMobile();
    for (const word of ['HELP', 'info']) expect(await twilio.says(mobile, word)).toMatch(/1 if you are coming, 2 if/);
  });

  test('where Twilio keeps the list itself, it is noted and Twilio alone answers', async () => {
    const mobile = aMobile();
    const { answers } = await twilio.inbound({ from: mobile, body: 'Arrêt', optOutType: 'STOP' });
    expect(answers).toMatchObject([{ status: 200, reply: null }]);
    expect(await isOptedOut(mobile)).toBe(true);
  });
});

test('what is not understood is answered with help once a day', async () => {
  const mobile = aMobile();
  expect(await twilio.says(mobile, 'Who is this?')).toMatch(/1 if you are coming/);
  expect(await twilio.says(mobile, 'Hello?')).toBeNull();
  expect(await twilio.says(mobile, '')).toBeNull();
  expect(await twilio.says(mobile, 'HELP')).toMatch(/1 if you are coming/);
  expect(await twilio.says(aMobile(), 'Hello?')).not.toBeNull();
  await advance(86_401);
  expect(await twilio.says(mobile, 'Hello again')).toMatch(/1 if you are coming/);
});

test('two programs that answer each other come to an end', async () => {
  const mobile = aMobile();
  let answered = 0;
  for (let n = 0; n < 25; n += 1) if ((await twilio.says(mobile, 'HELP')) !== null) answered += 1;
  expect(answered).toBe(20);
});

test('every text is kept as it came, and nobody who sees the table can read it or whose it is', async () => {
  const mobile = aMobile();
  const body = 'Zzcanarytext: ring me on 07700 900555 & <hurry> 🙂';
  const { sid } = await twilio.inbound({ from: mobile, body });
  const { rows } = await database.owner.query<{
    row_key: string;
    from_ct: Buffer;
    body_ct: Buffer;
    action: string;
    text: string;
  }>(
    `SELECT row_key, from_ct, body_ct, action, i::text || encode(from_ct, 'escape') || encode(body_ct, 'escape') AS text
     FROM inbound_message i WHERE provider_id = $1`,
    [sid],
  );
  const [row] = rows;
  if (!row) throw new Error('not kept');
  expect(row.action).toBe('none');
  expect(row.text).not.toContain(mobile.slice(1));
  expect(row.text).not.toContain('Zzcanary');
  const cipher = api.app.get(Cipher);
  expect(cipher.open('inbound_message.from', row.row_key, row.from_ct)).toBe(mobile);
  expect(cipher.open('inbound_message.body', row.row_key, row.body_ct)).toBe(body);
});

test.each(['wrong', 'none', 'elsewhere'])(
  'a text with a signature that is %s is refused and not kept',
  async (sign) => {
    const booked = await book(aMobile());
    const { sid, answers } = await twilio.inbound({ from: booked.mobile, body: '2', sign });
    expect(answers).toMatchObject([{ status: 403 }]);
    expect(answers[0]?.body).toContain('"bad_signature"');
    expect(await kept(sid)).toEqual([]);
    expect(await statusOf(booked)).toBe('booked');
  },
);

test('forms are taken from providers only', async () => {
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=a' };
  const response = await fetch(`${api.url}/api/v1/staff/sign-in`, form);
  expect([response.status, await response.json()]).toMatchObject([415, { code: 'unsupported_media' }]);
});

/** Whether taking it back is offered, and what comes of it. */
const restored = async ({ reference, manageUrl }: Booked) => {
  const token = manageUrl.split('/').at(-1) as string;
  const { token: bearer } = await api.client.call(openManageSession, {
    body: { token, dateOfBirth: '1950-03-27' },
  });
  const [shown] = (await api.client.call(listManagedBookings, { bearer })).items;
  const wish = { idempotencyKey: randomUUID(), bearer, params: { reference } };
  const answer: unknown = await api.client.call(restoreBooking, wish).catch((error: unknown) => error);
  const code = isProblem(answer) ? answer.problem.code : (answer as { status: string }).status;
  return { isOffered: shown?.mayRestoreUntil !== undefined, isKept: shown?.placeIsKept, code };
};

test('what a text cancelled can be taken back for 24 hours: after the half hour as long as nobody has the place', async () => {
  const [free, sold, late] = [await book(aMobile()), await book(aMobile()), await book(aMobile())];
  for (const { mobile } of [free, sold, late]) await twilio.says(mobile, '2');
  await advance(31 * 60);
  // Whether or not the sweep has been: a hold that has lapsed is nobody's.
  await rowsOf(
    'SELECT expire_hold(party_id) FROM booking WHERE restores = (SELECT id FROM booking WHERE reference = $1)',
    free,
  );
  await book(aMobile(), { start: sold.start });
  expect(await restored(free)).toEqual({ isOffered: true, isKept: undefined, code: 'booked' });
  expect(await restored(sold)).toEqual({ isOffered: false, isKept: undefined, code: 'time_gone' });
  await advance(24 * 3600 - 31 * 60 + 60);
  expect(await restored(late)).toEqual({ isOffered: false, isKept: undefined, code: 'time_gone' });
  expect(await restored(free)).toMatchObject({ code: 'wrong_state' });
});

test('what a text cancelled goes back only into what its person was told: not into a clinic that became one for women, nor for others', async () => {
  const clinicOf = (booked: Booked, change: string) =>
    rowsOf(`UPDATE slot SET ${change} WHERE id = (SELECT slot_id FROM booking WHERE reference = $1)`, booked);
  const { rows } = await database.owner.query<{ id: number }>(
    `INSERT INTO audience (kind, name, created_at) VALUES ('group', 'Care home', now()) RETURNING id`,
  );
  const group = `audience_ids = ARRAY[${rows[0]?.id}]`;
  const women = `options = ARRAY['women_only']`;
  const was = async (before: string, after: string) => {
    const booked = await book(aMobile());
    await clinicOf(booked, before);
    await twilio.says(booked.mobile, '2');
    return { booked, after };
  };
  const plain = 'options = NULL';
  const all = [
    await was(plain, women),
    await was(women, plain),
    await was(`options = ARRAY['quiet']`, plain),
    await was(plain, group),
    await was(plain, `options = ARRAY['quiet']`),
    await was(women, `options = ARRAY['quiet', 'women_only']`),
  ];
  await advance(31 * 60);
  const answers: unknown[] = [];
  for (const { booked, after } of all) {
    await clinicOf(booked, after);
    const { isOffered, code } = await restored(booked);
    answers.push(`${isOffered ? 'offered' : 'not offered'}: ${code}`);
  }
  const [never, gladly] = ['not offered: time_gone', 'offered: booked'];
  expect(answers).toEqual([never, never, never, never, gladly, gladly]);
});

test('texts people sent are forgotten after ninety days, and younger ones are not', async () => {
  await twilio.inbound({ from: aMobile(), body: 'old' });
  await database.owner.query(`UPDATE inbound_message SET at = app_now() - interval '90 days 1 second'`);
  await twilio.inbound({ from: aMobile(), body: 'young' });
  expect(await api.app.get(ForgetReplies, { strict: false }).run()).toBeGreaterThan(0);
  expect((await database.owner.query('SELECT 1 FROM inbound_message')).rows).toHaveLength(1);
});

test('where Twilio is not set up, no signature is good', async () => {
  const plain = await anApi(database.url, { CLOCK: '2026-03-02T09:00:00Z' });
  const form = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': '' },
  };
  const response = await fetch(`${plain.url}/api/v1/webhooks/twilio/inbound`, { ...form, body: 'MessageSid=a&From=b' });
  expect(response.status).toBe(403);
  await plain.stop();
});
