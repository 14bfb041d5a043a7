import { isProblem } from '@fairslot/client';
import { getDraftLink, shareDraft, type DraftLink } from '@fairslot/contract';
import { InsetText } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Form } from '../../ui/form';
import { readHeldTime } from '../../ui/held-time';
import { HoldStrip } from '../../ui/hold-strip';
import { requireStep, saveDraft, type Journey } from '../../ui/journey';
import { afterStep, HELPER, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { ShareLink } from '../../ui/share-link';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';

/** The page that must be answered before somebody else can finish; undefined where nothing is missing. */
function missingPage({ progress }: Journey): string | undefined {
  const { draft } = progress;
  const next = afterStep('times', { ...progress, draft: { ...draft, helperAsked: true } });
  if (next !== HELPER && next !== pathOf('check')) return next;
  const { mobile, email, asInvited } = draft.contact ?? {};
  return mobile || email || asInvited ? undefined : `${pathOf('contact')}?from=helper`;
}

async function readLink(visit: Visit, { id }: Journey): Promise<DraftLink> {
  if (!id) return {};
  return visit.call(getDraftLink, { params: { journeyId: id } }).catch((error: unknown) => {
    if (isProblem(error, 'not_found', 'invalid')) return {};
    throw error;
  });
}

async function loader({ context: visit, request }: PageArgs) {
  const journey = await requireStep(visit, 'times');
  const missing = missingPage(journey);
  const { service } = journey;
  const [link, held] = await Promise.all([readLink(visit, journey), readHeldTime(visit, journey.draft)]);
  return {
    link,
    held,
    service: service && !service.isSensitive ? service.name : undefined,
    isMissing: missing !== undefined,
    isChanged: new URL(request.url).searchParams.has('changed'),
    needsContact: missing?.startsWith(pathOf('contact')) && journey.draft.contact !== undefined,
  };
}

async function action({ context: visit, request }: PageArgs) {
  const journey = await requireStep(visit, 'times');
  const shared = (await Form.of(request)).text('link') === 'make';
  const { draft } = journey;
  const language = draft.language ?? visit.messageLanguage;
  const { id } = await saveDraft(visit, journey.id, shared ? { helperAsked: true, language } : { helperAsked: null });
  const missing = shared ? missingPage(journey) : undefined;
  if (missing) return seeOther(missing);
  try {
    await visit.call(shareDraft, { params: { journeyId: id }, body: { shared } });
  } catch (error) {
    // Something was cleared in another tab.
    if (!isProblem(error, 'wrong_state')) throw error;
    return seeOther(`${HELPER}?changed`);
  }
  return seeOther(HELPER);
}

/** "Ask someone to help me": a link with which somebody else chooses the time and books it. */
function Component() {
  const { texts, when } = useSite();
  const { link, held, service, isMissing, isChanged, needsContact } = useLoaderData<typeof loader>();
  const words = texts.askHelper;
  return (
    <Page title={words.title} back={pathOf('times')}>
      <HoldStrip held={held} />
      <h1>{words.title}</h1>
      {isChanged ? (
        <InsetText>
          <p>{words.changed}</p>
        </InsetText>
      ) : null}
      <p>{words.intro}</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {[service ? words.named(service) : words.unnamed, ...words.limits].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {isMissing && !link.url ? (
        <InsetText>
          <p>{needsContact ? words.noContact : words.first}</p>
        </InsetText>
      ) : null}
      {link.url && link.until ? (
        <>
          <p>{texts.helperLink.ready}</p>
          <ShareLink url={link.url} words={texts.helperLink} />
          <p>{words.until(when.full(link.until))}</p>
          <p>
            <a href={HELPER}>{words.look}</a>
          </p>
          <PostForm submit={texts.helperLink.end} variant="secondary" hidden={{ link: 'end' }} />
        </>
      ) : (
        <PostForm submit={isMissing ? texts.frame.continue : texts.helperLink.make} hidden={{ link: 'make' }} />
      )}
      <p>
        <a href={pathOf('times')}>{words.myself}</a>
      </p>
    </Page>
  );
}

export const askHelperPage = { loader, action, Component };
