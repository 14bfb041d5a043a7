import { flu, problem } from './fake-api';
import { born, openSite } from './open-site';

const { site, draft } = openSite();

const mmr = {
  ...flu,
  id: 'mmr',
  name: 'MMR vaccine',
  shortName: 'MMR vaccine',
  doses: [
    { dose: 1, afterDays: 1 },
    { dose: 2, afterDays: 28 },
  ],
};
const time = (start: string) => `${start} 5 speke`;
const first = '2026-10-10T09:00:00+01:00';
const second = '2026-11-09T09:00:00+00:00';

beforeEach(async () => {
  // The services are read again only after a few seconds.
  site.now = '2026-10-08T15:25:00Z';
  site.api.say('GET /services', { status: 200, body: { items: [mmr] } });
  await site.browser.post('/book/what', { service: 'mmr' });
  await site.browser.post('/book/date-of-birth', born);
});

it.each<[string, Record<string, string>, string]>([
  ['nothing', {}, 'Select when the last dose was'],
  ['a date without one', { known: 'date' }, 'Enter the date of the last dose'],
  ['a month without one', { known: 'month' }, 'Date of the last dose must include a month and year'],
  [
    'a date to come',
    { known: 'date', 'last-dose-date-day': '9', 'last-dose-date-month': '10', 'last-dose-date-year': '2026' },
    'Date of the last dose must be today or in the past',
  ],
])('%s is said to be wrong, and what was typed is kept', async (_, typed, words) => {
  const page = await site.browser.post('/book/last-dose', typed);
  expect(page.status).toBe(422);
  expect(page.html).toContain(words);
  expect(page.html).toContain('<title>Error: ');
});

it.each<[string, Record<string, string>, string]>([
  [
    'a date',
    { known: 'date', 'last-dose-date-day': '1', 'last-dose-date-month': 'sept', 'last-dose-date-year': '2026' },
    '2026-09-01',
  ],
  // Whoever knows the month only may have come on its last day.
  ['a month', { known: 'month', 'last-dose-month-month': '2', 'last-dose-month-year': '2024' }, '2024-02-29'],
  ['this month', { known: 'month', 'last-dose-month-month': '10', 'last-dose-month-year': '2026' }, '2026-10-08'],
  ['none', { known: 'none' }, 'none'],
])('%s is kept as an answer, and the rules are asked with it', async (_, typed, said) => {
  const answer = await site.browser.post('/book/last-dose', typed);
  expect(answer.location).toBe('/book/where');
  expect(draft()).toMatchObject({ answers: { last_dose: said } });
  expect(site.api.made('POST', /eligibility$/).at(-1)?.body).toMatchObject({ answers: { last_dose: said } });
});

it('too soon is told with the first day and a way back to the answer', async () => {
  const earliestDate = '2026-10-29';
  const body = { outcome: 'not_yet', earliestDate, reasons: [{ code: 'interval', date: earliestDate }] };
  site.api.say('POST /eligibility', { status: 200, body });
  const sent = await site.browser.post('/book/last-dose', {
    known: 'month',
    'last-dose-month-month': '10',
    'last-dose-month-year': '2026',
  });
  const { html } = await site.browser.get(sent.location ?? '');
  expect(html).toContain('It is too soon for your next dose');
  expect(html).toContain('You can have your MMR vaccine from Thursday 29 October 2026.');
  expect(html).toContain('href="/book/last-dose"');
});

describe('with no dose so far', () => {
  beforeEach(async () => {
    await site.browser.post('/book/last-dose', { known: 'none' });
    await site.browser.post('/book/where', { where: 'L24 8QB' });
    site.api.say('GET /sites/:id/times', {
      status: 200,
      body: { items: [{ start: second, lengthMinutes: 5, free: 1 }] },
    });
  });
  const hold = () => site.browser.post('/book/hold', { time: time(first), key: 'k' });

  it('the second is offered from 28 days after the first, and both are held together', async () => {
    expect((await hold()).location).toBe('/book/next-dose');
    const { html } = await site.browser.get('/book/next-dose');
    expect(html).toContain('Dose 2 of the MMR vaccine can be from Saturday 7 November 2026.');
    expect(
      site.api
        .made('GET', /times$/)
        .at(-1)
        ?.query.get('from'),
    ).toBe('2026-11-07');
    const sent = await site.browser.post('/book/next-dose', { time: time(second), key: 'k2' });
    expect(sent.location).toBe('/book/name');
    const asked = site.api.made('POST', /holds$/).at(-1)?.body;
    expect(asked).toMatchObject({ start: first, attendees: [{ nextDose: { start: second, lengthMinutes: 5 } }] });
    expect(draft()).toMatchObject({ hold: { start: first, nextDose: { start: second } } });
  });

  it('a time for the second that has just gone costs nothing of the first', async () => {
    await hold();
    site.api.say('POST /holds', problem(409, 'time_gone'));
    const sent = await site.browser.post('/book/next-dose', { time: time(second), key: 'k2' });
    expect(sent.location).toBe('/book/next-dose?gone');
    expect((await site.browser.get(sent.location ?? '')).html).toContain('We could not hold that time.');
    expect(draft()).toMatchObject({ hold: { start: first } });
  });

  it('that dose can wait', async () => {
    await hold();
    expect((await site.browser.post('/book/next-dose', {})).location).toBe('/book/name');
    expect(site.api.made('POST', /holds$/)).toHaveLength(1);
  });
});

it('whoever had the first comes for the second', async () => {
  const typed = { 'last-dose-date-day': '1', 'last-dose-date-month': '9', 'last-dose-date-year': '2026' };
  await site.browser.post('/book/last-dose', { known: 'date', ...typed });
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  expect((await site.browser.post('/book/hold', { time: time(first), key: 'k' })).location).toBe('/book/name');
  expect(site.api.made('POST', /holds$/).at(-1)?.body).toMatchObject({ attendees: [{ dose: 2 }] });
});

describe('a family', () => {
  const who: Record<string, string> = { Leo: '2015', Mia: '2018', Sam: '2019' };
  const add = (firstName: string) =>
    site.browser.post('/book/people', {
      act: 'add',
      firstName,
      'date-of-birth-day': '5',
      'date-of-birth-month': '5',
      'date-of-birth-year': who[firstName] ?? '',
    });
  const said = (known: string, person?: number) =>
    site.browser.post(`/book/last-dose${person === undefined ? '' : `?person=${person}`}`, {
      known,
      'last-dose-date-day': '1',
      'last-dose-date-month': '9',
      'last-dose-date-year': '2026',
    });

  beforeEach(async () => {
    await site.browser.post('/book/who', { who: 'group' });
    site.api.say('POST /eligibility', ({ body }) => {
      const { last_dose: last } = body['answers'] as { last_dose?: string };
      if (last === 'all')
        return { status: 200, body: { outcome: 'already_vaccinated', reasons: [{ code: 'doses_complete' }] } };
      const date = '2026-11-29';
      const soon = { outcome: 'not_yet', earliestDate: date, reasons: [{ code: 'interval', date }] };
      const isLeo = body['dateOfBirth'] === '2015-05-05';
      return { status: 200, body: isLeo && last === '2026-09-01' ? soon : { outcome: 'eligible', reasons: [] } };
    });
  });

  it('is asked for the last dose of each, told who can come and who cannot and why, and holds a dose for each', async () => {
    expect((await site.browser.get('/book/people')).location).toBe('/book/last-dose');
    expect(await said('none')).toMatchObject({ location: '/book/people' });
    for (const name of Object.keys(who)) await add(name);
    expect((await site.browser.get('/book/people')).html).toContain('We need to know a little more about this person.');
    for (const [person, last] of [
      [1, 'date'],
      [2, 'date'],
      [3, 'all'],
    ] as const) {
      const asked = await site.browser.post('/book/people', { together: 'parallel' });
      expect(asked.location).toBe(`/book/about-you?person=${person}`);
      expect((await site.browser.get(asked.location ?? '')).location).toBe(`/book/last-dose?person=${person}`);
      expect((await site.browser.get(`/book/last-dose?person=${person}`)).html).toContain(
        `When was ${Object.keys(who)[person - 1]}’s last dose?`,
      );
      expect((await site.browser.post(`/book/last-dose?person=${person}`, {})).status).toBe(422);
      expect(await said(last, person)).toMatchObject({ location: '/book/people' });
    }
    const { html } = await site.browser.get('/book/people');
    expect(html).toContain('They can come from Sunday 29 November 2026. It is too soon after the last one.');
    expect(html).toContain('We cannot book for this person. All doses have been given.');
    expect(html.match(/We will book for this person/g)).toHaveLength(2);
    expect(html).toContain('href="/book/last-dose?person=1"');
    expect(await site.browser.post('/book/people', { together: 'parallel' })).toMatchObject({
      location: '/book/where',
    });
    await site.browser.post('/book/where', { where: 'L24 8QB' });
    await site.browser.post('/book/hold', { time: time(first), key: 'k' });
    const held = site.api.made('POST', /holds$/).at(-1)?.body;
    expect(held?.['attendees']).toEqual([
      { serviceId: 'mmr', dateOfBirth: '1950-03-27', answers: { last_dose: 'none' } },
      { serviceId: 'mmr', dateOfBirth: '2018-05-05', answers: { last_dose: '2026-09-01' }, dose: 2 },
    ]);
    // Put right later, it is another visit: the time held goes back, and the list says who can come now.
    expect(await said('none', 1)).toMatchObject({ location: '/book/people' });
    expect(site.api.made('DELETE', /^\/holds\//)).toHaveLength(1);
    expect((await site.browser.get('/book/people')).html.match(/We will book for this person/g)).toHaveLength(3);
  });

  it('where the first person has had all, the others still go on', async () => {
    await said('all');
    await add('Mia');
    await said('none', 1);
    const { html } = await site.browser.get('/book/people');
    expect(html).toContain('We cannot book for this person. All doses have been given.');
    expect(await site.browser.post('/book/people', { together: 'parallel' })).toMatchObject({
      location: '/book/where',
    });
  });

  it('nobody is asked for a last dose that is not there', async () => {
    await said('none');
    expect((await site.browser.get('/book/last-dose?person=1')).location).toBe('/book/people');
  });
});
