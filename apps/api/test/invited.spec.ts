import { randomUUID } from 'node:crypto';
import {
  askToBeTold,
  cancelBooking,
  changeHelp,
  confirmBooking,
  declineInvitation,
  holdSlot,
  listManagedBookings,
  openInvitation,
  openManageSession,
} from '@fairslot/contract';
import { aHoldRequest, aPerson } from '@fairslot/testing';
import { formatInvitationCode, makeInvitationCode } from '@fairslot/domain';
import { Cipher } from '../src/platform/crypto/cipher';
import { Keys } from '../src/platform/crypto/keys';
import { Ids } from '../src/platform/ids/ids';
import { ServiceCatalogue } from '../src/services/service-catalogue';
import { anApi } from './harness/api';
import { aDatabase, type TestDatabase } from './harness/database';
import { aClinic, aWorld, dateAhead, type World } from './harness/world';

const BORN = '1950-03-27';

let database: TestDatabase;
let world: World;
let api: Awaited<ReturnType<typeof anApi>>;
let starts: string[];
let next = 0;

beforeAll(async () => {
  database = await aDatabase();
  world = await aWorld(database.owner);
  api = await anApi(database.url, { LIMIT_LOOK_UPS: '1000/900' });
  const { slots } = await aClinic(database.owner, {
    siteId: world.sites.speke,
    serviceIds: [world.services.flu, world.services.anyone],
    date: dateAhead(4),
    capacity: 6,
  });
  starts = slots.map(({ start }) => start);
}, 90_000);

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const key = () => ({ idempotencyKey: randomUUID() });

/** Somebody invited to a flu vaccine, as a campaign writes it. */
async function invited(changes: { contact?: object | null; ended?: boolean; postcode?: string } = {}) {
  const { contact = { mobile: '+447700900482' }, ended = false, postcode = 'L24 8QB' } = changes;
  const keys = api.app.get(Keys);
  const ids = api.app.get(Ids);
  const cipher = api.app.get(Cipher);
  const [person, row] = [randomUUID(), randomUUID()];
  const token = keys.token('invitation', row, 1, 16);
  const code = makeInvitationCode(keys.blindIndex('code', row));
  const { rows } = await database.owner.query<{ id: number }>(
    `WITH campaign AS (INSERT INTO audience (kind, name, created_at) VALUES ('campaign', 'Autumn', now()) RETURNING id),
       who AS (INSERT INTO person (row_key, first_name, last_name, date_of_birth, postcode_ct, person_key, created_at)
         VALUES ($1, 'Amina', 'Khan', $2, $3, $4, now()) RETURNING id)
     INSERT INTO invitation (audience_id, person_id, service_id, token_hash, code_bi, row_key, contact_ct, expires_at, created_at)
     SELECT campaign.id, who.id, $5, $6, $7, $8, $9, now() + $10::interval, now() - interval '40 days' FROM campaign, who RETURNING id`,
    [
      person,
      BORN,
      cipher.seal('person.postcode', person, postcode),
      keys.blindIndex('person_key', person),
      world.services.flu,
      ids.hash(token),
      keys.blindIndex('invitation_code', code),
      row,
      contact && cipher.seal('invitation.contact', row, JSON.stringify(contact)),
      ended ? '-1 day' : '30 days',
    ],
  );
  return { id: Number(rows[0]?.id), token, code };
}

const open = (token: string, dateOfBirth = BORN) =>
  api.client.call(openInvitation, { params: { token }, body: { dateOfBirth } });

async function book(invitation: string, contact: object = { asInvited: true }) {
  const start = starts[next++ % starts.length] as string;
  const hold = await api.client.call(holdSlot, {
    ...key(),
    body: aHoldRequest(start, { invitation, attendees: [{ serviceId: 'flu', dateOfBirth: BORN }] }),
  });
  return api.client.call(confirmBooking, {
    ...key(),
    body: {
      holdId: hold.holdId,
      token: hold.token,
      people: [{ firstName: 'Amina', lastName: 'Khan', dateOfBirth: BORN }],
      contact,
    },
  });
}

test('an invitation opened with its date of birth says what for, near where, and as little as will do of the contact', async () => {
  const { token, code } = await invited({ contact: { mobile: '+447700900482', email: 'amina@example.com' } });
  const opened = await open(token);
  expect(opened).toMatchObject({ state: 'open', firstName: 'Amina', lastName: 'Khan', serviceId: 'flu' });
  expect(opened.near).toMatchObject({ label: 'L24', approximate: true });
  expect(opened.contact).toEqual({ mobileEnding: '482', emailHint: 'a…@example.com' });
  expect(JSON.stringify(opened)).not.toMatch(/7700|L24 8QB|amina@/);
  // As waves write them: the contact is where the list keeps it.
  const listed = await invited({ contact: null });
  const contactKey = randomUUID();
  await database.owner.query(
    `INSERT INTO person_contact (person_id, row_key, contact_ct, contact_bi) SELECT person_id, $2, $3, sha256('c') FROM invitation WHERE id = $1`,
    [
      listed.id,
      contactKey,
      api.app
        .get(Cipher)
        .seal(
          'person_contact.contact',
          contactKey,
          JSON.stringify({ mobile: '+447700900482', email: 'amina@example.com' }),
        ),
    ],
  );
  expect((await open(listed.token)).contact).toEqual(opened.contact);
  const typed = formatInvitationCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
  expect(await open(typed)).toEqual(opened);
});

test('a booking can be sent to the address the invitation went to, and to nothing where there is none', async () => {
  const { token } = await invited();
  const { bookings } = await book(token);
  const { rows } = await database.owner.query(
    `SELECT m.channel, b.source, b.proved FROM booking b JOIN message m ON m.booking_id = b.id AND m.kind = 'booked' WHERE b.reference = $1`,
    [bookings[0]?.reference.replace('-', '')],
  );
  expect(rows).toEqual([{ channel: 'sms', source: 'invitation', proved: true }]);
  expect(await open(token)).toMatchObject({ state: 'booked' });
  const letter = await invited({ contact: { address: ['1 High Street', 'L24 8QB'] } });
  expect((await open(letter.token)).contact).toBeUndefined();
  await expect(book(letter.token)).rejects.toMatchObject({ code: 'invalid' });
});

test('the end of an invitation is told only to who knows its date of birth', async () => {
  const { token } = await invited({ ended: true });
  expect(await open(token)).toMatchObject({ state: 'expired' });
  await expect(book(token)).rejects.toMatchObject({ code: 'look_up_failed' });
});

test('"no, thank you" is counted with its reason, the last one said, and booking stays open', async () => {
  const { id, token } = await invited();
  const decline = (reason: 'had_it' | 'not_now', dateOfBirth = BORN) =>
    api.client.call(declineInvitation, { params: { token }, body: { dateOfBirth, reason } });
  await expect(decline('had_it', '1950-03-28')).rejects.toMatchObject({ code: 'look_up_failed' });
  await decline('had_it');
  await decline('not_now');
  const { rows } = await database.owner.query(
    'SELECT decline_reason AS reason, declined_at IS NOT NULL AS declined FROM invitation WHERE id = $1',
    [id],
  );
  expect(rows).toEqual([{ reason: 'not_now', declined: true }]);
  expect(await open(token)).toMatchObject({ state: 'open', declined: 'not_now' });
});

/** Status, headers and body of a refused look-up, without what differs from request to request. */
async function refusal(path: string, body: object) {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = (await response.text()).replace(/"requestId":"[^"]*"/, '');
  const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { status: response.status, headers, text };
}

test('the eight look-ups that fail are one: status, headers and body are the same', async () => {
  const used = await invited();
  const { bookings } = await book(used.token);
  const booked = bookings[0] as { reference: string; manageUrl: string };
  const ended = await invited({ ended: true });
  const reference = booked.reference.replace('-', '');
  await database.owner.query(`UPDATE invitation SET decline_reason = 'had_it', declined_at = now() WHERE id = $1`, [
    ended.id,
  ]);
  const wrong = '1950-03-28';
  const sessions = '/manage/sessions';
  const refusals = await Promise.all([
    refusal(sessions, { reference: 'K7QF9X2A4M', dateOfBirth: BORN }),
    refusal(sessions, { reference, dateOfBirth: wrong }),
    refusal(sessions, { token: 'ABCDEFGH23456789', dateOfBirth: BORN }),
    refusal(sessions, { token: booked.manageUrl.split('/').at(-1), dateOfBirth: wrong }),
    refusal('/invitations/ABCDEFGH23456789/open', { dateOfBirth: BORN }),
    refusal(`/invitations/${used.token}/open`, { dateOfBirth: wrong }),
    refusal(`/invitations/${ended.token}/open`, { dateOfBirth: wrong }),
    refusal(`/invitations/${ended.code}/decline`, { dateOfBirth: wrong, reason: 'had_it' }),
  ]);
  expect(refusals[0]?.status).toBe(404);
  expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1);
});

test('whoever manages one booking of a family sees and cancels all of them, and nobody else’s', async () => {
  const hold = await api.client.call(holdSlot, {
    ...key(),
    body: aHoldRequest(starts.at(-1) as string, {
      attendees: ['1950-03-27', '2015-05-05'].map((dateOfBirth) => ({ serviceId: 'anyone', dateOfBirth })),
    }),
  });
  const { bookings } = await api.client.call(confirmBooking, {
    ...key(),
    body: {
      holdId: hold.holdId,
      token: hold.token,
      people: [aPerson({ firstName: 'Amina' }), aPerson({ firstName: 'Leo', dateOfBirth: '2015-05-05' })],
      contact: { none: true },
      help: ['step_free'],
    },
  });
  const [mine, leo] = bookings as unknown as [{ reference: string }, { reference: string }];
  const session = async (reference: string, dateOfBirth: string) =>
    (await api.client.call(openManageSession, { body: { reference, dateOfBirth } })).token;
  const bearer = await session(mine.reference, '1950-03-27');
  const { items } = await api.client.call(listManagedBookings, { bearer });
  expect(items.map(({ firstName, help }) => [firstName, help])).toEqual([
    ['Amina', ['step_free']],
    ['Leo', ['step_free']],
  ]);
  const params = { reference: leo.reference };
  expect(await api.client.call(changeHelp, { params, bearer, body: { help: ['quiet', 'needles'] } })).toMatchObject({
    firstName: 'Leo',
    help: ['quiet', 'needles'],
  });
  expect(await api.client.call(cancelBooking, { ...key(), params, bearer, body: {} })).toMatchObject({
    firstName: 'Leo',
    status: 'cancelled',
  });
  await expect(api.client.call(changeHelp, { params, bearer, body: { help: [] } })).rejects.toMatchObject({
    code: 'wrong_state',
  });
  const stranger = await session(
    ((await book((await invited()).token)).bookings[0] as { reference: string }).reference,
    BORN,
  );
  await expect(api.client.call(changeHelp, { params, bearer: stranger, body: { help: [] } })).rejects.toMatchObject({
    code: 'not_found',
  });
});

describe('somebody who cannot book yet asks to be told', () => {
  const dayAhead = (days: number): string => dateAhead(days);
  const ask = (changes: object = {}, idempotencyKey: string = randomUUID()) =>
    api.client.call(askToBeTold, {
      idempotencyKey,
      body: {
        serviceId: 'flu',
        firstName: 'Bea',
        lastName: 'Lee',
        dateOfBirth: bornToBe65In(30),
        contact: { mobile: '07700 900482' },
        ...changes,
      },
    });
  /** Somebody who is old enough so many days from now. */
  const bornToBe65In = (days: number): string => {
    const [year = '', ...rest] = dayAhead(days).split('-');
    return [String(Number(year) - 65), ...rest].join('-');
  };
  const messages = async () =>
    (
      await database.owner.query<{ kind: string; channel: string; on: string; token: string }>(
        `SELECT m.kind, m.channel, to_char(m.send_after AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') AS on
         FROM message m JOIN invitation i ON i.id = m.invitation_id JOIN person p ON p.id = i.person_id
         WHERE p.first_name = 'Bea' ORDER BY m.id`,
      )
    ).rows;

  test('and gets an invitation of their own on the first day, once, which opens with their date of birth', async () => {
    const once = randomUUID();
    const on = dayAhead(30);
    expect(await ask({}, once)).toEqual({ on });
    expect(await ask({}, once)).toEqual({ on });
    await expect(ask({ lastName: 'Other' }, once)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await messages()).toEqual([
      { kind: 'invitation', channel: 'sms', on: `${on} 10:00` },
      { kind: 'invitation_again', channel: 'sms', on: `${dayAhead(33)} 10:00` },
    ]);
    const { rows } = await database.owner.query<{ rowKey: string }>(
      `SELECT i.row_key AS "rowKey" FROM invitation i JOIN person p ON p.id = i.person_id WHERE p.first_name = 'Bea'`,
    );
    const token = api.app.get(Keys).token('invitation', rows[0]?.rowKey as string, 1, 16);
    const opened = await api.client.call(openInvitation, {
      params: { token },
      body: { dateOfBirth: bornToBe65In(30) },
    });
    expect(opened).toMatchObject({ state: 'open', serviceId: 'flu', contact: { mobileEnding: '482' } });
  });

  test('a few times; who repeats a lost request gets its answer and uses up no try', async () => {
    const contact = { email: 'often@example.com' };
    const counted = async () =>
      (
        await database.owner.query<{ hash: Buffer }>(
          `SELECT value_hash AS hash FROM attempt WHERE kind = 'alert' ORDER BY at`,
        )
      ).rows;
    const [once, before] = [randomUUID(), (await counted()).length];
    for (let times = 0; times < 3; times += 1) expect(await ask({ contact }, once)).toEqual({ on: dayAhead(30) });
    const tries = (await counted()).slice(before);
    expect(tries).toHaveLength(1);
    await database.owner.query(
      `INSERT INTO attempt (kind, value_hash, at) SELECT 'alert', $1, app_now() FROM generate_series(1, 1000)`,
      [tries[0]?.hash],
    );
    await expect(ask({ contact })).rejects.toMatchObject({ code: 'too_many' });
    expect(await ask({ contact }, once)).toEqual({ on: dayAhead(30) });
  });

  test('but not who can book today, who never can, or who leaves no address', async () => {
    await expect(ask({ dateOfBirth: BORN })).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(ask({ contact: {} })).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask({ serviceId: 'nothing' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask({ dateOfBirth: dayAhead(3) })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a service whose season is to come tells on its first day', async () => {
    const opens = dayAhead(20);
    await database.owner.query(
      `UPDATE service SET opens_on = $1::date, rule = rule || jsonb_build_object('programme_start', $1::text) WHERE slug = 'anyone'`,
      [opens],
    );
    await api.app.get(ServiceCatalogue).load();
    try {
      const contact = { email: 'bea@example.com' };
      expect(await ask({ serviceId: 'anyone', dateOfBirth: BORN, contact })).toEqual({ on: opens });
    } finally {
      await database.owner.query(
        `UPDATE service SET opens_on = NULL, rule = rule || '{"programme_start": "2020-01-01"}' WHERE slug = 'anyone'`,
      );
      await api.app.get(ServiceCatalogue).load();
    }
  });
});
