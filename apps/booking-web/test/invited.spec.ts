import { titleOf, valueOf } from './browser';
import { problem } from './fake-api';
import { born, openSite } from './open-site';

const { site, draft } = openSite();

const LINK = '/i/ABCDEFGH12345678';
const opened = {
  state: 'open',
  firstName: 'Amina',
  lastName: 'Khan',
  serviceId: 'flu',
  near: { label: 'L24', latitude: 53.35, longitude: -2.88, approximate: true },
  contact: { mobileEnding: '482' },
  language: 'en',
  access: 'access-pass',
  expiresAt: '2026-12-01T00:00:00Z',
};
const says = (changes: object = {}) =>
  site.api.say('POST /invitations/:id/open', { status: 200, body: { ...opened, ...changes } });
const weekend = [
  { start: '2026-10-09T09:00:00+01:00', lengthMinutes: 5, free: 1 },
  { start: '2026-10-09T17:30:00+01:00', lengthMinutes: 5, free: 1 },
];

it('four pages and eight numbers lead from the link to the booking, and the clinic hears from the invitation', async () => {
  says();
  site.api.say('GET /sites/:id/times', { status: 200, body: { items: weekend } });
  expect(await site.browser.get(LINK)).toMatchObject({ status: 303, location: '/i/open' });
  const { html: unopened } = await site.browser.get('/i/open');
  // A nonce may hold any digits.
  expect(unopened.replaceAll(/ nonce="[^"]*"/g, '')).not.toMatch(/Amina|Khan|482/);
  expect(await site.browser.post('/i/open', born)).toMatchObject({ status: 303, location: '/i/times' });
  const times = await site.browser.get('/i/times');
  expect(titleOf(times)).toContain('Choose a time for your flu vaccine');
  for (const why of ['Soonest near home', 'Soonest in the evening or at the weekend'])
    expect(times.html).toContain(why);
  // Nearest and soonest are the same time here: it is offered once.
  expect(times.html).not.toContain('Soonest within 5 miles');
  const time = valueOf({ ...times, html: times.html.replaceAll('<button', '<input') }, 'time').replaceAll(
    '&#x27;',
    "'",
  );
  expect(await site.browser.post('/book/hold', { time, key: 'k' })).toMatchObject({ location: '/book/check' });
  expect(site.api.made('POST', /^\/holds$/)[0]?.body).toMatchObject({ invitation: 'ABCDEFGH12345678' });
  const check = await site.browser.get('/book/check');
  for (const words of ['Amina Khan', 'Text to the number ending 482', 'No help needed'])
    expect(check.html).toContain(words);
  expect(await site.browser.post('/book/check', { seen: valueOf(check, 'seen') })).toMatchObject({
    location: '/book/done',
  });
  expect(site.api.made('POST', /^\/bookings$/)[0]?.body).toMatchObject({ contact: { asInvited: true } });
  expect((await site.browser.get('/book/done')).html).toContain('We have sent these details to where your invitation');
  expect(draft()).not.toHaveProperty('invited');
});

it('what stands in for a time that is there already is in another place or on another day, and not five minutes later', async () => {
  says();
  const at = (start: string) => ({ start, lengthMinutes: 5, free: 1 });
  // Thursday, then Monday: neither in the evening nor at a weekend.
  const days = ['2026-10-08T15:20:00+01:00', '2026-10-08T15:25:00+01:00', '2026-10-12T09:00:00+01:00'].map(at);
  site.api.say('GET /sites/:id/times', { status: 200, body: { items: days } });
  await site.browser.get(LINK);
  await site.browser.post('/i/open', born);
  const { html } = await site.browser.get('/i/times');
  const [, elsewhere, later] = html.split('Another time near home');
  expect(elsewhere).toContain('Garston Library');
  expect(later).toContain('Monday 12 October, 9:00am');
});

it('a wrong date of birth, an unknown link and an ended one are one answer', async () => {
  const pages: string[] = [];
  for (const [link, answer] of [
    [LINK, problem(404, 'look_up_failed')],
    ['/i/ZZZZZZZZ12345678', problem(404, 'look_up_failed')],
    ['/i/NOTATOKEN', problem(400, 'invalid')],
  ] as const) {
    site.api.say('POST /invitations/:id/open', answer);
    await site.browser.get(link);
    const page = await site.browser.post('/i/open', born);
    expect(page.status).toBe(422);
    pages.push(page.html.replace(/nonce="[^"]*"/g, '').replace('That date does not match your invitation', 'NO'));
  }
  expect(pages[0]).toBe(pages[1]);
  expect(pages[0]).toContain('Check it and try again');
  site.api.say('POST /invitations/:id/open', problem(429, 'too_many'));
  expect((await site.browser.post('/i/open', born)).status).toBe(429);
});

it.each([
  ['booked', 'This invitation has been used', '/manage'],
  ['had', 'You have had this already', '/book/what'],
  ['expired', 'This invitation has ended', '/book/what'],
])('an invitation that is %s says so once the date of birth matches, with a way on', async (state, title, wayOn) => {
  says({ state });
  await site.browser.get(LINK);
  const page = await site.browser.post('/i/open', born);
  expect(titleOf(page)).toContain(title);
  expect(page.html).toContain(`href="${wayOn}"`);
});

it('a code is forgiven its dash, its case and its look-alikes, and only its check character is told', async () => {
  expect((await site.browser.post('/i', { code: '' })).html).toContain('Enter your invitation code');
  expect((await site.browser.post('/i', { code: 'K7QF-9X2A' })).html).toContain('must be 9 letters and numbers');
  // ABCDEFGH with the check character that fits, found by trying them.
  const tries = await Promise.all(
    Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (check) => site.browser.post('/i', { code: `abcd-efgh ${check}` })),
  );
  expect(tries.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(tries.filter(({ html }) => html.includes('One letter or number looks wrong'))).toHaveLength(31);
});

it('"no, thank you" is one press after the date of birth, and asks for it before', async () => {
  says();
  site.api.say('POST /invitations/:id/decline', { status: 200, body: { reason: 'had_it' } });
  await site.browser.get(LINK);
  const asked = await site.browser.get('/i/decline?reason=had_it');
  // The heading asks; the group of answers says it again to a screen reader alone.
  expect(asked.html.match(/>Tell us why you do not want to book</g)).toHaveLength(2);
  expect(asked.html).toContain('<span class="nhsuk-u-visually-hidden">Tell us why you do not want to book</span>');
  expect(asked.html).toContain('name="date-of-birth-day"');
  expect(asked.html).toMatch(/<input[^>]*checked=""[^>]*value="had_it"|<input[^>]*value="had_it"[^>]*checked=""/);
  expect((await site.browser.post('/i/decline', { reason: 'had_it' })).status).toBe(422);
  expect(await site.browser.post('/i/decline', { reason: 'had_it', ...born })).toMatchObject({ location: '/i/thanks' });
  await site.browser.post('/i/open', born);
  expect((await site.browser.get('/i/decline')).html).not.toContain('name="date-of-birth-day"');
  expect(await site.browser.post('/i/decline', { reason: 'not_now' })).toMatchObject({ location: '/i/thanks' });
  expect(site.api.made('POST', /decline$/).map(({ body }) => body)).toEqual([
    { dateOfBirth: '1950-03-27', reason: 'had_it' },
    { dateOfBirth: '1950-03-27', reason: 'not_now' },
  ]);
});
