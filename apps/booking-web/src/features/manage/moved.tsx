import { Panel } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { Address } from '../../ui/address';
import { shownReference } from '../../ui/reference';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { Whole } from '../../ui/whole';
import { isThere, openAppointment, readChange } from './session';

/** Shown only while it is true, so that a bookmark of it never says what did not happen. */
async function loader({ context: visit }: PageArgs) {
  const [opened, { draft }] = await Promise.all([openAppointment(visit), readChange(visit)]);
  if (!draft.hold || !isThere(opened, draft.hold)) throw seeOther('/appointment');
  return { booking: opened.booking };
}

function Component() {
  const { texts, when } = useSite();
  const { booking } = useLoaderData<typeof loader>();
  const words = texts.moved;
  return (
    <Page title={words.title}>
      <Panel heading={words.title}>
        <p className="fs-when">
          <Whole words={when.full(booking.start)} />
        </p>
        <p>
          <bdi>
            {booking.site.name}, <Address of={booking.site} />
          </bdi>
        </p>
        <p>
          {texts.appointment.reference}
          <br />
          <span className="fs-reference">{shownReference(booking.reference)}</span>
        </p>
      </Panel>
      <p>{words.sent}</p>
      <p>{words.keep}</p>
      <p>
        <a href="/appointment">{words.view}</a>
      </p>
      <PostForm action="/appointment/leave" submit={texts.appointment.leave} variant="secondary" />
    </Page>
  );
}

export const movedPage = { loader, Component };
