import type { FastifyInstance } from 'fastify';
import { readConfig } from '../src/app/config';
import { createServer } from '../src/app/server';
import { openBrowser, titleOf, valueOf } from './browser';
import { problem, startFakeApi, times, type FakeApi } from './fake-api';
import { someAssets } from './some-assets';

const now = () => new Date('2026-10-08T13:25:00Z');

let api: FakeApi;
let server: FastifyInstance;
let browser: ReturnType<typeof openBrowser>;

beforeAll(async () => {
  api = await startFakeApi();
  const config = readConfig({ API_URL: api.url, LOG_LEVEL: 'silent' });
  server = await createServer(config, someAssets, now);
});
afterAll(async () => {
  await server.close();
  await api.stop();
});
beforeEach(() => {
  api.calm();
  api.calls.length = 0;
  browser = openBrowser(server);
});

const born = { 'date-of-birth-day': '27', 'date-of-birth-month': 'Mar', 'date-of-birth-year': '1950' };
const first = `${times[0]?.start} 5 speke`;

async function toTimes(service = 'flu') {
  await browser.post('/book/what', { service });
  await browser.post('/book/date-of-birth', born);
  return browser.post('/book/where', { where: 'L24 8QB' });
}

async function toCheck() {
  await toTimes();
  await browser.post('/book/hold', { time: first, key: 'one' });
  await browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
  await browser.post('/book/nhs-number', { known: 'no' });
  return browser.post('/book/contact', { by: 'email', email: 'amina@example.com' });
}

const draft = () => [...api.drafts.values()].at(-1) ?? {};

test('the number to call is not broken over two lines', async () => {
  const { sent } = await browser.get('/help');
  expect(sent).toContain('0151\u00a0496\u00a00000');
  expect(sent).not.toContain('0151 496 0000');
});

test('an address and its postcode stand together, in their own order on a page read from the right', async () => {
  await toCheck();
  const { html } = await browser.get('/book/check');
  expect(html.replaceAll('<!-- -->', '')).toMatch(/<bdi>[^<]+, <bdi class="fs-postcode">L24 8QB<\/bdi><\/bdi>/);
});

test('a name of which nothing can be seen is asked for again', async () => {
  await toTimes();
  await browser.post('/book/hold', { time: first, key: 'one' });
  const { html } = await browser.post('/book/name', { firstName: '\u200b', lastName: 'O' });
  expect(html).toContain('Enter your first name');
  expect(html).not.toContain('Enter your last name');
});

test('the place that was typed as a postcode is not broken over two lines', async () => {
  await toTimes();
  const { sent } = await browser.get('/book/times');
  expect(sent).toContain('Appointments near L24\u00a08QB');
});

describe('a form with something to put right', () => {
  it.each<[string, string, Record<string, string>]>([
    ['/book/what', 'Select what you want to book', {}],
    ['/book/date-of-birth', 'Date of birth must include a day', { ...born, 'date-of-birth-day': '' }],
    ['/book/date-of-birth', 'Year must include 4 numbers', { ...born, 'date-of-birth-year': '52' }],
    ['/book/date-of-birth', 'Date of birth must be in the past', { ...born, 'date-of-birth-year': '2027' }],
    ['/book/where', 'Enter a postcode, town or place', { where: ' ' }],
    ['/book/where', 'We cannot find &#x27;Sppeke&#x27;. Check the spelling or enter a postcode', { where: 'Sppeke' }],
    ['/book/name', 'Enter your first name', { firstName: '', lastName: 'Khan' }],
    ['/book/name', 'First name must be 100 characters or less', { firstName: 'A'.repeat(101), lastName: 'K' }],
    ['/book/nhs-number', 'Select yes if you know your NHS number', {}],
    ['/book/nhs-number', 'That looks like a National Insurance number', { known: 'yes', nhsNumber: 'QQ123456C' }],
    ['/book/contact', 'Select how we should send your booking', {}],
    ['/book/contact', 'Enter a mobile phone number, like 07700 900 982', { by: 'text', mobile: '0151 496 0000' }],
    ['/manage', 'Booking reference must be 10 letters and numbers', { reference: 'K7QF9', ...born }],
  ])('%s answers 422 and says in the summary and beside the field: %s', async (path, words, form) => {
    await toCheck();
    const page = await browser.post(path, form);
    expect(page.status).toBe(422);
    expect(titleOf(page)).toMatch(/^Error: /);
    expect(page.html.split(words).length - 1).toBeGreaterThanOrEqual(2);
    expect(page.html).toContain('There is a problem');
  });

  it('keeps everything that was typed', async () => {
    await browser.post('/book/what', { service: 'flu' });
    const page = await browser.post('/book/date-of-birth', { ...born, 'date-of-birth-month': 'Foo' });
    expect(valueOf(page, 'date-of-birth-day')).toBe('27');
    expect(valueOf(page, 'date-of-birth-month')).toBe('Foo');
  });

  it('asks once whether an age of 120 and more is right, and believes a second Continue', async () => {
    await browser.post('/book/what', { service: 'flu' });
    const old = { ...born, 'date-of-birth-year': '1900' };
    const page = await browser.post('/book/date-of-birth', old);
    expect(page.html).toContain('Is this right? 27 March 1900');
    expect((await browser.post('/book/date-of-birth', { ...old, sure: valueOf(page, 'sure') })).status).toBe(303);
  });
});

describe('the way through', () => {
  it('every good POST is answered 303 and the appointment is booked once, with one key', async () => {
    const contact = await toCheck();
    expect(contact).toMatchObject({ status: 303, location: '/book/check' });
    const check = await browser.get('/book/check');
    expect(check.html).toContain('Your appointment is not booked until you confirm.');
    const seen = valueOf(check, 'seen');
    expect(await browser.post('/book/check', { seen })).toMatchObject({ status: 303, location: '/book/done' });
    expect(await browser.post('/book/check', { seen })).toMatchObject({ status: 303, location: '/book/done' });
    expect(api.made('POST', /^\/bookings$/)).toHaveLength(1);
    const done = await browser.get('/book/done');
    expect(done.html).toContain('K7QF9-X2A4M');
    // What the last page does not need is not kept on a shared computer.
    expect(draft()).not.toHaveProperty('firstName');
    expect(draft()).not.toHaveProperty('dateOfBirth');
  });

  it('a question is asked only when the rules need it, and its answer is sent with the hold', async () => {
    api.say(
      'POST /eligibility',
      { status: 200, body: { outcome: 'needs_information', missing: ['flag:carer'], reasons: [] } },
      1,
    );
    await browser.post('/book/what', { service: 'covid' });
    expect(await browser.post('/book/date-of-birth', born)).toMatchObject({ location: '/book/about-you' });
    api.say(
      'POST /eligibility',
      { status: 200, body: { outcome: 'needs_information', missing: ['flag:carer'], reasons: [] } },
      2,
    );
    expect((await browser.get('/book/about-you')).html).toContain('Do you look after somebody?');
    expect(await browser.post('/book/about-you', { carer: 'no' })).toMatchObject({ location: '/book/where' });
    await browser.post('/book/where', { where: 'L24' });
    await browser.post('/book/hold', { time: first, key: 'k' });
    expect(api.made('POST', /^\/holds$/)[0]?.body).toMatchObject({
      attendees: [{ serviceId: 'covid', answers: { carer: false } }],
    });
  });

  it('a fact that would only send a person to talk to somebody first is asked as well', async () => {
    api.say('POST /eligibility', { status: 200, body: { outcome: 'eligible', missing: ['flag:carer'], reasons: [] } });
    await browser.post('/book/what', { service: 'covid' });
    expect(await browser.post('/book/date-of-birth', born)).toMatchObject({ location: '/book/about-you' });
  });

  it('several places of one name are offered to choose from', async () => {
    await browser.post('/book/what', { service: 'flu' });
    await browser.post('/book/date-of-birth', born);
    expect(await browser.post('/book/where', { where: 'New' })).toMatchObject({ location: '/book/where/choose?q=New' });
    expect((await browser.get('/book/where/choose?q=New')).html).toContain('New Ferry');
    expect(await browser.post('/book/where/choose?q=New', { place: 'Newton' })).toMatchObject({
      location: '/book/help-needed',
    });
  });

  it.each(['not_eligible', 'already_vaccinated', 'refer'])(
    '%s is a page with ways on, not an error',
    async (outcome) => {
      api.say('POST /eligibility', { status: 200, body: { outcome, reasons: [{ code: 'no_cohort' }] } });
      await browser.post('/book/what', { service: 'flu' });
      expect(await browser.post('/book/date-of-birth', born)).toMatchObject({ location: '/book/next-steps' });
      const page = await browser.get('/book/next-steps');
      expect(page.status).toBe(200);
      expect(titleOf(page)).not.toMatch(/^Error/);
      expect(page.html).toContain('href="/book/date-of-birth"');
      expect(await browser.get('/book/where')).toMatchObject({ status: 303, location: '/book/next-steps' });
    },
  );

  it('nothing about a clinic service says vaccine', async () => {
    await browser.post('/book/what', { service: 'blood-test' });
    await browser.post('/book/date-of-birth', born);
    const pages = [await browser.get('/book/about-you')];
    await browser.post('/book/about-you', { referralCode: 'bt-12345' });
    await browser.post('/book/where', { where: 'L24' });
    pages.push(await browser.get('/book/times'), await browser.get('/book/times/speke'));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { html } of pages) expect(html).not.toMatch(/vaccin/i);
  });
});

describe('holds', () => {
  it('pressing the same time of one page twice is one hold', async () => {
    await toTimes();
    const press = () => browser.post('/book/hold', { time: first, key: 'of-this-page' });
    await Promise.all([press(), press()]);
    const keys = api.made('POST', /^\/holds$/).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    await browser.post('/book/hold', { time: `${times[1]?.start} 5 speke`, key: 'of-this-page' });
    expect(api.made('POST', /^\/holds$/).at(-1)?.headers['idempotency-key']).not.toBe(keys[0]);
  });

  it('every finished page renews the hold', async () => {
    await toCheck();
    expect(api.made('POST', /renew$/)).toHaveLength(3);
    expect((await browser.get('/book/check')).html).toContain('until 2:45pm');
  });

  it('a lapsed hold is taken again, and the page goes on', async () => {
    await toTimes();
    await browser.post('/book/hold', { time: first, key: 'k' });
    api.say('POST /holds/:id/renew', problem(410, 'hold_expired'), 1);
    expect(await browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' })).toMatchObject({
      location: '/book/nhs-number',
    });
    expect(api.made('POST', /^\/holds$/)).toHaveLength(2);
  });

  it('a lapsed hold whose time is gone leads to other times, and the answers are kept', async () => {
    await toTimes();
    await browser.post('/book/hold', { time: first, key: 'k' });
    api.say('POST /holds/:id/renew', problem(410, 'hold_expired'));
    api.say('POST /holds', problem(409, 'time_gone'));
    const moved = await browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
    expect(moved.location).toMatch(/^\/book\/time-gone\?site=speke&start=/);
    expect(draft()).toMatchObject({ firstName: 'Amina', lastName: 'Khan' });
    expect(draft()).not.toHaveProperty('hold');
    const page = await browser.get(moved.location ?? '');
    expect(page.html).toContain('That time has just gone');
    expect(page.html).toContain('Garston Library');
  });

  it('a hold that lapsed before Confirm is taken again and confirmed with a new key', async () => {
    await toCheck();
    const seen = valueOf(await browser.get('/book/check'), 'seen');
    api.say('POST /bookings', problem(410, 'hold_expired'), 1);
    expect(await browser.post('/book/check', { seen })).toMatchObject({ location: '/book/done' });
    const [one, two] = api.made('POST', /^\/bookings$/);
    expect(one?.headers['idempotency-key']).not.toBe(two?.headers['idempotency-key']);
  });
});

describe('when the API is not there', () => {
  it('P1 keeps what was typed and sends it again', async () => {
    await toTimes();
    await browser.post('/book/hold', { time: first, key: 'k' });
    api.say('PATCH /journeys/:id', 'cut');
    const page = await browser.post('/book/name', { firstName: 'Amina "A"', lastName: 'Khan' });
    expect(page.status).toBe(503);
    expect(page.html).toContain('Sorry, there is a problem with the service');
    expect(valueOf(page, 'firstName')).toBe('Amina &quot;A&quot;');
    api.calm();
    expect(await browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' })).toMatchObject({ status: 303 });
  });

  it('a reply lost after Confirm is asked for again with the same key', async () => {
    await toCheck();
    const seen = valueOf(await browser.get('/book/check'), 'seen');
    api.say('POST /bookings', 'cut', 1);
    const page = await browser.post('/book/check', { seen });
    expect(page.status).toBe(503);
    expect(await browser.post('/book/check', { seen: valueOf(page, 'seen') })).toMatchObject({
      location: '/book/done',
    });
    const keys = api.made('POST', /^\/bookings$/).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('a fault of the API is a 500 page with the request id and no detail', async () => {
    api.say('GET /journeys/:id', problem(500, 'internal', { detail: 'secret detail' }));
    await browser.post('/book/what', { service: 'flu' });
    const page = await browser.get('/book/date-of-birth', { 'x-request-id': 'from-the-proxy-1' });
    expect(page.status).toBe(500);
    expect(page.html).toContain('from-the-proxy-1');
    expect(page.html).not.toContain('secret detail');
    expect(api.calls.at(-1)?.headers['x-request-id']).toBe('from-the-proxy-1');
  });
});

describe('what the browser is told', () => {
  it('pages are kept by nobody, framed by nobody and run only our script', async () => {
    const page = await browser.get('/');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const nonce = /script-src 'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1] ?? 'none';
    expect(page.html).toContain(`nonce="${nonce}"`);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('cookies are out of reach for scripts and other sites, and bound to the host under https', async () => {
    const config = readConfig({ API_URL: api.url, LOG_LEVEL: 'silent', PUBLIC_URL: 'https://book.example' });
    const secure = await createServer(config, someAssets, now);
    const { cookies } = await openBrowser(secure).post('/book/what', { service: 'flu' });
    expect(cookies).toEqual([
      expect.objectContaining({
        name: '__Host-fairslot-journey',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
        path: '/',
      }),
    ]);
    await secure.close();
  });

  it('a form from another site is refused before it does anything', async () => {
    const page = await browser.post('/book/what', { service: 'flu' }, { 'sec-fetch-site': 'cross-site' });
    expect(page.status).toBe(403);
    expect(api.calls).toHaveLength(0);
  });

  it('what is no form is answered in a sentence', async () => {
    const plain = { 'content-type': 'text/plain' };
    expect(await browser.post('/book/what', {}, plain)).toMatchObject({ status: 415, html: 'Go back and try again.' });
    const large = await browser.post('/book/what', { service: 'x'.repeat(70_000) });
    expect(large).toMatchObject({ status: 413, html: 'That is too much text.' });
  });

  it('a GET changes nothing, and an address that does not exist is a 404 page', async () => {
    await browser.get('/book/what');
    await browser.get('/m/TOKENTOKENTOKEN1');
    expect(api.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    const page = await browser.get('/nowhere');
    expect(page.status).toBe(404);
    expect(page.html).toContain('Page not found');
    expect((await browser.post('/book/done', {})).status).toBe(405);
  });

  it('a link leaves the address at once, and every failed look-up reads the same', async () => {
    expect(await browser.get('/m/TOKENTOKENTOKEN1')).toMatchObject({ status: 303, location: '/manage/link' });
    const page = await browser.post('/manage/link', born);
    expect(page.status).toBe(422);
    expect(page.html).toContain('We cannot open an appointment with that link and date of birth');
    api.say('POST /manage/sessions', problem(429, 'too_many'));
    const locked = await browser.post('/manage/link', born);
    expect(locked.status).toBe(429);
    expect(locked.html).toContain('We cannot open this right now');
    expect(locked.html).toMatch(/Try again after \d{1,2}:\d\d[ap]m, or call/);
  });
});
