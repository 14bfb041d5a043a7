import { openSite } from './open-site';

const { site } = openSite();

it('robots are told which addresses are private', async () => {
  const { status, headers, html } = await site.browser.get('/robots.txt');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/plain');
  expect(html.split('\n')).toEqual([
    'User-agent: *',
    'Disallow: /m/',
    'Disallow: /i/',
    'Disallow: /h/',
    'Disallow: /assist/',
    'Disallow: /book/',
    'Disallow: /appointment/',
    '',
  ]);
});

it('a browser that asks for the old icon gets an answer, not a fault', async () => {
  expect(await site.browser.get('/favicon.ico')).toMatchObject({ status: 204, html: '' });
});
