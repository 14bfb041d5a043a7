import { isProblem } from '@fairslot/client';
import { shareBooking } from '@fairslot/contract';
import { useLoaderData } from 'react-router';
import { Form } from '../../ui/form';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { ShareLink } from '../../ui/share-link';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { openAppointment, openChangeable } from './session';

async function loader({ context: visit }: PageArgs) {
  const { booking } = await openChangeable(visit);
  return { url: booking.helperUrl };
}

async function action({ context: visit, request }: PageArgs) {
  const { bearer, booking } = await openAppointment(visit);
  const shared = (await Form.of(request)).text('link') === 'make';
  try {
    await visit.call(shareBooking, { params: { reference: booking.reference }, body: { shared }, bearer });
  } catch (error) {
    if (isProblem(error, 'wrong_state')) return seeOther('/appointment?changed');
    throw error;
  }
  return seeOther('/appointment/helper');
}

/** "Ask someone to help me": a link to give to somebody, for as long as its owner wants. */
function Component() {
  const { texts } = useSite();
  const { url } = useLoaderData<typeof loader>();
  const words = texts.helperLink;
  return (
    <Page title={words.title} back="/appointment">
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {words.limits.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {url ? (
        <>
          <p>{words.ready}</p>
          <ShareLink url={url} words={words} />
          <p>{words.until}</p>
          <PostForm submit={words.end} variant="secondary" hidden={{ link: 'end' }} />
        </>
      ) : (
        <PostForm submit={words.make} hidden={{ link: 'make' }} />
      )}
    </Page>
  );
}

export const helperLinkPage = { loader, action, Component };
