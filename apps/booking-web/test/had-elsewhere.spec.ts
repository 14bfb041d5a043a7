import { problem, flu, site as speke } from './fake-api';
import { born, openSite } from './open-site';
import { titleOf } from './browser';

const { site } = openSite();
const booking = {
  reference: 'K7QF9X2A4M',
  status: 'booked',
  start: '2026-10-20T09:00:00+01:00',
  lengthMinutes: 5,
  site: speke,
  service: flu,
  firstName: 'Amina',
  mayChange: true,
  help: [],
  sequence: 1,
  moreTime: false,
  dose: 1,
  manageUrl: 'http://localhost/m/TOKENTOKENTOKEN1',
  hadElsewhere: { on: '2026-10-03', freesAt: '2026-10-10T10:00:00+01:00' },
};
const { hadElsewhere: _, ...answered } = booking;
const shown = (one: object) => site.api.say('GET /manage/bookings', { status: 200, body: { items: [one] } });

beforeEach(async () => {
  const session = { token: 'session-token-of-the-appointment', expiresAt: '2026-10-08T16:00:00Z', reference: '' };
  site.api.say('POST /manage/sessions', { status: 201, body: session });
  shown(booking);
  await site.browser.get('/m/TOKENTOKENTOKEN1');
  await site.browser.post('/manage/link', born);
});

it('asks whoever may have had it elsewhere, and says when silence ends the appointment', async () => {
  const page = await site.browser.get('/appointment');
  expect(page.html).toContain(
    'Our records say you had your flu vaccine somewhere else. The date was Saturday 3 October 2026.',
  );
  expect(page.html).toContain('Tell us by Saturday 10 October 2026, 10:00am.');
  shown({ ...booking, hadElsewhere: { on: '2026-10-03' } });
  expect((await site.browser.get('/appointment')).html).not.toContain('Tell us by');
  shown(answered);
  expect((await site.browser.get('/appointment')).html).not.toContain('Our records say');
});

it('one press keeps it, and that is said', async () => {
  site.api.say('POST /manage/bookings/K7QF9X2A4M/keep', { status: 200, body: answered });
  const kept = await site.browser.post('/appointment/had-elsewhere', { start: booking.start, answer: 'keep' });
  expect(kept.location).toBe('/appointment?kept');
  shown(answered);
  expect((await site.browser.get('/appointment?kept')).html).toContain('Thank you. You keep your appointment.');
  expect(site.api.made('POST', /cancel$/)).toEqual([]);
});

it('one press cancels it with that reason; twice is once, and a time that was not on the page is left alone', async () => {
  site.api.say('POST /manage/bookings/K7QF9X2A4M/cancel', { status: 200, body: { ...answered, status: 'cancelled' } });
  const press = () => site.browser.post('/appointment/had-elsewhere', { start: booking.start, answer: 'cancel' });
  await press();
  await press();
  const [first, second] = site.api.made('POST', /cancel$/);
  expect(first?.body).toEqual({ reason: 'had_elsewhere' });
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  const other = await site.browser.post('/appointment/had-elsewhere', {
    start: '2026-10-21T09:00:00+01:00',
    answer: 'cancel',
  });
  expect(other.location).toBe('/appointment?changed');
  expect(site.api.made('POST', /cancel$/)).toHaveLength(2);
  site.api.say('POST /manage/bookings/K7QF9X2A4M/cancel', problem(409, 'wrong_state'));
  expect((await press()).location).toBe('/appointment');
  expect(titleOf(await site.browser.get('/appointment'))).toContain('Your appointment');
});
