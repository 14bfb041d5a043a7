import { titleOf } from './browser';
import { problem, site as place, times } from './fake-api';
import { firstTime, openSite } from './open-site';

const { site, draft, toTimes } = openSite();

const url = 'http://localhost/assist/HE1PERHE1PERHE1P';
const link = { url, until: '2026-10-09T14:25:00+01:00' };
const SHARE = 'PATCH /journeys/:id/helper-link';
const LINK = 'GET /journeys/:id/helper-link';
const DRAFT = '/helped-drafts/HE1PERHE1PERHE1P';
const helped = { service: 'Flu vaccine', people: 1, near: 'L24', until: link.until };
const chosen = { site: place, start: times[0]?.start, lengthMinutes: 5, expiresAt: '2026-10-08T14:35:00+01:00' };
const found = { items: [{ site: place, distanceMetres: 1930, nextTimes: times, days: [], free: 3 }], total: 1 };

describe('whoever asks for help', () => {
  beforeEach(() => {
    site.api.say(LINK, { status: 200, body: {} });
    site.api.say(SHARE, { status: 200, body: link });
  });

  it('is first asked who they are and how they hear of it, and then has a link to give', async () => {
    await toTimes();
    expect((await site.browser.get('/book/times')).html).toContain('href="/book/helper"');
    expect((await site.browser.get('/book/helper')).html).toContain('First we need to know who you are');
    const make = () => site.browser.post('/book/helper', { link: 'make' });
    expect(await make()).toMatchObject({ status: 303, location: '/book/name' });
    expect(await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' })).toMatchObject({
      location: '/book/nhs-number',
    });
    await site.browser.post('/book/nhs-number', { known: 'no' });
    await site.browser.post('/book/home-postcode', { postcode: 'L24 8QB' });
    await site.browser.post('/book/contact', { by: 'none' });
    expect((await site.browser.get('/book/helper')).html).toContain('We need a mobile number or an email');
    expect(await make()).toMatchObject({ location: '/book/contact?from=helper' });
    expect((await site.browser.get('/book/contact?from=helper')).html).toContain(
      'class="nhsuk-back-link" href="/book/helper"',
    );
    expect(site.api.made('PATCH', /helper-link$/)).toEqual([]);
    const answered = await site.browser.post('/book/contact', { by: 'email', email: 'amina@example.com' });
    expect(answered.location).toBe('/book/helper');
    // Nobody checks a time that is not chosen yet.
    expect(await site.browser.get('/book/check')).toMatchObject({ status: 303, location: '/book/helper' });
    expect(await make()).toMatchObject({ location: '/book/helper' });
    expect(draft()).toMatchObject({ helperAsked: true, language: 'en' });
    site.api.say(LINK, { status: 200, body: link });
    const page = await site.browser.get('/book/helper');
    expect(page.html).toContain(url);
    expect(page.html).toContain('They see what it is for: Flu vaccine.');
    await site.browser.post('/book/helper', { link: 'end' });
    expect(site.api.made('PATCH', /helper-link$/).map(({ body }) => body)).toEqual([
      { shared: true },
      { shared: false },
    ]);
    expect(draft()).not.toHaveProperty('helperAsked');
    site.api.say('PATCH /journeys/:id/helper-link', problem(409, 'wrong_state'));
    const { location = '' } = await make();
    expect(location).toBe('/book/helper?changed');
  });

  it('may still choose a time, and goes on to the check page with it', async () => {
    await toTimes();
    await site.browser.post('/book/helper', { link: 'make' });
    await site.browser.post('/book/hold', { time: firstTime, key: 'one' });
    await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
    await site.browser.post('/book/nhs-number', { known: 'no' });
    await site.browser.post('/book/home-postcode', { postcode: 'L24 8QB' });
    expect(await site.browser.post('/book/contact', { by: 'email', email: 'amina@example.com' })).toMatchObject({
      location: '/book/check',
    });
  });
});

describe('whoever helps', () => {
  const open = async () => {
    site.api.say(`GET ${DRAFT}`, { status: 200, body: helped });
    site.api.say(`GET ${DRAFT}/availability`, {
      status: 200,
      body: { ...found, from: '2026-10-08', to: '2026-10-21' },
    });
    site.api.say(`GET ${DRAFT}/sites/speke/times`, { status: 200, body: { items: times } });
    expect(await site.browser.get('/assist/HE1PERHE1PERHE1P')).toMatchObject({ status: 303, location: '/assist' });
  };
  const holds = (body: object = { ...helped, chosen }) => site.api.say(`POST ${DRAFT}/hold`, { status: 201, body });

  it('sees places and times, presses one and books it; the link leaves the address at once', async () => {
    await open();
    const list = await site.browser.get('/assist');
    expect(list.html).toContain('Speke Retail Park Pharmacy');
    expect(list.html).toContain('It is for: Flu vaccine.');
    expect(list.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    for (const hidden of ['HE1PER', '/book/', 'Help you need']) expect(list.html).not.toContain(hidden);
    expect((await site.browser.get('/assist/times/speke')).html).toContain('action="/assist/hold"');
    expect(site.api.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    holds();
    expect(await site.browser.post('/assist/hold', { time: firstTime, key: 'k' })).toMatchObject({
      location: '/assist/check',
    });
    site.api.say(`GET ${DRAFT}`, { status: 200, body: { ...helped, chosen } });
    const check = await site.browser.get('/assist/check');
    expect(check.html).toContain('Saturday 10 October 2026');
    site.api.say(`POST ${DRAFT}/booking`, { status: 200, body: chosen });
    const form = { time: firstTime, key: 'press' };
    for (let press = 0; press < 2; press += 1)
      expect(await site.browser.post('/assist/check', form)).toMatchObject({ location: '/assist/booked' });
    const keys = site.api.made('POST', /booking$/).map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    expect(await site.browser.get('/assist/booked')).toMatchObject({ location: '/assist' });
    site.api.say(`GET ${DRAFT}`, problem(404, 'look_up_failed'));
    expect(titleOf(await site.browser.get('/assist/booked'))).toContain('The time is booked');
    site.browser.jar.clear();
    expect(await site.browser.get('/assist/booked')).toMatchObject({ location: '/assist' });
  });

  it('is told that a time is gone or cannot be had, and not why', async () => {
    await open();
    for (const [status, code, where] of [
      [409, 'time_gone', '/assist?gone'],
      [409, 'wrong_state', '/assist?refused'],
    ] as const) {
      site.api.say(`POST ${DRAFT}/hold`, problem(status, code));
      expect(await site.browser.post('/assist/hold', { time: firstTime, key: code })).toMatchObject({
        location: where,
      });
      expect((await site.browser.get(where)).html).toContain('Choose another time.');
    }
  });

  it('holds a time that lapsed again, books no other time than the one seen, and hears when only the person can go on', async () => {
    await open();
    const post = () => site.browser.post('/assist/check', { time: firstTime, key: 'press' });
    let tries = 0;
    site.api.say(`POST ${DRAFT}/booking`, () =>
      (tries += 1) === 1 ? problem(410, 'hold_expired') : { status: 200, body: chosen },
    );
    holds();
    expect(await post()).toMatchObject({ location: '/assist/booked' });
    expect(site.api.made('POST', /hold$/)).toHaveLength(1);
    site.api.say(`POST ${DRAFT}/booking`, problem(409, 'wrong_state'));
    site.api.say(`GET ${DRAFT}`, { status: 200, body: { ...helped, chosen: { ...chosen, start: times[1]?.start } } });
    expect((await post()).html).toContain('The time is not the one you saw before.');
    site.api.say(`GET ${DRAFT}`, { status: 200, body: { ...helped, chosen } });
    expect((await post()).html).toContain('You cannot finish this here');
  });

  it('sees the same page for every link that opens nothing', async () => {
    const pages = [await site.browser.get('/assist'), await site.browser.get('/assist/check')];
    await site.browser.get('/assist/HE1PERHE1PERHE1P');
    site.api.say(`GET ${DRAFT}`, problem(404, 'look_up_failed'));
    site.api.say(`GET ${DRAFT}/sites/speke/times`, problem(404, 'look_up_failed'));
    for (const path of ['/assist', '/assist/check', '/assist/times/speke']) pages.push(await site.browser.get(path));
    const plain = ({ html, status }: { html: string; status: number }) =>
      `${status} ${html.replaceAll(/nonce="[^"]*"|href="[^"]*"/g, '')}`;
    expect(new Set(pages.map(plain)).size).toBe(1);
    expect(pages[0]?.status).toBe(404);
  });
});
