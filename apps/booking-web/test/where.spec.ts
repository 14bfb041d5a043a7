import { problem } from './fake-api';
import { born, openSite } from './open-site';

const { site, draft } = openSite();
const NEAREST = 'POST /locate/nearest';
const area = { label: 'L24', latitude: 53.35, longitude: -2.88, approximate: true };
const send = (at: string) => site.browser.post('/book/where', { at, where: 'Speke' });

describe('where somebody is', () => {
  beforeEach(async () => {
    await site.browser.post('/book/what', { service: 'flu' });
    await site.browser.post('/book/date-of-birth', born);
  });

  it('goes in the body of a form, rounded, and becomes an area', async () => {
    site.api.say(NEAREST, { status: 200, body: area });
    const page = await site.browser.get('/book/where');
    expect(page.html).toMatch(/<form[^>]*data-locate=""[^>]*hidden=""/);
    expect(page.headers['permissions-policy']).toContain('geolocation=(self)');
    expect((await send('53.36 -2.91')).status).toBe(303);
    expect(site.api.made('POST', /nearest$/).map(({ body }) => body)).toEqual([{ latitude: 53.36, longitude: -2.91 }]);
    expect(draft()['where']).toEqual(area);
    expect(site.api.calls.filter(({ query }) => [...query.values()].includes('53.36'))).toEqual([]);
  });

  it('outside the region is said, and a point that is not rounded, or none, is asked of nobody', async () => {
    site.api.say(NEAREST, problem(404, 'not_found'));
    expect((await send('40.00 -70.00')).location).toBe('/book/where/outside');
    for (const at of ['53.361234 -2.912345', '53 -2', 'x'])
      expect((await site.browser.post('/book/where', { at })).status).toBe(422);
    expect(site.api.made('POST', /nearest$/)).toHaveLength(1);
  });
});
