import { flu, problem } from './fake-api';
import { born, openSite } from './open-site';

const { site, draft } = openSite();

const named = { firstName: 'Bea', lastName: 'Lee', by: 'text', mobile: '07700 900982' };

async function toNotYet() {
  const earliestDate = '2027-03-14';
  const body = { outcome: 'not_yet', earliestDate, reasons: [{ code: 'age_or_weeks', date: earliestDate }] };
  site.api.say('POST /eligibility', { status: 200, body });
  await site.browser.post('/book/what', { service: 'flu' });
  await site.browser.post('/book/date-of-birth', born);
}

it('whoever cannot book yet leaves a name and a number, and is told the day', async () => {
  await toNotYet();
  expect((await site.browser.get('/book/next-steps')).html).toContain('href="/book/tell-me"');
  // The date of birth is known, so it is not asked again.
  expect((await site.browser.get('/book/tell-me')).html).not.toContain('date-of-birth-day');
  site.api.say('POST /alerts', { status: 201, body: { on: '2027-03-14' } });
  expect(await site.browser.post('/book/tell-me', named)).toMatchObject({ location: '/book/told' });
  expect(site.api.made('POST', /alerts$/).at(-1)?.body).toMatchObject({
    serviceId: 'flu',
    dateOfBirth: '1950-03-27',
    contact: { mobile: '07700 900982' },
  });
  expect(draft()).toMatchObject({ toldOn: '2027-03-14' });
  expect((await site.browser.get('/book/told')).html).toContain('Sunday 14 March 2027');
});

it('every field that is wrong says so at once, and what was typed is kept', async () => {
  await toNotYet();
  const { status, html } = await site.browser.post('/book/tell-me', { firstName: 'Bea', by: 'text', mobile: '0151' });
  expect(status).toBe(422);
  expect(html).toContain('Enter your last name');
  expect(html).toContain('Enter a mobile phone number');
  expect(html).toContain('value="Bea"');
});

it('before a season the page of the service asks for the date of birth too', async () => {
  site.now = '2026-10-08T16:25:00Z';
  const season = { state: 'opens', opensOn: '2026-11-02' };
  site.api.say('GET /services', { status: 200, body: { items: [{ ...flu, season }] } });
  expect((await site.browser.get('/flu')).html).toContain('href="/book/tell-me?service=flu"');
  expect((await site.browser.get('/book/tell-me?service=flu')).html).toContain('date-of-birth-day');
  const missing = await site.browser.post('/book/tell-me?service=flu', named);
  expect(missing.html).toContain('Enter your date of birth');
  site.api.say('POST /alerts', { status: 201, body: { on: '2026-11-02' } });
  expect(await site.browser.post('/book/tell-me?service=flu', { ...named, ...born })).toMatchObject({
    location: '/book/told',
  });
});

it('whoever can book meanwhile goes on with the journey', async () => {
  await toNotYet();
  site.api.say('POST /alerts', problem(409, 'wrong_state'));
  expect(await site.browser.post('/book/tell-me', named)).toMatchObject({ location: '/book/next-steps' });
});
