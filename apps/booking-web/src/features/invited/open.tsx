import type { OpenedInvitation } from '@fairslot/contract';
import { DateField } from '@fairslot/ui';
import { data, useActionData, useLoaderData } from 'react-router';
import { readBirthDate, type DatePart } from '../../ui/birth-date';
import { Form, noDate } from '../../ui/form';
import { Locked } from '../../ui/locked';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { askInvitation, beginInvited, tokenOf } from './invitation';
import { Ended } from './ended';

const LINK_SECONDS = 12 * 60 * 60;
export const OPEN = '/i/open';

/** A link from a message or the code of a letter: it leaves the address at once, so that no history, log or screenshot keeps it. */
function openLink({ context: visit, params }: PageArgs) {
  const { token } = params;
  if (token && /^[\w-]{8,100}$/.test(token)) visit.cookies.set('invited', token, LINK_SECONDS);
  return seeOther(OPEN);
}

export const invitationDoor = { loader: openLink };

/** Nothing about anybody is shown, or asked of the API, before the date of birth. */
function loader({ context: visit }: PageArgs) {
  const token = tokenOf(visit);
  // A code is shorter than the token of a link.
  return { isCode: token.length <= 12 };
}

/** The form again, without anything that ends it. */
const neither = {
  locked: '',
  ended: undefined as OpenedInvitation | undefined,
  service: undefined as string | undefined,
};

async function action({ context: visit, request }: PageArgs) {
  const token = tokenOf(visit);
  const typed = (await Form.of(request)).date('date-of-birth');
  const refused = (words: string, wrong?: readonly DatePart[]) =>
    data({ faults: [{ field: `date-of-birth-${wrong?.[0] ?? 'day'}`, words }], typed, wrong, ...neither }, 422);
  const date = readBirthDate(typed, visit.texts.dateOfBirth, visit.now(), visit.site.timeZone);
  if (!date.ok) return refused(date.words, date.wrong);
  const asked = await askInvitation(visit, token, date.date);
  if (!asked.ok && asked.reason === 'no_match') {
    const words = visit.texts.invited;
    return refused(token.length <= 12 ? words.code.failed : words.failed);
  }
  const nothing = { faults: [], typed: noDate, wrong: undefined, ...neither };
  if (!asked.ok) return data({ ...nothing, locked: asked.until }, 429);
  if (asked.invitation.state !== 'open') {
    const { serviceId } = asked.invitation;
    const service = (await visit.services()).find(({ id }) => id === serviceId)?.shortName;
    return data({ ...nothing, ended: asked.invitation as OpenedInvitation | undefined, service });
  }
  return seeOther(await beginInvited(visit, token, date.date, asked.invitation));
}

function Component() {
  const { texts } = useSite();
  useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = texts.invited;
  if (refusal?.locked) return <Locked until={refusal.locked} isLink />;
  if (refusal?.ended) return <Ended invitation={refusal.ended} service={refusal.service} />;
  const title = words.title();
  return (
    <Page title={title} faults={refusal?.faults}>
      <h1>{title}</h1>
      <p>{words.intro}</p>
      <PostForm>
        <DateField
          name="date-of-birth"
          label={words.label}
          hint={texts.dateOfBirth.hint}
          words={texts.words}
          values={refusal?.typed ?? noDate}
          error={refusal?.faults[0]?.words}
          isBirthday
          {...(refusal?.wrong && { wrong: refusal.wrong })}
        />
      </PostForm>
      <ul className="nhsuk-list">
        <li>
          <a href="/i/decline?reason=had_it">{words.hadIt}</a>
        </li>
        <li>
          <a href="/i/decline?reason=do_not_want">{words.doNotWant}</a>
        </li>
        <li>
          <a href="/book/what">{words.someoneElse}</a>
        </li>
      </ul>
    </Page>
  );
}

export const openInvitationPage = { loader, action, Component };
