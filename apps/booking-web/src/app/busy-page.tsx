import type { Language } from '@fairslot/texts';
import { ButtonLink } from '@fairslot/ui';
import { renderToString } from 'react-dom/server';
import { Page } from '../ui/page';
import { SiteProvider, type SiteView, useSite } from '../ui/site-context';
import type { Assets } from './assets';
import { Document } from './document';
import { linksInLanguage } from './languages';

function BusyPage() {
  const { errors, texts, site } = useSite();
  return (
    <Page title={errors.busy}>
      <h1>{errors.busy}</h1>
      {/* The address that was asked for, whichever that was: this page is the same at each. */}
      <ButtonLink href="">{texts.problem.tryAgain}</ButtonLink>
      <p>{texts.problem.call(site.helpPhone)}</p>
    </Page>
  );
}

/** Answers the page for who cannot be let in now. It is made once in each language, because it must cost nothing. */
export function createBusyPage(assets: Assets) {
  const mark = 'NONCE-OF-THE-PAGE';
  const made = new Map<string, string>();
  const make = (language: Language, view: SiteView): string => {
    const html = renderToString(
      <Document language={language} assets={assets} nonce={mark} isArrival={false}>
        <SiteProvider value={view}>
          <BusyPage />
        </SiteProvider>
      </Document>,
    );
    return `<!DOCTYPE html>${linksInLanguage(html, language)}`;
  };
  return (language: Language, view: SiteView, nonce: string): string => {
    const html = made.get(language.code) ?? make(language, view);
    made.set(language.code, html);
    return html.replaceAll(mark, nonce);
  };
}
