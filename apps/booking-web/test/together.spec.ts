import { covid, flu } from './fake-api';
import { valueOf } from './browser';
import { born, firstTime, openSite } from './open-site';

const { site, draft, toTimes } = openSite();

const services = [
  { ...flu, alsoWith: ['covid'] },
  { ...covid, alsoWith: ['flu'], preparation: 'Bring a list of your medicines.' },
];
const eligible = { status: 200, body: { outcome: 'eligible', reasons: [] } };
const refused = { status: 200, body: { outcome: 'not_eligible', reasons: [] } };
const judge = (covidIs: typeof eligible) =>
  site.api.say('POST /eligibility', ({ body }) => (body['serviceId'] === 'covid' ? covidIs : eligible));
const toBoth = () => site.browser.post('/book/together', { also: 'covid' });

beforeEach(() => {
  site.api.say('GET /services', { status: 200, body: { items: services } });
  judge(eligible);
});

describe('two services in one visit', () => {
  it('are offered to whoever can have both, looked for and held together, and can be booked apart again', async () => {
    await toTimes();
    expect((await site.browser.get('/book/times')).html).toContain(
      'You can have your COVID-19 vaccine in the same visit.',
    );
    expect(await toBoth()).toMatchObject({ status: 303, location: '/book/times' });
    const { html } = await site.browser.get('/book/times');
    expect(html.replaceAll('<!-- -->', '')).toContain(
      'You are booking your flu vaccine and your COVID-19 vaccine together.',
    );
    expect(Object.fromEntries(site.api.made('GET', /^\/availability$/).at(-1)?.query ?? [])).toMatchObject({
      service: 'flu',
      also: 'covid',
    });
    await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
    expect(site.api.made('POST', /^\/holds$/).at(-1)?.body).toMatchObject({
      attendees: [{ serviceId: 'flu', alsoServiceId: 'covid' }],
    });
    await site.browser.post('/book/together', { also: '' });
    expect(draft()).not.toHaveProperty('alsoServiceId');
    expect(draft()).not.toHaveProperty('hold');
    expect(site.api.made('DELETE', /^\/holds\//)).toHaveLength(1);
  });

  it('are not offered to whoever cannot have the second one, and a form that asks for it anyway changes nothing', async () => {
    judge(refused);
    await toTimes();
    expect((await site.browser.get('/book/times')).html).not.toContain('in the same visit');
    await toBoth();
    expect(draft()).not.toHaveProperty('alsoServiceId');
  });

  it('stand on the check page with what each asks for, and end where an answer rules the second one out', async () => {
    await toTimes();
    await toBoth();
    await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
    await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
    await site.browser.post('/book/nhs-number', { known: 'no' });
    await site.browser.post('/book/contact', { by: 'email', email: 'amina@example.com' });
    const check = await site.browser.get('/book/check');
    for (const words of [
      'Flu vaccine</div>',
      'COVID-19 vaccine</div>',
      flu.preparation,
      'Bring a list of your medicines.',
    ])
      expect(check.html).toContain(words);
    expect(valueOf(check, 'seen')).not.toBe('');
    judge(refused);
    expect((await site.browser.post('/book/date-of-birth?from=check', born)).status).toBe(303);
    expect((await site.browser.get('/book/check')).location).toBe('/book/times');
    expect(draft()).not.toHaveProperty('alsoServiceId');
    expect(draft()).not.toHaveProperty('hold');
  });

  it('are two appointments on the last page, each by its name; of one alone the other is offered for another day', async () => {
    const made = (serviceId: string, reference: string) => ({
      reference,
      start: '2026-10-10T09:00:00+01:00',
      lengthMinutes: 5,
      site: { id: 'speke' },
      service: { id: serviceId },
      manageUrl: `http://localhost/m/${reference}`,
      attendee: 1,
      dose: 1,
    });
    const book = async (...bookings: object[]) => {
      site.browser.jar.clear();
      await toTimes();
      if (bookings.length > 1) await toBoth();
      await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
      await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan' });
      await site.browser.post('/book/nhs-number', { known: 'no' });
      await site.browser.post('/book/contact', { by: 'email', email: 'amina@example.com' });
      site.api.say('POST /bookings', { status: 201, body: { bookings } });
      await site.browser.post('/book/check', { seen: valueOf(await site.browser.get('/book/check'), 'seen') });
      return (await site.browser.get('/book/done')).html.replaceAll('<!-- -->', '');
    };
    const both = await book(made('flu', 'K7QF9X2A4M'), made('covid', 'LE0QF9X2A4'));
    expect([...both.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, words]) => words)).toEqual([
      'Flu vaccine',
      'COVID-19 vaccine',
    ]);
    expect(both).not.toContain('on another day');
    expect(await book(made('flu', 'K7QF9X2A4M'))).toContain('Book your COVID-19 vaccine on another day');
  });
});
