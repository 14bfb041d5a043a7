import type { Assets } from '../src/app/assets';

/** Addresses of files that no test fetches. */
export const someAssets: Assets = {
  folder: __dirname,
  css: { address: '/assets/a.css', text: 'p{margin:0}' },
  rtlCss: { address: '/assets/r.css', text: 'p{margin:1px}' },
  js: '/assets/a.js',
  icon: '/assets/i.svg',
};
