import { flu, site as place, times } from './fake-api';
import { openSite } from './open-site';

const { site, toTimes } = openSite();

const near = { label: 'L24', latitude: 53.35, longitude: -2.88, approximate: true };
const nothing = (from: string, to: string) =>
  site.api.say('GET /availability', { status: 200, body: { items: [], total: 0, near, from, to } });

it('nothing near on the dates asked for names them', async () => {
  await toTimes();
  nothing('2027-01-04', '2027-01-17');
  const { html } = await site.browser.get('/book/times?from=2027-01-04');
  expect(html).toContain('There are no times near you from Monday 4 January 2027 to Sunday 17 January 2027');
  expect(html).not.toContain('right now');
});

it('nothing near without a date asked for is told as now', async () => {
  await toTimes();
  nothing('2026-10-08', '2026-10-21');
  expect((await site.browser.get('/book/times')).html).toContain('There are no times near you right now');
});

it('nothing near offers the next time of the whole region, to be pressed, and walk-in clinics', async () => {
  await toTimes();
  nothing('2026-10-08', '2026-10-21');
  const far = { site: place, distanceMetres: 48_000, nextTimes: times, days: [], free: 3 };
  site.api.say('GET /availability', ({ query }) => {
    const items = query.get('radius') === '100' ? [far] : [];
    const free = items.length;
    return { status: 200, body: { items, total: free, near, free, from: '2026-10-08', to: '2026-10-21' } };
  });
  const { html } = await site.browser.get('/book/times');
  expect(html).toContain('Next time anywhere in Cheshire and Merseyside');
  expect([...html.matchAll(/value="([^"]* speke)"/g)].map(([, value]) => value)).toEqual([
    `${times[0]?.start} 5 speke`,
  ]);
  expect(html).toContain('href="/walk-in"');
});

it('the line above the places counts all of them, however many pages the API takes', async () => {
  await toTimes();
  const one = { site: place, distanceMetres: 1200, nextTimes: times, days: [], free: 3 };
  const items = Array.from({ length: 50 }, (_, n) => ({ ...one, site: { ...place, id: `site-${n}` } }));
  const body = { items, total: 64, free: 1234, near, from: '2026-10-08', to: '2026-10-21', nextCursor: '50' };
  site.api.say('GET /availability', { status: 200, body });
  expect((await site.browser.get('/book/times')).html.replaceAll('<!-- -->', '')).toContain(
    '1,234 appointments free at 64 places within 5 miles of L24 8QB.',
  );
});

it('dates after the last day of a service say when its bookings end, and promise no new times', async () => {
  // The services are read again only after a few seconds.
  site.now = '2026-10-08T14:25:00Z';
  const season = { state: 'open', closesOn: '2027-03-31' };
  site.api.say('GET /services', { status: 200, body: { items: [{ ...flu, season }] } });
  await toTimes();
  nothing('2027-06-01', '2027-06-14');
  const { html } = await site.browser.get('/book/times?from=2027-06-01');
  expect(html).toContain('Bookings for the flu vaccine end on Wednesday 31 March 2027.');
  expect(html).not.toContain('New times are added most days');
  expect(html).not.toContain('Look within');
  expect(html).toContain('Clear the date and look again');
});

it('a postcode outside the region is no spelling mistake', async () => {
  await toTimes();
  site.api.say('GET /locate', { status: 200, body: { items: [] } });
  const outside = await site.browser.post('/book/where', { where: 'sw1a 1aa' });
  expect(outside).toMatchObject({ status: 303, location: '/book/where/outside' });
  const { html } = await site.browser.get('/book/where/outside');
  expect(html).toContain('<h1>Clinics in this service are in Cheshire and Merseyside</h1>');
  expect(html).not.toContain('data-error-summary');
  expect(html).toContain('action="/book/where"');
  expect((await site.browser.post('/book/where', { where: 'Sppeke' })).html).toContain('Check the spelling');
});
