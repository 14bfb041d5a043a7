import { someAssets } from './some-assets';
import { openSite } from './open-site';

const { site } = openSite();

describe('the stylesheet', () => {
  it.each([
    ['/', someAssets.css],
    ['/ar-XB', someAssets.rtlCss],
  ])(
    'comes within %s for who arrives, as its policy allows, and as a file behind it',
    async (path, { address, text }) => {
      for (const from of ['none', 'cross-site', 'same-site']) {
        const { html, headers } = await site.browser.get(path, { 'sec-fetch-site': from });
        const nonce = /<style nonce="([^"]+)">/.exec(html)?.[1] ?? 'no nonce';
        expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
        expect(html).toContain(`">${text}</style>`);
        expect(html).toContain(`<link rel="prefetch" href="${address}"`);
        expect(html).not.toContain('rel="stylesheet"');
      }
    },
  );

  it.each([
    ['from page to page', { 'sec-fetch-site': 'same-origin' }],
    ['with a browser that does not say', {}],
  ])('is a file %s', async (_, headers) => {
    const { html } = await site.browser.get('/', headers);
    expect(html).toContain(`<link rel="stylesheet" href="${someAssets.css.address}"`);
    expect(html).not.toContain('<style');
  });
});
