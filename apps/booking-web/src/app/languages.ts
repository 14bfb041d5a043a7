import { languages, type Language } from '@fairslot/texts';

/** Which languages a deployment shows: drafts and the pseudo-languages of tests only where it says so. */
export const shownLanguages = (drafts: boolean, pseudo: boolean): readonly Language[] =>
  languages.filter(
    ({ status }) => status === 'reviewed' || (status === 'draft' && drafts) || (status === 'pseudo' && pseudo),
  );

const FIRST_PART = /^\/([a-z]{2}(?:-[A-Z]{2})?|easy)(?=[/?]|$)/;
const ENGLISH = languages[0] as Language;

/** "/ar/book/where?from=check" → Arabic and "/book/where?from=check"; an address without a language is English. */
export function splitLanguage(url: string, shown: readonly Language[]): { language: Language; path: string } {
  const code = FIRST_PART.exec(url)?.[1];
  const language = shown.find((one) => one.code === code);
  if (!code || !language) return { language: ENGLISH, path: url };
  const rest = url.slice(code.length + 1);
  return { language, path: rest.startsWith('/') ? rest : `/${rest}` };
}

/** "/book/where" → "/ar/book/where". English has no first part, and whatever names its language already keeps it. */
export const inLanguage = (path: string, { code }: Language): string =>
  code === 'en' || !path.startsWith('/') || FIRST_PART.test(path) || path.startsWith('/assets/')
    ? path
    : `/${code}${path}`;

/**
 * Puts the language into every address of our own on a page: one place, so that no link can forget it. A quote inside a
 * text is always escaped, so that only attributes are met.
 */
export const linksInLanguage = (html: string, language: Language): string =>
  language.code === 'en'
    ? html
    : html.replace(
        /( (?:href|action|formaction)=")(\/[^"]*)"/g,
        (_, before: string, path: string) => `${before}${inLanguage(path, language)}"`,
      );
