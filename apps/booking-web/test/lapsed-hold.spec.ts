import { titleOf } from './browser';
import { flu, problem, site as place, times } from './fake-api';
import { born, firstTime, openSite } from './open-site';

const { site, toTimes } = openSite();

const AFTER_HOLD = '2026-10-08T13:50:00Z';
const AFTER_START = '2026-10-10T08:30:00Z';

it('a hold that has ended is not told as kept, and the page says what happens next', async () => {
  await toTimes();
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  expect((await site.browser.get('/book/name')).html).toContain('for you until 2:35pm');
  site.now = AFTER_HOLD;
  const { html } = await site.browser.get('/book/name');
  expect(html).not.toContain('We are holding');
  expect(html).toContain(
    'We could not keep Saturday 10 October, 9:00am at Speke Retail Park Pharmacy any longer. We will try to get it back when you continue.',
  );
  expect(html).not.toContain('data-hold-until');
});

it('a held time that has passed is told as passed', async () => {
  await toTimes();
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  site.now = AFTER_START;
  const { html } = await site.browser.get('/book/name');
  expect(html).toContain('Saturday 10 October, 9:00am at Speke Retail Park Pharmacy has passed.');
  expect(html).not.toContain('We will try to get it back');
});

it('a time that has passed before it could be held again was taken by nobody', async () => {
  await toTimes();
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  site.now = AFTER_START;
  site.api.say('POST /holds/:id/renew', problem(410, 'hold_expired'));
  site.api.say('POST /holds', problem(409, 'time_gone'));
  const sent = await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
  const page = await site.browser.get(sent.location ?? '');
  expect(titleOf(page)).toContain('That time has passed');
  expect(page.html).not.toContain('Someone else took');
  expect(page.html).toContain('We have kept your answers.');
});

it('other times are never asked for from a day that is over', async () => {
  await toTimes();
  site.now = '2026-10-12T08:00:00Z';
  await site.browser.get(`/book/time-gone?${new URLSearchParams({ site: 'speke', start: times[0]?.start ?? '' })}`);
  const asked = site.api.made('GET', /\/sites\/speke\/times$/).at(-1)?.query;
  expect([asked?.get('from'), asked?.get('to')]).toEqual(['2026-10-12', '2026-10-25']);
});

describe('changing the time of an appointment', () => {
  const booking = {
    reference: 'K7QF9X2A4M',
    status: 'booked',
    start: '2026-10-20T09:00:00+01:00',
    lengthMinutes: 5,
    site: place,
    service: flu,
    firstName: 'Amina',
    help: [],
    mayChange: true,
  };
  beforeEach(async () => {
    const session = { token: 'session-token-of-the-appointment', expiresAt: '2026-10-08T16:00:00Z', reference: '' };
    site.api.say('POST /manage/sessions', { status: 201, body: session });
    site.api.say('GET /manage/bookings', { status: 200, body: { items: [booking] } });
    await site.browser.get('/m/TOKENTOKENTOKEN1');
    await site.browser.post('/manage/link', born);
    await site.browser.post('/appointment/hold', { time: firstTime, key: 'k' });
  });

  it('a new time whose hold has ended is not told as kept', async () => {
    expect((await site.browser.get('/appointment/check-move')).html).toContain('for you until 2:35pm');
    site.now = AFTER_HOLD;
    const { html } = await site.browser.get('/appointment/check-move');
    expect(html).not.toContain('We are holding');
    expect(html).toContain('We could not keep the new time any longer.');
  });

  it('a new time that has passed was taken by nobody', async () => {
    site.now = AFTER_START;
    expect((await site.browser.get('/appointment/check-move')).html).toContain('The new time has passed.');
    const address = `/appointment/time-gone?${new URLSearchParams({ site: 'speke', start: times[0]?.start ?? '' })}`;
    const page = await site.browser.get(address);
    expect(titleOf(page)).toContain('That time has passed');
    expect(page.html).not.toContain('Someone else took');
  });
});
