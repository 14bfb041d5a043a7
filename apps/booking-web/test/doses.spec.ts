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
  expect(html).toContain('It is too soon for the next dose');
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
