import { sendDetailsAgain } from '@fairslot/contract';
import { Form } from '../../ui/form';
import { readDraft } from '../../ui/journey';
import { pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';

export const DETAILS_AGAIN = '/book/details-again';
const SENT = `${DETAILS_AGAIN}?sent`;

function loader({ request }: PageArgs) {
  return new URL(request.url).searchParams.has('sent') ? null : seeOther(pathOf('check'));
}

/** To the contact on record, of which nothing is known here: the next page is the same whatever came of it. */
async function action({ context: visit, request }: PageArgs) {
  const form = await Form.of(request);
  const { hold } = (await readDraft(visit)).draft;
  if (!hold) return seeOther(pathOf('check'));
  await visit.call(sendDetailsAgain, {
    params: { holdId: hold.holdId },
    body: { token: hold.token },
    idempotencyKey: form.text('key'),
  });
  return seeOther(SENT);
}

function Component() {
  const { texts, site } = useSite();
  const { alreadyBooked: words } = texts;
  return (
    <Page title={words.againTitle}>
      <h1>{words.againTitle}</h1>
      <p>{words.againText}</p>
      <p>{words.againLater(site.helpPhone)}</p>
      <WaysOn />
    </Page>
  );
}

/** For whoever has that appointment already. */
export function WaysOn() {
  const { alreadyBooked: words, nextSteps } = useSite().texts;
  return (
    <>
      <ul className="nhsuk-list">
        <li>
          <a href="/manage">{words.manage}</a>
        </li>
        <li>
          <a href="/book/what">{nextSteps.bookElse}</a>
        </li>
      </ul>
      <PostForm action="/book/for-someone-else" submit={words.forElse} variant="secondary" />
    </>
  );
}

export const detailsAgainPage = { loader, action, Component };
