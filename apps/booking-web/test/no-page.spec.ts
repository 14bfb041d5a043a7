import { titleOf } from './browser';
import { openSite } from './open-site';

const { site } = openSite();

it.each(['/%', '/%E0%A4%A', '/nowhere', '/assets/gone.css'])('GET %s is a page that was not found', async (url) => {
  const page = await site.browser.get(url);
  expect(page.status).toBe(404);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(titleOf(page)).toContain('Page not found');
});

it('a form sent to an address that does not exist is not found either', async () => {
  const page = await site.browser.post('/nothing', {});
  expect(page.status).toBe(404);
  expect(titleOf(page)).toContain('Page not found');
});

it('a form sent to a page that takes none says so', async () => {
  const page = await site.browser.post('/book/done', {});
  expect(page.status).toBe(405);
  expect(titleOf(page)).toContain('This page cannot take what was sent');
});

it.each(['PUT', 'PATCH', 'DELETE'] as const)(
  '%s is refused on a page in plain words, and does nothing',
  async (method) => {
    for (const url of ['/', '/book/what']) {
      const answer = await site.server.inject({ method, url });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.body).toContain('This page cannot take what was sent');
    }
    expect(site.api.calls).toEqual([]);
  },
);
