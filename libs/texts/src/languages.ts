/** A language that pages can be read in. */
export interface Language {
  /** First part of an address: /ar/book/where. */
  code: string;
  /** What `<html lang>` says. */
  lang: string;
  dir: 'ltr' | 'rtl';
  /** Of dates; numbers stay as references, times and postcodes are written everywhere. */
  locale: string;
  /** In its own words. */
  name: string;
  /** Draft: nobody who speaks it has checked it. Pseudo: for tests. */
  status: 'reviewed' | 'draft' | 'pseudo';
  /** Are messages written in it too? */
  hasMessages: boolean;
}

export const languages: readonly Language[] = [
  { code: 'en', lang: 'en', dir: 'ltr', locale: 'en-GB', name: 'English', status: 'reviewed', hasMessages: true },
  {
    code: 'easy',
    lang: 'en',
    dir: 'ltr',
    locale: 'en-GB',
    name: 'Easy read English',
    status: 'reviewed',
    hasMessages: false,
  },
  { code: 'pl', lang: 'pl', dir: 'ltr', locale: 'pl', name: 'Polski', status: 'draft', hasMessages: true },
  { code: 'ar', lang: 'ar', dir: 'rtl', locale: 'ar-u-nu-latn', name: 'العربية', status: 'draft', hasMessages: true },
  { code: 'en-XA', lang: 'en-XA', dir: 'ltr', locale: 'en-GB', name: 'Lóñg', status: 'pseudo', hasMessages: false },
  { code: 'ar-XB', lang: 'ar-XB', dir: 'rtl', locale: 'en-GB', name: 'Mirror', status: 'pseudo', hasMessages: false },
];
