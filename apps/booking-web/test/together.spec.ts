import { covid, flu, otherSite, problem, site as place } from './fake-api';
import { valueOf } from './browser';
import { born, firstTime, openSite } from './open-site';

const { site, draft, toTimes, fromTimesToCheck } = openSite();

const services = [
  { ...flu, alsoWith: ['covid'] },
  { ...covid, alsoWith: ['flu'], preparation: 'Bring a list of your medicines.' },
];
const eligible = { status: 200, body: { outcome: 'eligible', reasons: [] } };
const refused = { status: 200, body: { outcome: 'not_eligible', reasons: [] } };
const judge = (covidIs: typeof eligible) =>
  site.api.say('POST /eligibility', ({ body }) => (body['serviceId'] === 'covid' ? covidIs : eligible));
/** The second vaccine is not for this person on the day of the held time; on every other day it is. */
const judgeOnThatDay = () =>
  site.api.say('POST /eligibility', ({ body }) =>
    body['serviceId'] === 'covid' && body['on'] === '2026-10-10' ? refused : eligible,
  );
const ALONE = '/book/times?without=covid';
const saysSo = async () => {
  const html = (await site.browser.get(ALONE)).html.replaceAll('<!-- -->', '');
  expect(html).toContain(
    'You cannot have your COVID-19 vaccine in that visit. We now look for times for your flu vaccine only.',
  );
  expect(html).not.toContain('in the same visit');
  expect(draft()).not.toHaveProperty('alsoServiceId');
  expect(draft()).not.toHaveProperty('hold');
};
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
    await fromTimesToCheck();
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
    expect(await site.browser.post('/book/date-of-birth?from=check', born)).toMatchObject({
      status: 303,
      location: ALONE,
    });
    expect((await site.browser.get('/book/check')).location).toBe('/book/times');
    await saysSo();
  });

  it('become one where the second is not for the person on the day chosen, and the page of times says so', async () => {
    await toTimes();
    await toBoth();
    judgeOnThatDay();
    site.api.say('POST /holds', problem(422, 'not_eligible'));
    expect(await site.browser.post('/book/hold', { time: firstTime, key: 'k' })).toMatchObject({ location: ALONE });
    await saysSo();
  });

  it.each(['not_eligible', 'needs_information'])(
    'become one where a confirmation answers %s of the second',
    async (code) => {
      await toTimes();
      await toBoth();
      await fromTimesToCheck();
      const seen = valueOf(await site.browser.get('/book/check'), 'seen');
      judgeOnThatDay();
      site.api.say('POST /bookings', problem(422, code));
      expect(await site.browser.post('/book/check', { seen })).toMatchObject({ location: ALONE });
      expect(site.api.made('DELETE', /^\/holds\//)).toHaveLength(1);
      await saysSo();
    },
  );

  it('stay two where it is the first that the person may not have on that day', async () => {
    await toTimes();
    await toBoth();
    site.api.say('POST /eligibility', ({ body }) => (body['on'] ? refused : eligible));
    site.api.say('POST /holds', problem(422, 'not_eligible'));
    expect((await site.browser.post('/book/hold', { time: firstTime, key: 'k' })).location).toBe(
      '/book/next-steps?on=2026-10-10',
    );
    expect(draft()).toHaveProperty('alsoServiceId', 'covid');
  });

  it('keep their time while a wrong answer turns the person away from the first', async () => {
    await toTimes();
    await toBoth();
    await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
    site.api.say('POST /eligibility', refused);
    expect((await site.browser.post('/book/date-of-birth', born)).location).toBe('/book/next-steps?on=2026-10-10');
    expect(draft()).toMatchObject({ alsoServiceId: 'covid', hold: { siteId: 'speke' } });
  });

  it('name what walk-in clinics are for, which is not all that is booked', async () => {
    const [at, from, until] = ['2026-10-08', '2026-10-08T10:00:00+01:00', '2026-10-08T16:00:00+01:00'];
    const walkIn = { distanceMetres: 2500, services: [{ id: 'flu', name: 'Flu vaccine' }], date: at, from, until };
    const items = [
      { ...walkIn, site: { ...otherSite, id: 'library' } },
      { ...walkIn, site: place },
    ];
    site.api.say('GET /walk-ins', { status: 200, body: { items } });
    const named = async () =>
      (await site.browser.get('/book/times')).html.replaceAll('<!-- -->', '').split('For: <bdi>Flu vaccine</bdi>')
        .length - 1;
    await toTimes();
    expect(await named()).toBe(0);
    await toBoth();
    expect(await named()).toBe(2);
  });

  it.each([
    [
      'of both alike, because the answer does not say which',
      true,
      'Our records show that one of the two you chose is booked',
    ],
    ['of one by its name', false, 'Our records show that a flu vaccine is booked for this person.'],
  ])('an appointment that exists already is told %s', async (_, isBoth, words) => {
    await toTimes();
    if (isBoth) await toBoth();
    await fromTimesToCheck();
    site.api.say('POST /bookings', problem(409, 'already_booked'));
    const seen = valueOf(await site.browser.get('/book/check'), 'seen');
    expect((await site.browser.post('/book/check', { seen })).html).toContain(words);
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
      await fromTimesToCheck();
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
