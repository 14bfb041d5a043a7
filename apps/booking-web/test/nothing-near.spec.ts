import { flu } from './fake-api';
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
  expect(outside.status).toBe(422);
  expect(outside.html).toContain('This service covers Cheshire and Merseyside. Enter a postcode, town or place there');
  expect(outside.html).not.toContain('Check the spelling');
  expect((await site.browser.post('/book/where', { where: 'Sppeke' })).html).toContain('Check the spelling');
});
