import { titleOf } from './browser';
import { flu, problem, site as place, times } from './fake-api';
import { born, openSite } from './open-site';

const { site } = openSite();

const booking = {
  reference: 'K7QF9X2A4M',
  status: 'booked',
  start: times[0]?.start,
  lengthMinutes: 5,
  site: place,
  service: flu,
  firstName: 'Amina',
  mayChange: true,
  help: ['step_free'],
  sequence: 1,
  moreTime: false,
  dose: 1,
  manageUrl: 'http://localhost/m/TOKENTOKENTOKEN1',
};
const HELP = 'PATCH /manage/bookings/K7QF9X2A4M';

async function openBooking(changes: object = {}) {
  const session = { token: 'session-token-of-the-appointment', expiresAt: '2026-10-08T16:00:00Z', reference: '' };
  site.api.say('POST /manage/sessions', { status: 201, body: session });
  site.api.say('GET /manage/bookings', { status: 200, body: { items: [{ ...booking, ...changes }] } });
  await site.browser.get('/m/TOKENTOKENTOKEN1');
  await site.browser.post('/manage/link', born);
}
const sent = () => site.api.made('PATCH', /^\/manage\/bookings\/K7QF9X2A4M$/).map(({ body }) => body);
const choose = (...needs: string[]) =>
  site.browser.send('/appointment/help', new URLSearchParams(needs.map((need) => ['need', need])).toString());

describe('more time', () => {
  it('is offered with the other kinds of help, and taken beside the appointment where it can be', async () => {
    await openBooking();
    site.api.say(HELP, { status: 200, body: booking });
    expect((await site.browser.get('/appointment/help')).html).toMatch(/value="more_time"/);
    expect(await choose('step_free', 'more_time')).toMatchObject({ location: '/appointment?help' });
    expect(sent()).toEqual([{ help: ['step_free', 'more_time'], moreTime: true }]);
  });

  it('is ticked where the appointment has it, and given up with the tick', async () => {
    await openBooking({ moreTime: true, help: ['step_free'] });
    site.api.say(HELP, { status: 200, body: booking });
    expect((await site.browser.get('/appointment/help')).html).toMatch(
      /<input[^>]*checked[^>]*value="more_time"|value="more_time"[^>]*checked/,
    );
    await choose('step_free');
    expect(sent()).toEqual([{ help: ['step_free'], moreTime: false }]);
  });

  it('where there is none beside it, the other needs are kept and other times have two slots', async () => {
    await openBooking();
    site.api.say(HELP, ({ body }) => (body['moreTime'] ? problem(409, 'time_gone') : { status: 200, body: booking }));
    expect(await choose('quiet', 'more_time')).toMatchObject({ location: '/appointment/times' });
    expect(sent().at(-1)).toEqual({ help: ['quiet'], moreTime: false });
    site.api.calls.length = 0;
    const page = await site.browser.get('/appointment/times');
    expect(page.html).toContain('There is no free time right after yours.');
    expect(page.html).toMatch(/If none of them suits you, call \S+/);
    expect(site.api.made('GET', /times$/)[0]?.query.get('help')).toBe('moreTime');
    await site.browser.get('/appointment/places');
    expect(
      site.api
        .made('GET', /^\/availability$/)
        .at(-1)
        ?.query.get('help'),
    ).toBe('moreTime');
    await site.browser.post('/appointment/hold', { time: `${times[1]?.start} 5 speke`, key: 'k' });
    expect(site.api.made('POST', /^\/holds$/)[0]?.body).toMatchObject({ attendees: [{ moreTime: true }] });
    expect((await site.browser.get('/appointment/check-move')).html).toContain('More time');
    // Whoever changes their mind sees single times again, and the time held goes back.
    expect(await site.browser.post('/appointment/times', {})).toMatchObject({ location: '/appointment/times' });
    expect(site.api.made('DELETE', /^\/holds\//)).toHaveLength(1);
    site.api.calls.length = 0;
    expect((await site.browser.get('/appointment/times')).html).not.toContain('right after yours');
    expect(site.api.made('GET', /times$/)[0]?.query.get('help')).toBeNull();
  });
});

it('the details are sent again with a press, and the page says what came of it', async () => {
  await openBooking();
  for (const [outcome, words] of [
    ['sent', 'We have sent the details again.'],
    ['often', 'We have sent the details a few times now.'],
    ['silent', 'We have no mobile number or email for you.'],
  ] as const) {
    site.api.say('POST /manage/bookings/K7QF9X2A4M/send-again', { status: 200, body: { outcome } });
    const { location = '' } = await site.browser.post('/appointment/send-again', {});
    expect((await site.browser.get(location)).html).toContain(words);
  }
});

describe('a link for somebody who helps', () => {
  const SHARE = 'PATCH /manage/bookings/K7QF9X2A4M/helper-link';
  const helperUrl = 'http://localhost/h/HE1PERHE1PERHE1P';
  const helped = { status: 'booked', start: booking.start, lengthMinutes: 5, site: place };
  const OPEN = 'GET /helper-links/HE1PERHE1PERHE1P';

  it('is made and ended with a press', async () => {
    await openBooking();
    expect((await site.browser.get('/appointment')).html).toContain('href="/appointment/helper"');
    site.api.say(SHARE, { status: 200, body: booking });
    const page = await site.browser.get('/appointment/helper');
    expect(page.html).not.toContain('/h/');
    expect(await site.browser.post('/appointment/helper', { link: 'make' })).toMatchObject({
      location: '/appointment/helper',
    });
    site.api.say('GET /manage/bookings', { status: 200, body: { items: [{ ...booking, helperUrl }] } });
    expect((await site.browser.get('/appointment/helper')).html).toContain(helperUrl);
    await site.browser.post('/appointment/helper', { link: 'end' });
    expect(site.api.made('PATCH', /helper-link$/).map(({ body }) => body)).toEqual([
      { shared: true },
      { shared: false },
    ]);
  });

  it('shows when and where, no name and nothing to press, and leaves the address at once', async () => {
    site.api.say(OPEN, { status: 200, body: helped });
    expect(await site.browser.get('/h/HE1PERHE1PERHE1P')).toMatchObject({ status: 303, location: '/h' });
    const page = await site.browser.get('/h');
    expect(titleOf(page)).toContain('When and where');
    expect(page.html).toContain('Saturday 10 October 2026');
    expect(page.html).toContain('Speke Retail Park Pharmacy');
    for (const hidden of ['Amina', 'lu vaccine', 'HE1PER', '<form', '/appointment"'])
      expect(page.html).not.toContain(hidden);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(site.api.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    site.api.say(OPEN, { status: 200, body: { ...helped, status: 'cancelled' } });
    expect((await site.browser.get('/h')).html).toContain('This appointment is cancelled.');
  });

  it('that opens nothing says the same whatever the cause', async () => {
    const pages = [await site.browser.get('/h')];
    for (const code of ['look_up_failed', 'invalid']) {
      await site.browser.get('/h/HE1PERHE1PERHE1P');
      site.api.say(OPEN, problem(code === 'invalid' ? 400 : 404, code));
      pages.push(await site.browser.get('/h'));
    }
    const plain = ({ html }: { html: string }) => html.replaceAll(/nonce="[^"]*"/g, '');
    expect(new Set(pages.map(plain)).size).toBe(1);
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([404]));
  });
});
