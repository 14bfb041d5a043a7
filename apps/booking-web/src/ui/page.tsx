import { BackLink, ErrorSummary, FormWordsProvider, NoticeBanner, PageFrame, type FieldFault } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { useSite } from './site-context';

interface PageProps {
  /** The page's heading as the browser's tab shows it. */
  title: string;
  back?: string | undefined;
  faults?: readonly FieldFault[] | undefined;
  children: ReactNode;
}

/** The same page in the other languages. */
function LanguageLinks() {
  const { languages, languageCode, address, texts } = useSite();
  const others = languages.filter(({ code }) => code !== languageCode);
  if (others.length === 0) return null;
  return (
    <nav className="fs-languages" aria-label={texts.frame.links.languages}>
      <ul>
        {others.map(({ code, lang, dir, name }) => (
          <li key={code}>
            <a href={`/${code}${address}`} hrefLang={lang} lang={lang} dir={dir}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const linkPages = ['help', 'languages', 'accessibility', 'privacy', 'cookies'] as const;

function FooterLinks() {
  const { texts } = useSite();
  const { links, linksLabel } = texts.frame;
  return (
    <nav aria-label={linksLabel}>
      <ul className="fs-footer__links">
        {linkPages.map((page) => (
          <li key={page}>
            <a href={`/${page}`}>{links[page]}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function DraftNotice() {
  const { isDraft, texts, address } = useSite();
  if (!isDraft) return null;
  return (
    <NoticeBanner label={texts.frame.draftLabel}>
      {texts.frame.draft}{' '}
      <a href={`/en${address}`} hrefLang="en" lang="en" dir="ltr">
        English
      </a>
    </NoticeBanner>
  );
}

function Notices() {
  return (
    <>
      <DemoNotice />
      <DraftNotice />
    </>
  );
}

function DemoNotice() {
  const { site, texts } = useSite();
  if (!site.isDemo) return null;
  return (
    <NoticeBanner label={texts.frame.demoLabel}>
      {texts.frame.demo}
      {site.outboxUrl ? (
        <>
          {' '}
          <a href={site.outboxUrl}>{texts.frame.demoOutbox}</a>
        </>
      ) : null}
    </NoticeBanner>
  );
}

/** One page: its title, the frame, what is wrong with the form, and the content. */
export function Page({ title, back, faults = [], children }: PageProps) {
  const { site, texts } = useSite();
  const { frame } = texts;
  const named = texts.pageTitle(title, texts.serviceName);
  return (
    <>
      <title>{faults.length > 0 ? texts.errorTitle(named) : named}</title>
      <PageFrame
        serviceName={texts.serviceName}
        region={site.region}
        homeHref="/"
        skipWords={frame.skip}
        notice={<Notices />}
        languages={<LanguageLinks />}
        footer={<FooterLinks />}
        before={back ? <BackLink href={back} words={frame.back} label={frame.backLabel} /> : null}
        help={{
          heading: frame.help.heading,
          lines: frame.help.lines(site.helpPhone),
          link: site.signLanguageUrl ? { href: site.signLanguageUrl, words: frame.help.signLanguage } : undefined,
        }}
      >
        <ErrorSummary title={frame.thereIsAProblem} faults={faults} />
        <FormWordsProvider value={{ errorPrefix: frame.errorPrefix }}>{children}</FormWordsProvider>
      </PageFrame>
    </>
  );
}
