import { createRoutes } from '../routes/routes';
import { readConfig } from './config';
import { loggedPath, requestIdFrom } from './log';
import { isOurOwn } from './security';

describe('settings', () => {
  it('names every fault in one message', () => {
    const read = () => readConfig({ API_URL: 'the api', PORT: 'x', TIME_ZONE: 'Mars/Base' });
    expect(read).toThrow(/PORT[\s\S]*API_URL[\s\S]*TIME_ZONE/);
  });

  it('production refuses a demonstration', () => {
    const base = { API_URL: 'http://api', NODE_ENV: 'production' };
    expect(() => readConfig({ ...base, OUTBOX_URL: 'http://outbox' })).toThrow(/DEMO/);
    expect(readConfig({ ...base, PUBLIC_URL: 'https://book.example/' })).toMatchObject({
      publicUrl: 'https://book.example',
      isHttps: true,
      isDemo: false,
    });
  });

  it.each([undefined, '', 'http://book.example', 'http://localhost:3000'])(
    'production refuses to be reached at %p',
    (address) => {
      const read = () => readConfig({ API_URL: 'http://api', NODE_ENV: 'production', PUBLIC_URL: address });
      expect(read).toThrow(/PUBLIC_URL: must be given and begin with https/);
    },
  );

  it('an outbox makes a demonstration of it, unless told otherwise', () => {
    expect(readConfig({ API_URL: 'http://api', OUTBOX_URL: 'http://outbox' }).isDemo).toBe(true);
    expect(readConfig({ API_URL: 'http://api', OUTBOX_URL: 'http://outbox', DEMO: 'false' }).isDemo).toBe(false);
  });
});

describe('the log', () => {
  const routesFor = createRoutes(() => null);

  it.each([
    ['/book/where/choose?q=L24%208QB', '/book/where/choose'],
    ['/book/times/7f0c?from=2026-10-12', '/book/times/:site'],
    ['/manage', '/manage'],
    ['/', '/'],
  ])('keeps %s as %s', (url, kept) => {
    expect(loggedPath(url, routesFor)).toBe(kept);
  });

  it.each([
    '/m/ABCDEFGH12345678',
    '/M/ABCDEFGH12345678',
    '/%6d/ABCDEFGH12345678',
    '/%6D/ABCDEFGH12345678/',
    '//m/ABCDEFGH12345678',
    '/m//ABCDEFGH12345678',
    '/./m/ABCDEFGH12345678',
    '/book/../m/ABCDEFGH12345678',
    '/\\m/ABCDEFGH12345678',
    '/m/ABCDEFGH12345678/more',
    '/%2fm/ABCDEFGH12345678',
    '/i/ABCDEFGH12345678?x=1',
    '/u/ABCDEFGH12345678',
    '/h/ABCDEFGH12345678',
    '/assist/ABCDEFGH12345678',
    '/w/ABCDEFGH12345678',
    '/m/ABCDEFGH12345678%E0%A4%A',
    '/Jane/Doe/9991234567',
    'm/ABCDEFGH12345678',
    'http://site:x/m/ABCDEFGH12345678',
  ])('keeps nothing that is secret of %s', (url) => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    const kept = loggedPath(url, routesFor);
    expect(kept).toMatch(/^(\/([himu]|assist)\/:token|\/:service|\*|\[no address\])$/);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('takes over a harmless request id and makes its own otherwise', () => {
    expect(requestIdFrom('abcd-1234', () => 'new')).toBe('abcd-1234');
    expect(requestIdFrom('a\nb', () => 'new')).toBe('new');
    expect(requestIdFrom(undefined, () => 'new')).toBe('new');
  });
});

describe('whose form it is', () => {
  it.each<[Record<string, string>, boolean]>([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://book.example' }, false],
    [{ origin: 'https://book.example' }, true],
    [{ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }, true],
    [{ origin: 'https://evil.example', host: 'book.example' }, false],
    [{ origin: 'null' }, true],
    [{}, true],
  ])('%j → %s', (headers, ours) => {
    expect(isOurOwn({ headers }, 'https://book.example')).toBe(ours);
  });
});
