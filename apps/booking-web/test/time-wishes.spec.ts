import { site as place, times } from './fake-api';
import { openSite } from './open-site';

const { site, toTimes } = openSite();
const evening = { ...times[0], start: '2026-10-10T17:30:00+01:00' };
/** Of the first time three places are left. */
const three = times.map((time, i) => ({ ...time, free: i === 0 ? 3 : 1 }));

describe('days and parts of the day that somebody can come', () => {
  it('are asked of the search, and what they leave out is counted, with a way to all of it', async () => {
    await toTimes();
    const all = (await site.browser.get('/book/times')).html;
    expect(all).not.toContain('Show all times');
    site.api.say('GET /availability', {
      status: 200,
      body: { items: [], total: 0, from: '2026-10-08', to: '2026-10-21', hidden: { free: 12, sites: 1 } },
    });
    const { html } = await site.browser.get('/book/times?days=weekends&part=morning&part=evening&distance=10');
    const query = site.api.made('GET', /^\/availability$/).at(-1)?.query;
    expect([query?.get('days'), query?.get('parts')]).toEqual(['weekends', 'morning,evening']);
    expect(html).toContain('There are no times like that near you');
    expect(html).not.toContain('New times are added most days');
    expect(html).toContain('You only see: Saturday and Sunday; Morning, before midday; Evening, from 5pm.');
    expect(html).toContain('12 other free appointments are hidden.');
    expect(html).toContain('1 place has only other times.');
    expect(html).toContain('href="/book/times?distance=10">Show all times');
    expect(html).toMatch(/<input[^>]*checked=""[^>]*value="weekends"|<input[^>]*value="weekends"[^>]*checked=""/);
  });

  it('hold for all times of one place too', async () => {
    await toTimes();
    site.api.say('GET /sites/:id/times', { status: 200, body: { items: [...three, evening] } });
    const { html } = await site.browser.get('/book/times/speke?from=2026-10-10&part=evening');
    expect(html).toContain('5:30pm');
    expect(html).not.toContain('9:00am');
    expect(html).toContain('5 other free appointments are hidden.');
    expect(html).toContain('href="/book/times/speke?from=2026-10-10">Show all times');
    site.api.say('GET /sites/:id/times', { status: 200, body: { items: three } });
    const none = (await site.browser.get('/book/times/speke?from=2026-10-10&part=evening')).html;
    expect(none).toContain('Other times are free.');
  });
});

it('all times of a mobile unit say where it stands on each day, and its own address only while it is there', async () => {
  await toTimes();
  const away = times.map((time) => ({ ...time, standsAt: 'Town hall, 1 Square, L1 1AA' }));
  const home = { ...times[0], start: '2026-10-11T09:00:00+01:00' };
  const shown = async (items: object[]) => {
    site.api.say('GET /sites/:id/times', { status: 200, body: { items } });
    const { html } = await site.browser.get('/book/times/speke?from=2026-10-10');
    return [
      html.split('On this date it stands at Town hall, 1 Square, L1 1AA.').length - 1,
      html.includes(place.address),
    ];
  };
  expect(await shown(away)).toEqual([1, false]);
  expect(await shown([...away, home])).toEqual([1, true]);
  expect(await shown(times)).toEqual([0, true]);
});

it('whoever is not sure what to book sees for whom each is, and books from there', async () => {
  expect((await site.browser.get('/book/what')).html).toContain('I am not sure');
  expect(await site.browser.post('/book/what', { service: '_unsure' })).toMatchObject({ location: '/book/which' });
  const { html } = await site.browser.get('/book/which');
  expect(html).toContain('<bdi>People aged 65 or over</bdi>.');
  expect(html).toContain('Book this: flu vaccine');
  expect(await site.browser.post('/book/what', { service: 'flu' })).toMatchObject({ location: '/book/who' });
});
