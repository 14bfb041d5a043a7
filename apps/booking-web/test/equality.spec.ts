import { openSite } from './open-site';

const { site, toCheck } = openSite();

async function toDone() {
  const seen = await toCheck();
  await site.browser.post('/book/check', { seen });
}

it('whoever has booked may answer two questions, once, and is thanked', async () => {
  await toDone();
  expect((await site.browser.get('/book/done')).html).toContain('href="/book/equality"');
  site.api.say('POST /equality-answers', { status: 204 });
  expect((await site.browser.post('/book/equality', {})).status).toBe(422);
  const sent = await site.browser.post('/book/equality', { 'ethnic-group': 'mixed', disability: 'not_said' });
  expect(sent.location).toBe('/book/done?thanks');
  const [answer] = site.api.made('POST', /equality-answers$/);
  // Neither reference, nor name, nor day.
  expect(answer?.body).toEqual({ serviceId: 'flu', siteId: 'speke', ethnicGroup: 'mixed', disability: 'not_said' });
  const { html } = await site.browser.get('/book/done?thanks');
  expect(html).toContain('Thank you. We have your answers.');
  expect(html).not.toContain('href="/book/equality"');
  expect((await site.browser.post('/book/equality', { disability: 'yes' })).location).toBe('/book/done?thanks');
  expect(site.api.made('POST', /equality-answers$/)).toHaveLength(1);
});

it('nobody is asked before they have booked', async () => {
  expect((await site.browser.get('/book/equality')).location).toBe('/book/check');
});
