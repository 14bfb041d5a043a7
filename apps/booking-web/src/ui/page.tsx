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
        notice={<DemoNotice />}
        before={back ? <BackLink href={back} words={frame.back} label={frame.backLabel} /> : null}
        help={{ heading: frame.help.heading, lines: frame.help.lines(site.helpPhone) }}
      >
        <ErrorSummary title={frame.thereIsAProblem} faults={faults} />
        <FormWordsProvider value={{ errorPrefix: frame.errorPrefix }}>{children}</FormWordsProvider>
      </PageFrame>
    </>
  );
}
