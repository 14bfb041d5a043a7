import { Acknowledged } from './acknowledged.mjs';
import { check } from './check.mjs';

type Row = Record<string, unknown>;

interface Found {
  now: number;
  bookings: Row[];
  slots: Row[];
  parties: Row[];
  messages: Row[];
  audits: Row[];
  keys: Row[];
}

const START = '2027-01-11T09:00:00Z';
const LATER = '2027-01-11T09:10:00Z';
const at = (text: string): number => Date.parse(text);
const NOW = at('2027-01-04T12:00:00Z');
const EXPIRES = '2027-01-04T12:10:00Z';

const site = { id: 'speke', name: 'Speke' };
const service = { id: 'flu', name: 'Flu' };

/** A party of two booked, of whom the second has cancelled; and a hold that nobody has used yet. */
function aHistory(): Acknowledged {
  const acknowledged = new Acknowledged();
  const attendees = [{ serviceId: 'flu' }, { serviceId: 'flu' }];
  const time = (attendee: number, start: string) => ({ attendee, serviceId: 'flu', siteId: 'speke', start });
  const held = { holdId: 'h', token: 't', expiresAt: EXPIRES };
  const wish = { siteId: 'speke', start: START };
  expect(acknowledged.held('k1', { ...wish, attendees }, { ...held, times: [time(1, START), time(2, START)] })).toEqual(
    [],
  );
  expect(
    acknowledged.held('k2', { ...wish, start: LATER, attendees: [attendees[0]] }, { ...held, times: [time(1, LATER)] }),
  ).toEqual([]);
  const people = ['One', 'Two'].map((lastName) => ({ lastName, dateOfBirth: '1950-03-27' }));
  const bookings = ['AAAAA-AAAAA', 'BBBBB-BBBBB'].map((reference) => ({ reference, start: START, site, service }));
  const hold = acknowledged.holds.get('k1');
  expect(acknowledged.confirmed('k3', hold, { people, contact: { email: 'a@example.com' } }, { bookings })).toEqual([]);
  const second = acknowledged.bookings.get('BBBBBBBBBB');
  const shown = { reference: 'BBBBB-BBBBB', status: 'cancelled', start: START, site, service };
  expect(acknowledged.cancelled('k4', second, { ...shown, mayRestoreUntil: EXPIRES })).toEqual([]);
  return acknowledged;
}

const REMINDERS = ['reminder_3_days', 'reminder_1_day'];
const message = (booking: number, kind: string, more: Row = {}): Row => ({
  booking,
  kind,
  channel: 'email',
  occurrence: 1,
  waits: true,
  failed: false,
  ...more,
});

/** The rows that fit that history. */
function itsRows(): Found {
  const booking = (id: number, party: number, attendee: number, more: Row): Row => ({
    id,
    party,
    attendee,
    reference: null,
    slot: 7,
    site: 'speke',
    service: 'flu',
    start: at(START),
    occurrence: 1,
    holdExpiresAt: null,
    restores: null,
    lastName: null,
    dateOfBirth: null,
    ...more,
  });
  const person = (lastName: string) => ({ lastName, dateOfBirth: '1950-03-27' });
  const kept = { status: 'held', holdExpiresAt: at(EXPIRES) };
  return {
    now: NOW,
    bookings: [
      booking(1, 1, 1, { reference: 'AAAAAAAAAA', status: 'booked', ...person('One') }),
      booking(2, 1, 2, { reference: 'BBBBBBBBBB', status: 'cancelled', ...person('Two') }),
      booking(3, 2, 1, { start: at(LATER), slot: 8, ...kept }),
      booking(4, 3, 1, { restores: 2, ...kept }),
    ],
    slots: [
      { id: 7, taken: 2, capacity: 2, site: 'speke', start: at(START), services: ['flu', 'rsv'] },
      { id: 8, taken: 1, capacity: 2, site: 'speke', start: at(LATER), services: ['flu'] },
    ],
    parties: [
      { id: 1, hasContact: true },
      { id: 2, hasContact: false },
      { id: 3, hasContact: false },
    ],
    messages: [
      message(1, 'booked'),
      message(2, 'booked'),
      message(2, 'cancelled_by_resident'),
      ...REMINDERS.flatMap((kind) => [message(1, kind), message(2, kind, { waits: false })]),
    ],
    audits: [
      { booking: 1, action: 'booking.confirmed' },
      { booking: 2, action: 'booking.confirmed' },
      { booking: 2, action: 'booking.cancelled' },
    ],
    keys: [
      { scope: 'hold', key: 'k1', party: 1, references: null },
      { scope: 'hold', key: 'k2', party: 2, references: null },
      { scope: 'confirm', key: 'k3', party: null, references: ['AAAAAAAAAA', 'BBBBBBBBBB'] },
      { scope: 'cancel', key: 'k4', party: null, references: null },
    ],
  };
}

function rulesBrokenBy(damage: (found: Found) => void): string[] {
  const found = itsRows();
  damage(found);
  return [...new Set(check(aHistory(), found as never).map(({ rule }) => rule))];
}

const row = (rows: Row[], n: number): Row => rows[n] as Row;

test('rows that are as acknowledged break no rule', () => {
  expect(rulesBrokenBy(() => undefined)).toEqual([]);
});

test.each<[string, string, (found: Found) => void]>([
  ['an acknowledged booking is not there', 'lost', ({ bookings }) => bookings.splice(0, 1)],
  ['a cancellation did not last', 'changed', ({ bookings }) => (row(bookings, 1)['status'] = 'booked')],
  ['a booking stands at another time', 'changed', ({ bookings }) => (row(bookings, 0)['start'] = at(LATER))],
  [
    'a person has a second booking',
    'doubled',
    ({ bookings }) => bookings.push({ ...row(bookings, 0), id: 9, reference: 'CCCCCCCCCC' }),
  ],
  ['a counter is too low', 'counter', ({ slots }) => (row(slots, 0)['taken'] = 1)],
  ['a slot is oversold', 'counter', ({ slots }) => (row(slots, 0)['capacity'] = 1)],
  [
    'somebody sits in a slot that does not offer the service',
    'seat',
    ({ slots }) => (row(slots, 0)['services'] = ['rsv']),
  ],
  ['a party has lost one of its people', 'party', ({ bookings }) => bookings.splice(1, 1)],
  ['an unused hold has ended early', 'party', ({ bookings }) => (row(bookings, 2)['status'] = 'expired')],
  ['a renewal did not last', 'party', ({ bookings }) => (row(bookings, 2)['holdExpiresAt'] = NOW)],
  ['a confirmation is missing from the ledger', 'ledger', ({ messages }) => messages.splice(0, 1)],
  ['a reminder is missing from the ledger', 'ledger', ({ messages }) => messages.splice(3, 1)],
  ['a reminder is in the ledger twice', 'ledger', ({ messages }) => messages.push(message(1, 'reminder_1_day'))],
  ['somebody who cancelled is still reminded', 'ledger', ({ messages }) => (row(messages, 4)['waits'] = true)],
  ['somebody is reminded of a time before a move', 'ledger', ({ messages }) => (row(messages, 3)['occurrence'] = 0)],
  [
    'whoever can be written to is called',
    'ledger',
    ({ messages }) => messages.push(message(1, 'booked', { channel: 'call' })),
  ],
  ['a confirmation is in the ledger twice', 'ledger', ({ messages }) => messages.push(message(1, 'booked'))],
  ['a change was noted twice', 'audit', ({ audits }) => audits.push({ booking: 2, action: 'booking.cancelled' })],
  ['a key was forgotten', 'effect', ({ keys }) => keys.splice(3, 1)],
  [
    'a refused request left its key',
    'effect',
    ({ keys }) => keys.push({ scope: 'move', key: 'k9', party: null, references: null }),
  ],
  ['a refused hold left a party', 'effect', ({ parties }) => parties.push({ id: 9, hasContact: false })],
  [
    'a retry would be told another reference',
    'reference',
    ({ keys }) => (row(keys, 2)['references'] = ['AAAAAAAAAA', 'CCCCCCCCCC']),
  ],
  ['the place of a cancelled booking is not kept', 'kept', ({ bookings }) => (row(bookings, 3)['status'] = 'expired')],
  ['a contact is missing', 'contact', ({ parties }) => (row(parties, 0)['hasContact'] = false)],
])('it is seen when %s', (_, rule, damage) => {
  expect(rulesBrokenBy(damage)).toContain(rule);
});

test('a hold and a kept place that have lapsed may have gone', () => {
  const rules = rulesBrokenBy((found) => {
    found.now = at('2027-01-04T13:00:00Z');
    row(found.bookings, 2)['status'] = 'expired';
    row(found.bookings, 3)['status'] = 'expired';
    row(found.slots, 0)['taken'] = 1;
    row(found.slots, 1)['taken'] = 0;
  });
  expect(rules).toEqual([]);
});

test('an answer that shows another state than was acknowledged is seen', () => {
  const acknowledged = aHistory();
  const booking = acknowledged.bookings.get('AAAAAAAAAA');
  const shown = { reference: 'AAAAA-AAAAA', status: 'cancelled', start: START, site, service };
  const other = { ...shown, reference: 'BBBBB-BBBBB' };
  const right = { ...shown, status: 'booked' };
  const stranger = { ...right, reference: 'CCCCC-CCCCC' };
  expect(acknowledged.listed(booking, { items: [right, other] })).toEqual([]);
  expect(acknowledged.listed(booking, { items: [shown, other] })).toEqual([
    'AAAAAAAAAA is shown with cancelled instead of booked',
  ]);
  expect(acknowledged.listed(booking, { items: [right] })).toEqual(['BBBBBBBBBB is not shown to AAAAAAAAAA']);
  expect(acknowledged.listed(booking, { items: [right, other, stranger] })).toEqual([
    'CCCCCCCCCC is shown to AAAAAAAAAA',
  ]);
});
