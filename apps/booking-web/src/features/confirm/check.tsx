import { isProblem } from '@fairslot/client';
import type { JourneyDraft } from '@fairslot/contract';
import { InsetText, SummaryList, WarningCallout } from '@fairslot/ui';
import { data, useActionData, useLoaderData } from 'react-router';
import { chosenCompanion } from '../../ui/companions';
import { Form } from '../../ui/form';
import { readHeldTime } from '../../ui/held-time';
import { wayOnFrom } from '../../ui/hold';
import { HoldStrip, type HeldTime } from '../../ui/hold-strip';
import { fingerprint, newKey } from '../../ui/ids';
import { readDraft, requireStep } from '../../ui/journey';
import { backFrom, DONE } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';
import { checkRows } from './check-rows';
import { confirm, seenOf } from './confirm';
import { DETAILS_AGAIN, WaysOn } from './details-again';

async function loader({ context: visit }: PageArgs) {
  const { draft, service, progress } = await requireStep(visit, 'check');
  const held = await readHeldTime(visit, draft);
  return {
    draft,
    service,
    also: await chosenCompanion(visit, draft),
    messageLanguage: visit.messageLanguages.length > 1 ? nameOf(visit, draft.language) : undefined,
    held,
    seen: seenOnPage(draft, held),
    back: backFrom('check', progress),
  };
}

/** A place that moved meanwhile, or is called otherwise, is looked at again before anything is booked there. */
const seenOnPage = (draft: JourneyDraft, held: HeldTime | undefined): string =>
  fingerprint(seenOf(draft), held && [held.site.name, held.site.address, held.site.postcode]);

/** Of the language that messages will be in, in its own words. */
const nameOf = (visit: Visit, chosen = visit.messageLanguage) =>
  visit.messageLanguages.find(({ code }) => code === chosen)?.name;

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const journey = await requireStep(visit, 'check');
  const { draft } = journey;
  const seen = seenOnPage(draft, await readHeldTime(visit, draft));
  if (form.text('seen') !== seen) return data({ state: 'changed' as const }, 409);
  try {
    await confirm(visit, journey);
    return seeOther(DONE);
  } catch (error) {
    if (isProblem(error, 'already_booked')) return data({ state: 'already_booked' as const, key: newKey() }, 409);
    const wayOn = draft.hold && (await wayOnFrom(error, visit, journey, draft.hold));
    if (wayOn) return seeOther(wayOn);
    // Another tab was quicker by a moment: the booking is there.
    if (isProblem(error, 'wrong_state', 'not_found') && (await readDraft(visit)).draft.booked) return seeOther(DONE);
    throw error;
  }
}

function Component() {
  const view = useSite();
  const { texts } = view;
  const { draft, service, also, messageLanguage, held, seen, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = texts.check;
  if (answer?.state === 'already_booked')
    return <AlreadyBooked service={also ? undefined : service?.shortName} formKey={answer.key} />;
  return (
    <Page title={words.title} back={back}>
      {answer?.state === 'changed' ? (
        <WarningCallout heading={words.changedHeading}>
          <p>{words.changed}</p>
        </WarningCallout>
      ) : null}
      <HoldStrip held={held} />
      <h1>{words.title}</h1>
      <SummaryList rows={checkRows({ draft, service, also, site: held?.site, messageLanguage }, view)} />
      <Before preparations={[service?.preparation, also?.preparation]} />
      <InsetText>
        <p>{words.notBooked}</p>
      </InsetText>
      <PostForm submit={words.confirm} hidden={{ seen }} />
    </Page>
  );
}

/** What to do before coming, said once where two services ask for the same. */
function Before({ preparations }: { preparations: readonly (string | undefined)[] }) {
  const { before } = useSite().texts.check;
  const lines = [...new Set(preparations)].filter(Boolean);
  if (lines.length === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">{before}</h2>
      {lines.map((line) => (
        <p dir="auto" key={line}>
          {line}
        </p>
      ))}
    </>
  );
}

interface AlreadyBookedProps {
  /** Left out where two were chosen: the answer does not say which of them. */
  service: string | undefined;
  formKey: string;
}

/** Says that there is one, never where or when: a date of birth and a number can be known by somebody who should not know. */
function AlreadyBooked({ service, formKey }: AlreadyBookedProps) {
  const { texts, site } = useSite();
  const { alreadyBooked: words, nextSteps } = texts;
  return (
    <Page title={words.title}>
      <h1>{words.title}</h1>
      <p>{service ? words.text(service) : words.textOneOfTwo}</p>
      <PostForm action={DETAILS_AGAIN} submit={words.again} hidden={{ key: formKey }} />
      <WaysOn />
      <p>{nextSteps.wrong(site.helpPhone)}</p>
    </Page>
  );
}

export const checkPage = { loader, action, Component };
