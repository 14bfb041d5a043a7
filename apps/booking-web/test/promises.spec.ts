import { valueOf } from './browser';
import { splitLanguage, linksInLanguage } from '../src/app/languages';
import { calendarFile } from '../src/ui/calendar';
import { languages, type Language } from '@fairslot/texts';
import { flu, problem, site as place } from './fake-api';
import { born, firstTime, openSite } from './open-site';

const { site, toTimes, toCheck } = openSite();

const booking = {
  reference: 'K7QF9X2A4M',
  status: 'booked',
  start: '2026-10-20T09:00:00+01:00',
  lengthMinutes: 5,
  site: place,
  service: flu,
  firstName: 'Amina',
  mayChange: true,
  help: ['step_free', 'interpreter', 'Polish interpreter, by phone'],
  sequence: 1,
  moreTime: false,
  dose: 1,
  manageUrl: 'http://localhost/m/TOKENTOKENTOKEN1',
};

async function openBooking(changes: object = {}, others: object[] = []) {
  const session = { token: 'session-token-of-the-appointment', expiresAt: '2026-10-08T16:00:00Z', reference: '' };
  site.api.say('POST /manage/sessions', { status: 201, body: session });
  site.api.say('GET /manage/bookings', { status: 200, body: { items: [{ ...booking, ...changes }, ...others] } });
  await site.browser.get('/m/TOKENTOKENTOKEN1');
  await site.browser.post('/manage/link', born);
}

it('a robot that follows every link of every page changes nothing and asks nobody else', async () => {
  await toCheck();
  await openBooking();
  site.api.say('POST /invitations/:id/open', problem(404, 'look_up_failed'));
  await site.browser.get('/i/ABCDEFGH12345678');
  site.api.calls.length = 0;
  const seen = new Set<string>();
  const waiting = ['/', '/book/check', '/book/times', '/appointment', '/i/open', '/book/time-gone', '/flu'];
  const foreign: string[] = [];
  for (let path = waiting.shift(); path !== undefined && seen.size < 300; path = waiting.shift()) {
    // The same page asked otherwise is the same page.
    const address = path.split('?')[0] ?? path;
    if (seen.has(address)) continue;
    seen.add(address);
    const page = await site.browser.get(path);
    expect([path, page.status < 500]).toEqual([path, true]);
    if (page.location?.startsWith('/')) waiting.push(page.location);
    for (const [, href = ''] of page.html.matchAll(/<a [^>]*href="([^"#]*)"/g)) {
      const link = href.replaceAll('&amp;', '&');
      // A page in another language is the same page.
      if (link.startsWith('/') && !/^\/(easy|en|en-XA|ar-XB)\//.test(link)) waiting.push(link);
    }
    // Whatever a browser fetches by itself comes from this site.
    for (const [, fetched = ''] of page.html.matchAll(/<(?:link|script|img|iframe|source)[^>]*(?:href|src)="([^"]*)"/g))
      if (!fetched.startsWith('/')) foreign.push(fetched);
  }
  expect(seen.size).toBeGreaterThan(30);
  expect(foreign).toEqual([]);
  const asks = site.api.calls.filter(({ method, path }) => method !== 'GET' && path !== '/eligibility');
  expect(asks.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
}, 60_000);

it.each(['/', '/book/what', '/manage', '/help', '/no/such/page', '/ar-XB/book/what'])(
  '%s lets nothing run or load but what it names itself, and is kept nowhere',
  async (path) => {
    const { headers, html } = await site.browser.get(path);
    const policy = String(headers['content-security-policy']);
    const nonce = /'nonce-([\w-]{36})'/.exec(policy)?.[1];
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/form-action 'self'/);
    for (const [script] of html.matchAll(/<script[^>]*>/g)) expect(script).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/ style="| on[a-z]+="/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect((await site.browser.get(path)).headers['content-security-policy']).not.toBe(policy);
  },
);

it.each([
  ['2026-03-28T09:00:00+00:00', '20260328T090000Z', '20260328T091000Z'],
  ['2026-03-29T09:00:00+01:00', '20260329T080000Z', '20260329T081000Z'],
  ['2026-07-14T16:30:00+01:00', '20260714T153000Z', '20260714T154000Z'],
  ['2026-10-24T23:55:00+01:00', '20261024T225500Z', '20261024T230500Z'],
  ['2026-10-25T09:00:00+00:00', '20261025T090000Z', '20261025T091000Z'],
])('a calendar opens %s at %s', (start, from, until) => {
  const entry = {
    reference: 'K7QF9X2A4M',
    sequence: 1,
    isCancelled: false,
    start,
    lengthMinutes: 10,
    title: 'Flu vaccine; 65, over',
    site: place as never,
    description: 'Wear short sleeves.\nGo in by the side door.',
    url: 'http://localhost/m/TOKENTOKENTOKEN1',
  };
  const now = new Date('2026-01-05T12:00:00Z');
  const text = calendarFile(entry, now);
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect(lines).toContain(`DTSTART:${from}`);
  expect(lines).toContain(`DTEND:${until}`);
  expect(lines).toContain(String.raw`SUMMARY:Flu vaccine\; 65\, over`);
  expect(lines.filter((line) => line.startsWith('TRIGGER'))).toHaveLength(2);
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});

it('a calendar replaces what it had when the appointment moves, and takes it out when it is cancelled', async () => {
  const read = async () => {
    const file = await site.browser.get('/appointment/calendar');
    expect(file.headers['content-type']).toContain('text/calendar');
    const line = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(file.html)?.[1]?.trim();
    return { uid: line('UID'), sequence: Number(line('SEQUENCE')), method: line('METHOD'), status: line('STATUS') };
  };
  await openBooking();
  const first = await read();
  await openBooking({ sequence: 2, start: '2026-10-21T09:00:00+01:00' });
  const moved = await read();
  await openBooking({ sequence: 2, status: 'cancelled', mayChange: false });
  const cancelled = await read();
  expect(new Set([first.uid, moved.uid, cancelled.uid]).size).toBe(1);
  expect(first.uid).not.toContain('K7QF9');
  expect([first.sequence, moved.sequence, cancelled.sequence]).toEqual([1, 2, 3]);
  expect([first.method, moved.method, cancelled.method]).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL']);
  expect(cancelled.status).toBe('CANCELLED');
});

it('a card at the desk says in English what is needed, and again in the language of the page', async () => {
  await openBooking();
  const { html } = await site.browser.get('/appointment/card');
  for (const words of ['My name is Amina', 'I need a way in without steps', 'I need: Polish interpreter, by phone'])
    expect(html).toContain(words);
});

it('whose clinic had to cancel is told so, and not that somebody else has the time', async () => {
  await openBooking({ status: 'cancelled', mayChange: false, cancelledBySite: true });
  const { html } = await site.browser.get('/appointment');
  expect(html).toContain('The clinic had to cancel it.');
  expect(html).not.toContain('Someone else can have that time now');
  expect(html).toContain('Book another time');
});

it.each([
  ['weather', 'because of the weather'],
  ['staff', 'its staff could not come'],
  ['stock', 'it did not have what it needs'],
  ['premises', 'something was wrong with the building'],
])('whose clinic closed for %s reads why', async (closedBecause, words) => {
  await openBooking({ status: 'cancelled', mayChange: false, cancelledBySite: true, closedBecause });
  const { html } = await site.browser.get('/appointment');
  const why = `It had to close${words.startsWith('because') ? ' ' : ', as '}${words}.`;
  expect(html.replaceAll('<!-- -->', '')).toContain(`The clinic had to cancel it. ${why} You can book another time.`);
});

it('a cancelled time can be had back while it is kept', async () => {
  const cancelled = { status: 'cancelled', mayChange: false, mayRestoreUntil: '2026-10-08T15:00:00+01:00' } as const;
  await openBooking({ ...cancelled, placeIsKept: true });
  const { html } = await site.browser.get('/appointment');
  expect(html).toContain('We keep your time for you until 3:00pm.');
  await openBooking(cancelled);
  const free = await site.browser.get('/appointment');
  expect(free.html).toContain(
    'You can have your time back until Thursday 8 October 2026, 3:00pm, if nobody takes it first.',
  );
  site.api.say('POST /manage/bookings/K7QF9X2A4M/restore', { status: 200, body: booking });
  expect(await site.browser.post('/appointment/restore', {})).toMatchObject({ location: '/appointment?restored' });
  site.api.say('POST /manage/bookings/K7QF9X2A4M/restore', problem(409, 'time_gone'));
  expect(await site.browser.post('/appointment/restore', {})).toMatchObject({ location: '/appointment?gone' });
});

it('of several booked together one or all are cancelled', async () => {
  const leo = { ...booking, reference: 'LE0QF9X2A4', firstName: 'Leo' };
  await openBooking({}, [leo]);
  expect((await site.browser.get('/appointment')).html).toContain('Leo: flu vaccine');
  await site.browser.post('/appointment/choose', { which: '1' });
  expect((await site.browser.get('/appointment')).html).toContain('Hello Leo.');
  for (const { reference } of [booking, leo])
    site.api.say(`POST /manage/bookings/${reference}/cancel`, { status: 200, body: leo });
  const cancel = (who: string) =>
    site.browser.post('/appointment/cancel', { key: who, start: booking.start, who, reason: 'other' });
  await cancel('this');
  expect(site.api.made('POST', /cancel$/).map(({ path }) => path)).toEqual(['/manage/bookings/LE0QF9X2A4/cancel']);
  await cancel('all');
  expect(site.api.made('POST', /cancel$/)).toHaveLength(3);
});

it('a language is in every address of a page, and in where a form leads', async () => {
  const { html } = await site.browser.get('/easy/book/what');
  expect(html).toContain('lang="en" dir="ltr" class="fs-easy"');
  for (const [, path] of html.matchAll(/ (?:href|action)="(\/[^"]*)"/g))
    expect(path).toMatch(/^\/(easy|en|en-XA|ar-XB)(\/|$)|^\/assets\//);
  expect(await site.browser.post('/easy/book/what', { service: 'flu' })).toMatchObject({ location: '/easy/book/who' });
  const arabic = languages.find(({ code }) => code === 'ar') as Language;
  expect(splitLanguage('/ar/book/where?from=check', [arabic])).toEqual({
    language: arabic,
    path: '/book/where?from=check',
  });
  expect(splitLanguage('/arabic', [arabic]).path).toBe('/arabic');
  expect(linksInLanguage('<a href="/x">&quot; href=&quot;/y</a>', arabic)).toBe(
    '<a href="/ar/x">&quot; href=&quot;/y</a>',
  );
});

it('a shared computer keeps nothing of a booking that was finished and cleared', async () => {
  await toTimes();
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  await site.browser.get('/h/HE1PERHE1PERHE1P');
  await site.browser.get('/assist/HE1PERHE1PERHE1P');
  await openBooking();
  const ids = [...site.api.drafts.keys()];
  const cleared = await site.browser.post('/book/clear', {});
  expect(cleared.location).toBe('/?cleared');
  expect([...site.browser.jar.keys()]).toEqual([]);
  // Not only this browser forgets: what it knew of is gone where it was kept.
  const forgotten = site.api.made('DELETE', /^\/journeys\//).map(({ path }) => path.split('/')[2]);
  expect(ids).toEqual(expect.arrayContaining(forgotten));
  expect(forgotten.length).toBeGreaterThan(0);
  expect(site.api.drafts.has(forgotten[0] ?? '')).toBe(false);
  expect(site.api.made('DELETE', /^\/manage\/sessions$/)).toHaveLength(1);
  expect((await site.browser.get('/book/name')).location).toBe('/book/what');
});

describe('a form is sent with a key of its own', () => {
  const keysOf = (path: RegExp) =>
    site.api.made('POST', path).map(({ headers }) => headers['idempotency-key'] as string);

  it('a cancellation: one for two presses, another one for the form read again', async () => {
    await openBooking();
    site.api.say(`POST /manage/bookings/${booking.reference}/cancel`, { status: 200, body: booking });
    for (let form = 0; form < 2; form += 1) {
      const key = valueOf(await site.browser.get('/appointment/cancel'), 'key');
      expect(key).not.toBe('');
      for (let press = 0; press < 2; press += 1)
        await site.browser.post('/appointment/cancel', { key, start: booking.start, reason: 'other' });
    }
    const [first, again, other, last] = keysOf(/cancel$/);
    expect([again, last]).toEqual([first, other]);
    expect(other).not.toBe(first);
  });

  it('a time that is held: one for two presses, another one for the form read again', async () => {
    await toTimes();
    for (let form = 0; form < 2; form += 1) {
      const key = valueOf(await site.browser.get('/book/times'), 'key');
      for (let press = 0; press < 2; press += 1) await site.browser.post('/book/hold', { time: firstTime, key });
    }
    const [first, again, other, last] = keysOf(/^\/holds$/);
    expect([again, last]).toEqual([first, other]);
    expect(other).not.toBe(first);
  });

  it('a move: one for each held time, though its answer is lost and it is sent again, and another one for another hold', async () => {
    await openBooking();
    const path = `POST /manage/bookings/${booking.reference}/move`;
    for (let hold = 0; hold < 2; hold += 1) {
      await site.browser.post('/appointment/hold', { time: firstTime, key: `form-${hold}` });
      const check = await site.browser.get('/appointment/check-move');
      const seen = valueOf(check, 'seen');
      site.api.say(path, 'cut');
      expect((await site.browser.post('/appointment/check-move', { seen })).status).toBe(503);
      site.api.say(path, { status: 200, body: booking });
      const again = valueOf(await site.browser.get('/appointment/check-move'), 'seen');
      await site.browser.post('/appointment/check-move', { seen: again });
    }
    const keys = keysOf(/move$/);
    expect(keys).toHaveLength(4);
    expect([keys[1], keys[3]]).toEqual([keys[0], keys[2]]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(keys[0]).not.toBe('');
  });

  it('a booking: one for each held time, from however many tabs, and another one for another hold', async () => {
    for (let hold = 0; hold < 2; hold += 1) {
      site.browser.jar.clear();
      const seen = await toCheck();
      // The first answer is lost on its way: the person presses again.
      site.api.say('POST /bookings', 'cut', 1);
      await site.browser.post('/book/check', { seen });
      await site.browser.post('/book/check', { seen: valueOf(await site.browser.get('/book/check'), 'seen') });
    }
    const keys = keysOf(/^\/bookings$/);
    expect(keys).toHaveLength(4);
    expect([keys[1], keys[3]]).toEqual([keys[0], keys[2]]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});
