import type { ReactNode } from 'react';
import type { Language } from '@fairslot/texts';
import type { Assets } from './assets';

interface DocumentProps {
  language: Language;
  assets: Assets;
  nonce: string;
  children: ReactNode;
}

/** The page around every page. `<title>` comes from the page itself; React lifts it into the head. */
export function Document({ language, assets, nonce, children }: DocumentProps) {
  return (
    <html lang={language.lang} dir={language.dir} {...(language.code === 'easy' && { className: 'fs-easy' })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no,date=no,address=no" />
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#12454f" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={language.dir === 'rtl' ? assets.rtlCss : assets.css} />
        <script src={assets.js} nonce={nonce} defer />
      </head>
      <body>{children}</body>
    </html>
  );
}
