import { isProblem } from '@fairslot/client';
import { bookForHelped, holdForHelped, type HelpedDraft } from '@fairslot/contract';
import { InsetText } from '@fairslot/ui';
import { data, useActionData, useLoaderData } from 'react-router';
import { Form } from '../../ui/form';
import { readTimeValue, timeValue } from '../../ui/hold';
import { hasPassed } from '../../ui/hold-state';
import { fingerprint, newKey } from '../../ui/ids';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs, type Visit } from '../../ui/visit';
import { VisitCard } from '../../ui/visit-card';
import { ASSIST, ASSIST_CHECK, AssistEnded, AssistFor, readHelped, withLink } from './assist';

type Chosen = NonNullable<HelpedDraft['chosen']>;
type Time = NonNullable<ReturnType<typeof readTimeValue>>;
const valueOf = ({ site, start, lengthMinutes, options }: Chosen) =>
  timeValue({ siteId: site.id, start, lengthMinutes, options });

const take = (visit: Visit, { siteId, start, lengthMinutes, options }: Time, idempotencyKey: string) =>
  withLink(visit, (params) =>
    visit.call(holdForHelped, { params, body: { siteId, start, lengthMinutes, options }, idempotencyKey }),
  );

/** Holds the pressed time. */
async function hold({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const time = readTimeValue(form.text('time'));
  if (!time) return seeOther(ASSIST);
  const key = fingerprint(form.text('key') || newKey(), visit.cookies.get('assist'), time);
  return take(visit, time, key)
    .then((held) => seeOther(held ? ASSIST_CHECK : ASSIST))
    .catch(elsewhere);
}

/** The list again, which says why. */
function elsewhere(error: unknown) {
  if (isProblem(error, 'time_gone', 'hold_expired', 'not_found')) return seeOther(`${ASSIST}?gone`);
  if (isProblem(error, 'wrong_state', 'invalid', 'service_closed')) return seeOther(`${ASSIST}?refused`);
  throw error;
}

export const assistHoldAction = { loader: () => seeOther(ASSIST), action: hold };

async function loader({ context: visit }: PageArgs) {
  const draft = await readHelped(visit);
  if (!draft) return data(null, 404);
  if (!draft.chosen) throw seeOther(ASSIST);
  return data({
    draft,
    chosen: draft.chosen,
    lapsed: hasPassed(draft.chosen.expiresAt, visit.now()),
    formKey: newKey(),
  });
}

async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const time = readTimeValue(form.text('time'));
  if (!time) return seeOther(ASSIST_CHECK);
  const { siteId, start } = time;
  const key = fingerprint(form.text('key') || newKey(), time);
  const book = () =>
    withLink(visit, (params) => visit.call(bookForHelped, { params, body: { siteId, start }, idempotencyKey: key }));
  try {
    const booked = await book().catch(async (error: unknown) => {
      if (!isProblem(error, 'hold_expired')) throw error;
      // The same time may still be free.
      return (await take(visit, time, newKey())) && book();
    });
    return seeOther(booked ? '/assist/booked' : ASSIST);
  } catch (error) {
    if (!isProblem(error, 'wrong_state')) return elsewhere(error);
    const { chosen } = (await readHelped(visit)) ?? {};
    return data(
      { state: chosen && valueOf(chosen) !== timeValue(time) ? ('changed' as const) : ('failed' as const) },
      409,
    );
  }
}

function Component() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!shown) return <AssistEnded />;
  return answer?.state === 'failed' ? <Failed /> : <Check {...shown} isChanged={answer?.state === 'changed'} />;
}

interface Shown {
  draft: HelpedDraft;
  chosen: Chosen;
  lapsed: boolean;
  formKey: string;
  isChanged: boolean;
}

function Check({ draft, chosen, lapsed, formKey, isChanged }: Shown) {
  const { texts, when } = useSite();
  const words = texts.assist;
  const { site, start, options, expiresAt } = chosen;
  return (
    <Page title={words.checkTitle} back={ASSIST}>
      {isChanged ? (
        <InsetText>
          <p>{words.changed}</p>
        </InsetText>
      ) : null}
      <h1>{words.checkTitle}</h1>
      <AssistFor draft={draft} />
      <VisitCard start={start} options={options} site={site} />
      {lapsed ? null : <p>{words.held(when.time(expiresAt))}</p>}
      <p>{words.notBooked}</p>
      <PostForm submit={words.book} hidden={{ time: valueOf(chosen), key: formKey }} />
      <p>
        <a href={ASSIST}>{words.other}</a>
      </p>
    </Page>
  );
}

/** The cause is only for the person. */
function Failed() {
  const { texts, site } = useSite();
  const words = texts.assist;
  return (
    <Page title={words.failedTitle}>
      <h1>{words.failedTitle}</h1>
      <p>{words.failedText(site.helpPhone)}</p>
      <p>
        <a href={ASSIST}>{words.other}</a>
      </p>
    </Page>
  );
}

export const assistCheckPage = { loader, action, Component };

/** Only for whoever had a link, and when that opens nothing any more. */
async function booked({ context: visit }: PageArgs) {
  if (!visit.cookies.get('assist') || (await readHelped(visit))) throw seeOther(ASSIST);
  return null;
}

/** Says nothing of the booking: by now the link has ended. */
function Booked() {
  const words = useSite().texts.assist;
  return (
    <Page title={words.bookedTitle}>
      <h1>{words.bookedTitle}</h1>
      <p className="nhsuk-body-l">{words.bookedText}</p>
      <p>{words.bookedMore}</p>
    </Page>
  );
}

export const assistBookedPage = { loader: booked, Component: Booked };
