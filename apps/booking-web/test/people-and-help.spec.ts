import { titleOf, valueOf } from './browser';
import { problem, site as place, times } from './fake-api';
import { born, firstTime, openSite } from './open-site';

const { site, draft, fromTimesToCheck } = openSite();

/** From the start to the list of people, with the booker's own date of birth given. */
async function toPeople() {
  await site.browser.post('/book/what', { service: 'flu' });
  await site.browser.post('/book/who', { who: 'group' });
  return site.browser.post('/book/date-of-birth', born);
}

const add = (firstName: string, year = '2015', more = {}) =>
  site.browser.post('/book/people', {
    act: 'add',
    firstName,
    'date-of-birth-day': '5',
    'date-of-birth-month': '5',
    'date-of-birth-year': year,
    ...more,
  });

it('a booking asks whom it is for, and uses the name of a child from then on', async () => {
  expect(await site.browser.post('/book/what', { service: 'flu' })).toMatchObject({ location: '/book/who' });
  expect((await site.browser.post('/book/who', {})).status).toBe(422);
  expect(await site.browser.post('/book/who', { who: 'child' })).toMatchObject({ location: '/book/first-name' });
  expect(await site.browser.post('/book/first-name', { firstName: 'Leo' })).toMatchObject({
    location: '/book/date-of-birth',
  });
  expect(titleOf(await site.browser.get('/book/date-of-birth'))).toContain('What is Leo’s date of birth?');
  await site.browser.post('/book/date-of-birth', born);
  // Somebody else is another person: nothing of the child may be taken for theirs.
  await site.browser.post('/book/who', { who: 'me' });
  expect(draft()).not.toHaveProperty('firstName');
  expect(draft()).not.toHaveProperty('dateOfBirth');
});

it('a family is held in one go and each gets a reference', async () => {
  expect(await toPeople()).toMatchObject({ location: '/book/people' });
  await add('Leo');
  await add('Mia', '2018');
  expect(await site.browser.post('/book/people', { together: 'consecutive' })).toMatchObject({
    location: '/book/where',
  });
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  await site.browser.post('/book/help-needed', { need: 'none' });
  await site.browser.get('/book/times');
  const asked = site.api.made('GET', /^\/availability$/).at(-1)?.query;
  expect([asked?.get('attendees'), asked?.get('together')]).toEqual(['flu,flu,flu', 'consecutive']);
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  expect(site.api.made('POST', /^\/holds$/)[0]?.body).toMatchObject({
    together: 'consecutive',
    attendees: [{ dateOfBirth: '1950-03-27' }, { dateOfBirth: '2015-05-05' }, { dateOfBirth: '2018-05-05' }],
  });
  const names = await site.browser.post('/book/name', { firstName: 'Amina', lastName: 'Khan', 'firstName-2': 'Leo' });
  expect(names.html).toContain('Person 2: Enter your last name');
  await site.browser.post('/book/name', {
    firstName: 'Amina',
    lastName: 'Khan',
    'firstName-2': 'Leo',
    'lastName-2': 'Khan',
    'firstName-3': 'Mia',
    'lastName-3': 'Khan',
  });
  expect(await site.browser.post('/book/nhs-number', { 'nhsNumber-2': '999 000 0018' })).toMatchObject({
    location: '/book/contact',
  });
  await site.browser.post('/book/contact', { by: 'none' });
  const check = await site.browser.get('/book/check');
  expect(check.html).toContain('Leo Khan, born 5 May 2015');
  const booked = (firstName: string, n: number) => ({
    reference: `K7QF9X2A4${n}`,
    attendee: n,
    start: times[0]?.start,
    lengthMinutes: 5,
    site: { id: place.id, name: place.name },
    service: { id: 'flu', name: firstName },
    manageUrl: `http://localhost/m/TOKENTOKENTOKEN${n}`,
  });
  site.api.say('POST /bookings', {
    status: 201,
    body: { bookings: [booked('', 1), booked('', 2), booked('', 3)] },
  });
  await site.browser.post('/book/check', { seen: valueOf(check, 'seen') });
  expect(site.api.made('POST', /^\/bookings$/)[0]?.body).toMatchObject({
    people: [
      { firstName: 'Amina' },
      { firstName: 'Leo', nhsNumber: '9990000018', dateOfBirth: '2015-05-05' },
      { firstName: 'Mia' },
    ],
  });
  const done = await site.browser.get('/book/done');
  expect(titleOf(done)).toContain('3 appointments booked');
  for (const words of ['For Leo', 'For Mia', 'K7QF9-X2A42', '/m/TOKENTOKENTOKEN3']) expect(done.html).toContain(words);
});

it('each button of a family that comes one after another is the whole run, near a place and at one place', async () => {
  const starts = times.map(({ start }) => start);
  const run = { ...times[0], starts };
  site.api.say('GET /availability', {
    status: 200,
    body: {
      items: [{ site: place, distanceMetres: 1930, nextTimes: [run], days: [], free: 1 }],
      total: 1,
      near: { label: 'L24', latitude: 53.35, longitude: -2.88, approximate: true },
      from: '2026-10-08',
      to: '2026-10-21',
    },
  });
  site.api.say('GET /sites/:id/times', { status: 200, body: { items: [run] } });
  await toPeople();
  await add('Leo');
  await add('Mia', '2018');
  await site.browser.post('/book/people', { together: 'consecutive' });
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  await site.browser.post('/book/help-needed', { need: 'none' });
  expect((await site.browser.get('/book/times')).html).toContain(
    '>Saturday 10 October, 9:00am, 9:05am and 9:10am<span',
  );
  const all = await site.browser.get('/book/times/speke');
  expect(all.html).toContain('>9:00am, 9:05am and 9:10am<span');
  // One press holds them all.
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  expect(site.api.made('POST', /^\/holds$/).at(-1)?.body).toMatchObject({
    start: starts[0],
    together: 'consecutive',
    attendees: [{}, {}, {}],
  });
});

it('one of a family who cannot come is named with the reason, and the others go on', async () => {
  await toPeople();
  site.api.say('POST /eligibility', ({ body }) => ({
    status: 200,
    body:
      body['dateOfBirth'] === '2015-05-05'
        ? { outcome: 'not_eligible', reasons: [{ code: 'not_in_cohort' }] }
        : { outcome: 'eligible', reasons: [] },
  }));
  await add('Leo');
  await add('Mia', '2018');
  const { html } = await site.browser.get('/book/people');
  expect(html).toContain('We cannot book for this person. This age, with these answers, is not in a group');
  expect(html).toContain('The others can still book.');
  await site.browser.post('/book/people', { together: 'parallel' });
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  const { body } = site.api.made('POST', /^\/holds$/)[0] as unknown as { body: { attendees: object[] } };
  expect(body.attendees).toMatchObject([{ dateOfBirth: '1950-03-27' }, { dateOfBirth: '2018-05-05' }]);
});

it('the questions of each person are asked by name and kept with them', async () => {
  await toPeople();
  await add('Leo', '2015', { service: 'blood-test' });
  expect((await site.browser.get('/book/people')).html).toContain('We need to know a little more about this person.');
  expect(await site.browser.post('/book/people', { together: 'parallel' })).toMatchObject({
    location: '/book/about-you?person=1',
  });
  expect(titleOf(await site.browser.get('/book/about-you?person=1'))).toContain('Questions about Leo');
  expect(await site.browser.post('/book/about-you?person=1', { referralCode: 'bt 12345' })).toMatchObject({
    location: '/book/people',
  });
  expect(draft()).toMatchObject({ others: [{ firstName: 'Leo', answers: { referralCode: 'BT12345' } }] });
});

it('help ranks places, more time is held as such, and the clinic is told in English whatever the page says', async () => {
  await site.browser.post('/book/what', { service: 'flu' });
  await site.browser.post('/book/date-of-birth', born);
  expect(await site.browser.post('/book/where', { where: 'L24 8QB' })).toMatchObject({
    location: '/book/help-needed',
  });
  const needs = ['interpreter', 'more_time', 'quiet'].map((need) => ['need', need]);
  expect(await site.browser.send('/easy/book/help-needed', new URLSearchParams(needs).toString())).toMatchObject({
    location: '/easy/book/help-needed/interpreter',
  });
  const wrong = await site.browser.post('/book/help-needed/interpreter', {});
  expect(wrong.status).toBe(422);
  for (const words of ['Enter the language you need', 'Select phone or in person']) expect(wrong.html).toContain(words);
  expect(
    await site.browser.post('/easy/book/help-needed/interpreter', { language: 'Polish', how: 'phone' }),
  ).toMatchObject({ location: '/easy/book/times' });
  expect(draft()).toMatchObject({ help: ['interpreter', 'more_time', 'quiet', 'Polish interpreter, by phone'] });
  const { html } = await site.browser.get('/book/times');
  expect(
    site.api
      .made('GET', /^\/availability$/)
      .at(-1)
      ?.query.get('help'),
  ).toBe('quietRoom,speaks-pl,moreTime');
  expect(html).toContain('As far as we know, this place has no quiet room.');
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  expect(site.api.made('POST', /^\/holds$/)[0]?.body).toMatchObject({ attendees: [{ moreTime: true }] });
  // Without it the double appointment is another one: the time held goes back.
  await site.browser.post('/book/help-needed', { need: 'none' });
  expect(site.api.made('DELETE', /^\/holds\//)).toHaveLength(1);
  expect(draft()).not.toHaveProperty('hold');
});

it('the language of an interpreter is asked of whoever needs one, kept, and changed from the last page', async () => {
  await site.browser.post('/book/what', { service: 'flu' });
  await site.browser.post('/book/date-of-birth', born);
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  await site.browser.post('/book/help-needed', { need: 'bsl' });
  expect(await site.browser.get('/book/help-needed/interpreter')).toMatchObject({ location: '/book/help-needed' });
  await site.browser.post('/book/help-needed', { need: 'interpreter' });
  // Nothing goes on without it.
  expect(await site.browser.get('/book/times')).toMatchObject({ location: '/book/help-needed/interpreter' });
  await site.browser.post('/book/help-needed/interpreter', { language: 'Quechua', how: 'in_person' });
  expect(draft()).toMatchObject({ help: ['interpreter', 'Quechua interpreter, in person'] });
  await fromTimesToCheck();
  expect((await site.browser.get('/book/check')).html).toContain('Quechua interpreter, in person');
  const again = await site.browser.post('/book/help-needed?from=check', { need: 'interpreter' });
  expect(again).toMatchObject({ location: '/book/help-needed/interpreter?from=check' });
  const page = await site.browser.get('/book/help-needed/interpreter?from=check');
  expect(valueOf(page, 'language')).toBe('Quechua');
  expect(page.html).toContain('href="/book/help-needed?from=check"');
  expect(
    await site.browser.post('/book/help-needed/interpreter?from=check', { language: 'Polish', how: 'phone' }),
  ).toMatchObject({ location: '/book/check' });
  expect(draft()).toMatchObject({ help: ['interpreter', 'Polish interpreter, by phone'] });
});

it('a press on "Keep holding it" renews the time and answers the words to show, without leaving the page', async () => {
  await site.browser.post('/book/what', { service: 'flu' });
  await site.browser.post('/book/date-of-birth', born);
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  await site.browser.post('/book/hold', { time: firstTime, key: 'k' });
  const kept = await site.browser.post('/book/keep', {});
  expect(kept.headers['content-type']).toContain('application/json');
  expect(JSON.parse(kept.html)).toMatchObject({ words: 'We are holding it until 2:45pm.' });
  site.api.say('POST /holds/:id/renew', problem(410, 'hold_expired'));
  site.api.say('POST /holds', problem(409, 'time_gone'));
  expect((await site.browser.post('/book/keep', {})).location).toContain('/book/time-gone');
});
