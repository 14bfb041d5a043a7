import type { ManagedBooking } from '@fairslot/contract';
import { ButtonGroup, ButtonLink, InsetText, Panel } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';
import { AppointmentFacts } from './appointment-facts';
import { openAppointment } from './session';

async function loader({ context: visit, request }: PageArgs) {
  const { booking } = await openAppointment(visit);
  return { booking, hasChanged: new URL(request.url).searchParams.has('changed') };
}

/** Which sentence tells the state: a booked time that has passed without an outcome is told as passed. */
function statusOf({ status, mayChange }: ManagedBooking) {
  return status === 'booked' && !mayChange ? 'past' : status;
}

function Component() {
  const { texts } = useSite();
  const { booking, hasChanged } = useLoaderData<typeof loader>();
  const words = texts.appointment;
  if (booking.status === 'cancelled') return <Cancelled booking={booking} />;
  return (
    <Page title={words.title}>
      {hasChanged ? (
        <InsetText>
          <p>{words.changedMeanwhile}</p>
        </InsetText>
      ) : null}
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">
        {words.greeting(booking.firstName)} {words.status[statusOf(booking)](booking.service.shortName)}
      </p>
      <AppointmentFacts booking={booking} />
      {booking.mayChange ? (
        <>
          <ButtonGroup>
            <ButtonLink href="/appointment/times">{words.change}</ButtonLink>
            <ButtonLink href="/appointment/cancel" variant="secondary">
              {words.cancel}
            </ButtonLink>
          </ButtonGroup>
          {booking.service.preparation ? (
            <>
              <h2 className="nhsuk-heading-m">{words.before}</h2>
              <p>{booking.service.preparation}</p>
            </>
          ) : null}
          {booking.site.directions ? (
            <>
              <h2 className="nhsuk-heading-m">{words.directions}</h2>
              <p>{booking.site.directions}</p>
            </>
          ) : null}
        </>
      ) : null}
      <PostForm action="/appointment/leave" submit={words.leave} variant="secondary" />
    </Page>
  );
}

function Cancelled({ booking }: { booking: ManagedBooking }) {
  const { texts, when } = useSite();
  const words = texts.cancelled;
  return (
    <Page title={words.title}>
      <Panel heading={words.title}>
        <p>{texts.appointment.status.cancelled(booking.service.shortName)}</p>
        <p>
          {when.full(booking.start)}
          <br />
          {booking.site.name}
        </p>
      </Panel>
      <p>{words.text}</p>
      <PostForm action="/appointment/book-again" submit={texts.appointment.another} />
      <PostForm action="/appointment/leave" submit={texts.appointment.leave} variant="secondary" />
    </Page>
  );
}

export const appointmentPage = { loader, Component };
