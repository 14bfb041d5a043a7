import type { FastifyInstance } from 'fastify';
import { readConfig } from '../src/app/config';
import { createServer } from '../src/app/server';
import { openBrowser, titleOf, valueOf } from './browser';
import { flu, otherSite, problem, site, startFakeApi, times, type FakeApi } from './fake-api';
import { someAssets } from './some-assets';

const now = () => new Date('2026-10-08T13:25:00Z');
const born = { 'date-of-birth-day': '27', 'date-of-birth-month': '3', 'date-of-birth-year': '1950' };
const time = `${times[1]?.start} 5 garston`;
const RULES = ['not_eligible', 'needs_information'];
const STATUS: Record<string, number> = { service_closed: 409, time_gone: 409 };
const refusal = (code: string) => problem(STATUS[code] ?? 422, code);

let api: FakeApi;
let server: FastifyInstance;
let browser: ReturnType<typeof openBrowser>;

beforeAll(async () => {
  api = await startFakeApi();
  server = await createServer(readConfig({ API_URL: api.url, LOG_LEVEL: 'silent' }), someAssets, now);
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

const draft = () => [...api.drafts.values()].at(-1) ?? {};

describe('changing the time of an appointment', () => {
  const booking = {
    reference: 'K7QF9X2A4M',
    status: 'booked',
    start: times[0]?.start,
    lengthMinutes: 5,
    site,
    service: flu,
    firstName: 'Amina',
    help: [],
    mayChange: true,
  };
  const MOVE = 'POST /manage/bookings/K7QF9X2A4M/move';

  beforeEach(async () => {
    const session = { token: 'session-token-of-the-appointment', expiresAt: '2026-10-08T16:00:00Z', reference: '' };
    api.say('POST /manage/sessions', { status: 201, body: session });
    api.say('GET /manage/bookings', { status: 200, body: { items: [booking] } });
    await browser.get('/m/TOKENTOKENTOKEN1');
    await browser.post('/manage/link', born);
  });

  const toCheck = async () => {
    expect(await browser.post('/appointment/hold', { time, key: 'k' })).toMatchObject({
      location: '/appointment/check-move',
    });
    return valueOf(await browser.get('/appointment/check-move'), 'seen');
  };

  it.each(RULES)('%s of a new time leads back to the times with a sentence', async (code) => {
    api.say('POST /holds', refusal(code));
    const sent = await browser.post('/appointment/hold', { time, key: 'k' });
    expect(sent).toMatchObject({ status: 303, location: '/appointment/times?refused' });
    const page = await browser.get(sent.location ?? '');
    expect(page.status).toBe(200);
    expect(page.html).toContain('You cannot have this appointment on that date. Choose another time.');
    expect(page.html).toContain('You keep Saturday 10 October 2026, 9:00am');
    expect((await browser.get('/appointment/times')).html).not.toContain('on that date');
  });

  it.each(RULES)('%s on confirming leads there too, and the new time goes back on sale', async (code) => {
    const seen = await toCheck();
    api.say(MOVE, refusal(code));
    expect(await browser.post('/appointment/check-move', { seen })).toMatchObject({
      status: 303,
      location: '/appointment/times?refused',
    });
    expect(api.made('DELETE', /^\/holds\//)).toHaveLength(1);
    expect(draft()).not.toHaveProperty('hold');
  });

  it.each(RULES)('%s when the lapsed hold is taken again is not told as a time that has gone', async (code) => {
    const seen = await toCheck();
    api.say(MOVE, problem(410, 'hold_expired'));
    api.say('POST /holds', refusal(code));
    expect(await browser.post('/appointment/check-move', { seen })).toMatchObject({
      location: '/appointment/times?refused',
    });
  });

  it('after the move the page claims a message only for those who gave a contact, and shows the reference', async () => {
    await toCheck();
    const moved = { ...booking, start: times[1]?.start, site: otherSite };
    api.say('GET /manage/bookings', { status: 200, body: { items: [moved] } });
    const { html } = await browser.get('/appointment/moved');
    expect(html).toContain('If you gave us a mobile number or email address, we have sent your new time there.');
    expect(html).toContain('Write the reference number and the time down.');
    expect(html).toContain('K7QF9-X2A4M');
  });

  it('a time that somebody else has by then is told as gone', async () => {
    const seen = await toCheck();
    api.say(MOVE, problem(410, 'hold_expired'));
    api.say('POST /holds', refusal('time_gone'));
    const sent = await browser.post('/appointment/check-move', { seen });
    expect(sent.location).toMatch(/^\/appointment\/time-gone\?site=garston&start=/);
    expect((await browser.get(sent.location ?? '')).html).toContain(otherSite.name);
  });

  it('a service that closed says so and that the appointment stays', async () => {
    const seen = await toCheck();
    api.say(MOVE, refusal('service_closed'));
    const confirmed = await browser.post('/appointment/check-move', { seen });
    api.say('POST /holds', refusal('service_closed'));
    const held = await browser.post('/appointment/hold', { time, key: 'other' });
    for (const sent of [confirmed, held]) expect(sent).toMatchObject({ status: 303, location: '/appointment/not-now' });
    const page = await browser.get('/appointment/not-now');
    expect(page).toMatchObject({ status: 200 });
    expect(titleOf(page)).toContain('You cannot book this right now');
    expect(page.html).toContain('You keep Saturday 10 October 2026, 9:00am');
    expect(page.html).toContain('href="/book/what"');
    expect(page.html).toMatch(/<a href="\/">Go to the start page/);
  });
});

describe('booking', () => {
  const toTimes = async () => {
    await browser.post('/book/what', { service: 'flu' });
    await browser.post('/book/date-of-birth', born);
    await browser.post('/book/where', { where: 'L24 8QB' });
  };
  const name = { firstName: 'Amina', lastName: 'Khan' };

  it.each(RULES)('%s when a lapsed hold is taken again leads to the reasons on that day', async (code) => {
    await toTimes();
    await browser.post('/book/hold', { time, key: 'k' });
    api.say('POST /holds/:id/renew', problem(410, 'hold_expired'));
    api.say('POST /holds', refusal(code));
    expect(await browser.post('/book/name', name)).toMatchObject({ location: '/book/next-steps?on=2026-10-10' });
    expect(draft()).toMatchObject(name);
    expect(draft()).not.toHaveProperty('hold');
  });

  it('a service that closed is a page of its own with ways on, and the answers are kept', async () => {
    await toTimes();
    api.say('POST /holds', refusal('service_closed'));
    expect(await browser.post('/book/hold', { time, key: 'k' })).toMatchObject({
      status: 303,
      location: '/book/not-now',
    });
    const page = await browser.get('/book/not-now');
    expect(page).toMatchObject({ status: 200 });
    expect(page.html).toMatch(/<h1>You cannot book this right now<\/h1>/);
    expect(page.html).toContain('Bookings for the flu vaccine are closed or paused. We have kept your answers.');
    expect(page.html).toContain('href="/book/what"');
    expect(page.html).toMatch(/<a href="\/">Go to the start page/);
    expect(draft()).toMatchObject({ serviceId: 'flu', dateOfBirth: '1950-03-27' });
  });

  it.each(['POST /bookings', 'POST /holds'])('a service that closed before Confirm is told so by %s', async (by) => {
    await toTimes();
    await browser.post('/book/hold', { time, key: 'k' });
    await browser.post('/book/name', name);
    await browser.post('/book/nhs-number', { known: 'no' });
    await browser.post('/book/contact', { by: 'email', email: 'amina@example.com' });
    const seen = valueOf(await browser.get('/book/check'), 'seen');
    if (by === 'POST /holds') api.say('POST /bookings', problem(410, 'hold_expired'));
    api.say(by, refusal('service_closed'));
    expect(await browser.post('/book/check', { seen })).toMatchObject({ status: 303, location: '/book/not-now' });
    expect(draft()).toMatchObject(name);
  });

  it('the page about a closed service needs a service', async () => {
    expect(await browser.get('/book/not-now')).toMatchObject({ status: 303, location: '/book/what' });
  });
});
