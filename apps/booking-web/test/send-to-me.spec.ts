import { formatReference, makeReference } from '@fairslot/domain';
import { titleOf, valueOf } from './browser';
import { problem } from './fake-api';
import { born, openSite } from './open-site';

const { site } = openSite();
const REFERENCE = formatReference(makeReference(new Uint8Array(8)));
const ANSWER = { status: 200, body: {} };

it('a reference that opens nothing has a page of its own, which blames neither and keeps what was typed', async () => {
  const { status, html } = await site.browser.post('/manage', { reference: REFERENCE, ...born });
  expect(status).toBe(404);
  expect(html).toContain('<h1>We cannot find that appointment</h1>');
  expect(html).not.toContain('There is a problem');
  expect(titleOf({ html } as never)).not.toMatch(/^Error/);
  for (const words of [
    'the booking reference',
    'the date of birth',
    `value="${REFERENCE}"`,
    'value="1950"',
    'Try again',
  ])
    expect(html).toContain(words);
  expect(html).toContain('<a href="/manage/send">Send it to my phone or email</a>');
});

it('a number or an address and the date of birth send the booking to whoever it belongs to, and nothing is told here', async () => {
  site.api.say('POST /manage/details', ANSWER);
  const key = valueOf(await site.browser.get('/manage/send'), 'key');
  expect(key).not.toBe('');
  expect(await site.browser.post('/manage/send', { to: '07700 900 982', key, ...born })).toMatchObject({
    status: 303,
    location: '/manage/sent',
  });
  await site.browser.post('/manage/send', { to: 'amina@example.com', ...born });
  const asked = site.api.made('POST', /^\/manage\/details$/);
  expect(asked.map(({ body }) => body)).toEqual([
    { mobile: '07700 900 982', dateOfBirth: '1950-03-27' },
    { email: 'amina@example.com', dateOfBirth: '1950-03-27' },
  ]);
  expect(asked[0]?.headers['idempotency-key']).toBe(key);
  const { html } = await site.browser.get('/manage/sent');
  expect(html).toContain('If we know that number or email, we have sent your booking details to it.');
});

it.each([
  ['', 'Enter a mobile number or an email address'],
  ['12345', 'Enter a mobile phone number, like 07700 900 982'],
  ['amina@', 'Enter an email address in the correct format'],
])('"%s" is put right beside its box, with the date', async (to, words) => {
  const { status, html } = await site.browser.post('/manage/send', { to });
  expect(status).toBe(422);
  for (const one of [words, 'Enter your date of birth', 'There is a problem']) expect(html).toContain(one);
  expect(site.api.made('POST', /^\/manage\/details$/)).toEqual([]);
});

it('after too many tries it says from when it works again', async () => {
  site.api.say('POST /manage/details', problem(429, 'too_many', { retryAfter: 600 }));
  const { status, html } = await site.browser.post('/manage/send', { to: 'amina@example.com', ...born });
  expect(status).toBe(429);
  expect(html).toContain('There were too many tries.');
});
