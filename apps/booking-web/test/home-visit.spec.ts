import { born, openSite } from './open-site';
import { problem } from './fake-api';

const { site, draft } = openSite();

const PAGE = '/book/home-visit';
const asking = { firstName: 'Bea', lastName: 'Lee', phone: '0151 496 0001', postcode: 'l248qb', bestTime: 'morning' };

async function toHomeVisit() {
  await site.browser.post('/book/what', { service: 'flu' });
  await site.browser.post('/book/who', { who: 'me' });
  await site.browser.post('/book/date-of-birth', born);
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  return site.browser.post('/book/help-needed', { need: 'home' });
}

it('whoever cannot leave home leaves a number and a time, and is told that somebody calls', async () => {
  expect(await toHomeVisit()).toMatchObject({ location: PAGE });
  const { html } = await site.browser.get(PAGE);
  // Where they looked with a whole postcode is offered as their home, and the phone is there for whoever likes it more.
  expect(html).toContain('value="L24 8QB"');
  expect(html).toContain('Or call us on');
  site.api.say('POST /home-visits', { status: 201, body: { on: '2026-10-08' } });
  expect(await site.browser.post(PAGE, asking)).toMatchObject({ status: 303, location: `${PAGE}/asked` });
  const [sent] = site.api.made('POST', /home-visits$/).slice(-1);
  expect(sent?.body).toMatchObject({
    serviceId: 'flu',
    firstName: 'Bea',
    lastName: 'Lee',
    dateOfBirth: '1950-03-27',
    phone: '0151 496 0001',
    postcode: 'L24 8QB',
    bestTime: 'morning',
    language: 'en',
  });
  expect(draft()).toMatchObject({ homeVisitOn: '2026-10-08' });
  expect((await site.browser.get(`${PAGE}/asked`)).html).toContain('We will call you');
});

it('a second press asks for the same call and not for two', async () => {
  await toHomeVisit();
  site.api.say('POST /home-visits', { status: 201, body: { on: '2026-10-08' } });
  await site.browser.post(PAGE, asking);
  await site.browser.post(PAGE, asking);
  await site.browser.post(PAGE, { ...asking, phone: '0151 496 0002' });
  const keys = site.api.made('POST', /home-visits$/).map(({ headers }) => headers['idempotency-key']);
  expect(keys[0]).toBeTruthy();
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
});

it('every field that is wrong says so at once, and what was typed is kept', async () => {
  await toHomeVisit();
  const { status, html } = await site.browser.post(PAGE, { lastName: 'Lee', phone: '12', postcode: 'nowhere' });
  expect(status).toBe(422);
  for (const fault of [
    'Enter your first name',
    'Enter a phone number, like',
    'Enter a full UK postcode',
    'Select the best time',
  ])
    expect(html).toContain(fault);
  expect(html).toContain('value="nowhere"');
  const long = await site.browser.post(PAGE, { ...asking, firstName: 'B'.repeat(101) });
  expect([long.status, long.html.includes('href="#firstName"')]).toEqual([422, true]);
  expect(site.api.made('POST', /home-visits$/)).toEqual([]);
});

it('the last page is there only for who asked, and too many wishes for one number are refused in words', async () => {
  expect(await site.browser.get(`${PAGE}/asked`)).toMatchObject({ location: '/' });
  await toHomeVisit();
  site.api.say('POST /home-visits', problem(429, 'too_many'));
  expect((await site.browser.post(PAGE, asking)).status).toBe(429);
  site.api.say('POST /home-visits', problem(409, 'service_closed'));
  expect(await site.browser.post(PAGE, asking)).toMatchObject({ location: '/book/not-now' });
});
