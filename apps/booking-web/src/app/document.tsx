import type { ReactNode } from 'react';
import type { Language } from '@fairslot/texts';
import type { Assets } from './assets';

interface DocumentProps {
  language: Language;
  assets: Assets;
  nonce: string;
  /** From elsewhere, so that our stylesheet is hardly in the browser's cache. */
  isArrival: boolean;
  children: ReactNode;
}

/**
 * The page around every page. `<title>` comes from the page itself; React lifts it into the head. Who arrives gets the
 * stylesheet within the page, a round trip sooner on a slow line; the file is fetched behind it, for the pages that follow.
 */
export function Document({ language, assets, nonce, isArrival, children }: DocumentProps) {
  const { address, text } = language.dir === 'rtl' ? assets.rtlCss : assets.css;
  return (
    <html lang={language.lang} dir={language.dir} {...(language.code === 'easy' && { className: 'fs-easy' })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no,date=no,address=no" />
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#12454f" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        {isArrival ? (
          <>
            <style nonce={nonce} dangerouslySetInnerHTML={{ __html: text }} />
            <link rel="prefetch" href={address} as="style" />
          </>
        ) : (
          <link rel="stylesheet" href={address} />
        )}
        <script src={assets.js} nonce={nonce} defer />
      </head>
      <body>{children}</body>
    </html>
  );
}
