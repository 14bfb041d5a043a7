import type { ErrorCode } from '@fairslot/contract';
import type { Texts } from '@fairslot/texts';
import { createContext, useContext } from 'react';
import type { SiteFacts } from './visit';
import type { When } from './when';

/** What every component of a page may read. */
export interface SiteView {
  site: SiteFacts;
  texts: Texts['booking'];
  /** The same in English, for what staff have to read. */
  english: Texts['booking'];
  /** Of the page, as `lang` says it, and as its address does. */
  language: string;
  languageCode: string;
  /** Nobody has checked the words of this language. */
  isDraft: boolean;
  /** All that can be chosen, in their own words. */
  languages: readonly { code: string; lang: string; dir: 'ltr' | 'rtl'; name: string; isDraft: boolean }[];
  errors: Record<ErrorCode, string>;
  when: When;
  /** Path and query of this page, to try again. */
  address: string;
  /** Fields of the form that was sent, so that a fault of ours does not lose them. */
  posted?: readonly (readonly [string, string])[];
  requestId: string;
}

const SiteContext = createContext<SiteView | null>(null);
export const SiteProvider = SiteContext.Provider;

export function useSite(): SiteView {
  const view = useContext(SiteContext);
  if (!view) throw new Error('SiteProvider is missing above this component');
  return view;
}
