import { aboutPlace, otherSite, site as place } from './fake-api';
import { openBrowser, valueOf } from './browser';
import { openSite } from './open-site';
import { someAssets } from './some-assets';
import { readConfig } from '../src/app/config';
import { createServer } from '../src/app/server';

const { site, toTimes, toCheck } = openSite();

/** The clock of these tests stands at 2:25pm on Thursday 8 October. */
const walkIn = (at: object, date: string, from: string, until: string, distanceMetres = 2500) => ({
  site: at,
  distanceMetres,
  services: [{ id: 'flu', name: 'Flu vaccine' }],
  date,
  from: `${date}T${from}:00+01:00`,
  until: `${date}T${until}:00+01:00`,
});
const library = { ...place, id: 'library', name: 'Rock Ferry Library' };
const say = (...items: object[]) => site.api.say('GET /walk-ins', { status: 200, body: { items } });
const headings = (html: string) => [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, name]) => name);

it('walk-in clinics are in the same list: soonest first among the times, or nearest first', async () => {
  await toTimes();
  say(walkIn(library, '2026-10-08', '10:00', '16:00'));
  const soonest = (await site.browser.get('/book/times')).html;
  expect(headings(soonest)).toEqual(['Rock Ferry Library', place.name, otherSite.name]);
  expect(soonest).toContain('No booking needed today until 4:00pm.');
  expect(headings((await site.browser.get('/book/times?sort=nearest')).html)).toEqual([
    place.name,
    otherSite.name,
    'Rock Ferry Library',
  ]);
});

it('where there are times as well, one card says both', async () => {
  await toTimes();
  say(walkIn(place, '2026-10-08', '15:00', '16:00'), walkIn(otherSite, '2026-10-10', '12:00', '16:00'));
  const { html } = await site.browser.get('/book/times');
  expect(headings(html)).toEqual([place.name, otherSite.name]);
  expect(html).toContain('No booking needed today, 3:00pm to 4:00pm.');
  expect(html).toContain('No booking needed on Saturday 10 October, midday to 4:00pm.');
});

it('whoever looks on a later date is told of times only', async () => {
  await toTimes();
  say(walkIn(library, '2026-10-08', '10:00', '16:00'));
  const { html } = await site.browser.get('/book/times?from=2026-11-04');
  expect(html).not.toContain('No booking needed');
});

it('with nothing to book near, the walk-in clinics are still shown', async () => {
  await toTimes();
  const near = { label: 'L24', latitude: 53.35, longitude: -2.88, approximate: true };
  const body = { items: [], total: 0, near, from: '2026-10-08', to: '2026-10-21' };
  site.api.say('GET /availability', { status: 200, body });
  say(walkIn(library, '2026-10-08', '10:00', '16:00'));
  const { html } = await site.browser.get('/book/times');
  expect(html).toContain('There are no times near you right now');
  expect(headings(html)).toEqual(['Rock Ferry Library']);
});

describe('the page of walk-in clinics', () => {
  it('asks where, keeps that out of the address, and lists what each is for, soonest first', async () => {
    const empty = await site.browser.get('/walk-in');
    expect(empty.html).toContain('<h1>Walk-in clinics near you</h1>');
    expect(site.api.made('GET', /^\/walk-ins$/)).toEqual([]);
    say(walkIn(library, '2026-10-08', '10:00', '16:00'), walkIn(otherSite, '2026-10-09', '10:00', '16:00'));
    expect(await site.browser.post('/walk-in', { where: 'L24 8QB' })).toMatchObject({
      status: 303,
      location: '/walk-in',
    });
    const { html } = await site.browser.get('/walk-in');
    const plain = html.replaceAll('<!-- -->', '');
    expect([...html.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, name]) => name)).toEqual([
      'Rock Ferry Library',
      otherSite.name,
    ]);
    for (const words of [
      '2 walk-in clinics within 10 miles of L24 8QB',
      'until 4:00pm.',
      'For: <bdi>Flu vaccine</bdi>.',
      'href="/place/library"',
    ])
      expect(plain).toContain(words);
    await site.browser.get('/walk-in?distance=20');
    const asked = site.api.made('GET', /^\/walk-ins$/).map(({ query }) => Math.round(Number(query.get('radius'))));
    expect(asked).toEqual([16, 32]);
  });

  it('says so where there is none, and leads farther', async () => {
    say();
    await site.browser.post('/walk-in', { where: 'L24 8QB' });
    const { html } = await site.browser.get('/walk-in');
    expect(html).toContain('There is no walk-in clinic within 10 miles of L24 8QB');
    expect(html).not.toContain('<ul class="fs-places">');
    expect(html).toContain('href="/walk-in?distance=20"');
  });

  it('looks as far around another place as it did around the first', async () => {
    expect(await site.browser.post('/walk-in?distance=20', { where: 'Speke' })).toMatchObject({
      location: '/walk-in?distance=20',
    });
    expect((await site.browser.post('/walk-in?distance=3', { where: 'Speke' })).location).toBe('/walk-in');
  });

  it('takes nothing, an unknown place and one of several as the question where of a booking does', async () => {
    expect((await site.browser.post('/walk-in', { where: '' })).html).toContain('Enter a postcode, town or place');
    expect((await site.browser.post('/walk-in', { where: 'Sppeke' })).html).toContain('Check the spelling');
    const several = (await site.browser.post('/walk-in', { where: 'New' })).html;
    expect(several).toContain('Which New do you mean?');
    expect(several).toContain('value="New Ferry"');
  });

  it('tells whoever is elsewhere where its clinics are, which is no fault of theirs', async () => {
    site.api.say('GET /locate', { status: 200, body: { items: [] } });
    const { html } = await site.browser.post('/walk-in', { where: 'SW1A 1AA' });
    expect(html).toContain('You can still come to one of ours.');
    expect(html).toContain('value="SW1A 1AA"');
    expect(html).not.toContain('There is a problem');
  });

  it('leaves a booking that was just made as it is', async () => {
    await toCheck();
    await site.browser.post('/book/check', { seen: valueOf(await site.browser.get('/book/check'), 'seen') });
    await site.browser.post('/walk-in', { where: 'Speke' });
    expect((await site.browser.get('/book/done')).html).toContain('Appointment booked');
  });

  it('is there while nothing can be booked', async () => {
    const config = readConfig({
      API_URL: site.api.url,
      LOG_LEVEL: 'silent',
      CLOSED_UNTIL: '2026-10-12T08:00:00+01:00',
    });
    const closed = await createServer(config, someAssets, () => new Date(site.now));
    const browser = openBrowser(closed);
    expect((await browser.get('/book/what')).html).toContain('href="/walk-in"');
    expect((await browser.get('/walk-in')).html).toContain('<h1>Walk-in clinics near you</h1>');
    expect((await browser.get('/walk-in/x')).status).toBe(503);
    await closed.close();
  });
});

it('a place says when it is open, how to get there, and when nobody needs a booking', async () => {
  const hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' }));
  const more = {
    ...aboutPlace,
    hours: [...hours, { day: 6, from: '10:00', until: '12:00' }],
    travel: ['Bus 82A stops outside.'],
    walkIn: { hours: [{ day: 2, from: '10:00', until: '15:00' }], services: ['flu'] },
  };
  site.api.say('GET /sites/:id', { status: 200, body: { ...place, ...more } });
  const { html } = await site.browser.get('/place/speke');
  for (const words of [
    'Monday to Friday: 9:00am to 5:00pm',
    'Saturday: 10:00am to midday',
    'Bus 82A stops outside.',
    'You can just come for: Flu vaccine.',
    'Tuesday: 10:00am to 3:00pm',
  ])
    expect(html.replaceAll(/<!-- -->|<\/?bdi>/g, '')).toContain(words);
});
