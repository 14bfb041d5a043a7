import { valueOf } from './browser';
import { aboutPlace, site as place } from './fake-api';
import { openSite, born } from './open-site';

const { site, draft, toCheck } = openSite();

const wrong = { ...born, 'date-of-birth-year': '2005' };
const outcome = (word: string, more: object = {}) => ({
  status: 200,
  body: { outcome: word, reasons: [], ...more },
});

it.each(['not_eligible', 'not_yet', 'already_vaccinated', 'refer'])(
  'a wrong date of birth (%s) and the right one after it lead back to the last page with the time still held',
  async (word) => {
    await toCheck();
    site.api.say('POST /eligibility', outcome(word));
    const turned = await site.browser.post('/book/date-of-birth?from=check', wrong);
    expect(turned).toMatchObject({ status: 303, location: '/book/next-steps?on=2026-10-10' });
    expect((await site.browser.get(turned.location ?? '')).status).toBe(200);
    expect(site.api.made('DELETE', /^\/holds\//)).toHaveLength(0);
    site.api.calm();
    expect(await site.browser.post('/book/date-of-birth', born)).toMatchObject({ location: '/book/check' });
    expect(draft()).toMatchObject({ dateOfBirth: '1950-03-27', hold: { siteId: 'speke' } });
    expect((await site.browser.get('/book/check')).html).toContain('We are holding Saturday 10 October, 9:00am');
  },
);

it('a changed date of birth that raises a question asks it, with the time still held', async () => {
  await toCheck('covid');
  site.api.say('POST /eligibility', outcome('needs_information', { missing: ['flag:carer'] }));
  expect(await site.browser.post('/book/date-of-birth?from=check', wrong)).toMatchObject({
    location: '/book/about-you',
  });
  expect((await site.browser.get('/book/about-you')).html).toContain('Do you look after somebody?');
  site.api.say('POST /eligibility', outcome('needs_information', { missing: ['flag:carer'] }), 1);
  expect(await site.browser.post('/book/about-you', { carer: 'yes' })).toMatchObject({ location: '/book/check' });
  expect(draft()).toHaveProperty('hold');
});

it('when a later day is the first possible one, the times from that day are one press away', async () => {
  await toCheck();
  site.api.say('POST /eligibility', outcome('not_yet', { earliestDate: '2026-11-02' }));
  await site.browser.post('/book/date-of-birth?from=check', wrong);
  const { html } = await site.browser.get('/book/next-steps?on=2026-10-10');
  expect(html).toContain('href="/book/times?from=2026-11-02"');
});

it('the last page says in a few words which answer a link changes', async () => {
  await toCheck('blood-test');
  const { html } = await site.browser.get('/book/check');
  expect(html.replace(/<!-- -->/g, '')).toMatch(/Change<span class="nhsuk-u-visually-hidden"> your referral code</);
  expect(html).not.toMatch(/> (<!-- -->)?What is your referral code\?<\/span>/);
});

it('somebody who is not offered a service reads why in plain words', async () => {
  await site.browser.post('/book/what', { service: 'flu' });
  site.api.say('POST /eligibility', outcome('not_eligible', { reasons: [{ code: 'not_in_cohort' }] }));
  await site.browser.post('/book/date-of-birth', wrong);
  const { html } = await site.browser.get('/book/next-steps');
  expect(html).toContain('This age, with these answers, is not in a group that can have it.');
});

it('a place that moved since it was shown is shown again before anything is booked', async () => {
  const seen = await toCheck();
  site.api.say('GET /sites/:id', { status: 200, body: { ...place, ...aboutPlace, address: 'Town Hall, Garston' } });
  const refused = await site.browser.post('/book/check', { seen });
  expect(refused.status).toBe(409);
  expect(refused.html).toContain('Town Hall, Garston');
  expect(refused.html).toContain('Something has changed');
  expect(site.api.made('POST', /^\/bookings$/)).toEqual([]);
  expect(await site.browser.post('/book/check', { seen: valueOf(refused, 'seen') })).toMatchObject({
    location: '/book/done',
  });
});
