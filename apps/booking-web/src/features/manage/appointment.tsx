import type { ManagedBooking } from '@fairslot/contract';
import { ButtonGroup, ButtonLink, InsetText, Panel } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { helpLines } from '../../ui/help';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';
import { WayThere } from '../../ui/way-there';
import { AppointmentFacts } from './appointment-facts';
import { BookedTogether } from './booked-together';
import { HadElsewhere } from './had-elsewhere';
import { openAppointment } from './session';

const news = ['changed', 'help', 'restored', 'gone', 'kept', 'sent', 'often', 'silent'] as const;

async function loader({ context: visit, request }: PageArgs) {
  const { booking, all } = await openAppointment(visit);
  const query = new URL(request.url).searchParams;
  return { booking, all, said: news.find((one) => query.has(one)) };
}

/** Which sentence tells the state: a booked time that has passed without an outcome is told as passed. */
function statusOf({ status, mayChange }: ManagedBooking) {
  return status === 'booked' && !mayChange ? 'past' : status;
}

function Component() {
  const { texts } = useSite();
  const { booking, all, said } = useLoaderData<typeof loader>();
  const words = texts.appointment;
  if (booking.status === 'cancelled') return <Cancelled booking={booking} all={all} isGone={said === 'gone'} />;
  const newsWords = {
    changed: words.changedMeanwhile,
    help: words.helpSaved,
    restored: words.restored,
    gone: '',
    kept: texts.hadElsewhere.kept,
    sent: texts.sendAgain.sent,
    often: texts.sendAgain.often,
    silent: texts.sendAgain.silent,
  };
  return (
    <Page title={words.title}>
      {said && newsWords[said] ? (
        <InsetText>
          <p>{newsWords[said]}</p>
        </InsetText>
      ) : null}
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">
        {words.greeting(booking.firstName)} {words.status[statusOf(booking)](booking.service.shortName)}
      </p>
      <AppointmentFacts booking={booking} />
      <HadElsewhere booking={booking} />
      {booking.mayChange ? <Changeable booking={booking} /> : null}
      {statusOf(booking) === 'past' ? (
        <PostForm action="/appointment/book-again" submit={words.another} variant="secondary" />
      ) : null}
      <BookedTogether booking={booking} all={all} />
      <PostForm action="/appointment/leave" submit={words.leave} variant="secondary" />
    </Page>
  );
}

/** All that can be done with an appointment that is still to come. */
function Changeable({ booking }: { booking: ManagedBooking }) {
  const { texts, site, when } = useSite();
  const words = texts.appointment;
  const { service, help, otherDose } = booking;
  return (
    <>
      <ButtonGroup>
        <ButtonLink href="/appointment/times">{words.change}</ButtonLink>
        <ButtonLink href="/appointment/places" variant="secondary">
          {words.changePlace}
        </ButtonLink>
        <ButtonLink href="/appointment/cancel" variant="secondary">
          {words.cancel}
        </ButtonLink>
      </ButtonGroup>
      {otherDose && otherDose.dose > booking.dose ? (
        <p>
          {words.otherDose(when.full(otherDose.start))} {otherDose.fits ? '' : words.otherDoseTooSoon}
        </p>
      ) : null}
      {service.preparation ? (
        <>
          <h2 className="nhsuk-heading-m">{words.before}</h2>
          <p dir="auto">{service.preparation}</p>
        </>
      ) : null}
      <WayThere site={booking.site} />
      <h2 className="nhsuk-heading-m">{words.helpHeading}</h2>
      {help.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {helpLines(help, texts.help).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p>{words.noHelp}</p>
      )}
      <p>
        <a href="/appointment/help">{words.changeHelp}</a>
      </p>
      <h2 className="nhsuk-heading-m">{words.actions}</h2>
      <ul className="nhsuk-list">
        <li>
          <a href="/appointment/calendar">{words.calendar}</a>
        </li>
        <li>
          <a href="/appointment/print">{words.print}</a>
        </li>
        <li>
          <a href="/appointment/card">{words.card}</a>
        </li>
        <li>
          <a href="/appointment/helper">{words.helper}</a>
        </li>
        <li>
          <a href="/appointment/directions">{words.way}</a>
        </li>
      </ul>
      <PostForm action="/appointment/send-again" submit={texts.sendAgain.button} variant="secondary" />
      <p>{words.late(site.helpPhone)}</p>
    </>
  );
}

interface CancelledProps {
  booking: ManagedBooking;
  all: ManagedBooking[];
  isGone: boolean;
}

function Cancelled({ booking, all, isGone }: CancelledProps) {
  const { texts, when } = useSite();
  const words = texts.cancelled;
  const { mayRestoreUntil } = booking;
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
      {mayRestoreUntil ? (
        <>
          <p>
            {booking.placeIsKept
              ? words.keptUntil(when.time(mayRestoreUntil))
              : words.freeUntil(when.full(mayRestoreUntil))}
          </p>
          <PostForm action="/appointment/restore" submit={words.getBack} />
        </>
      ) : (
        <WhyNot booking={booking} otherwise={isGone ? words.gone : words.text} />
      )}
      <PostForm
        action="/appointment/book-again"
        submit={texts.appointment.another}
        {...(mayRestoreUntil && { variant: 'secondary' as const })}
      />
      <BookedTogether booking={booking} all={all} />
      <PostForm action="/appointment/leave" submit={texts.appointment.leave} variant="secondary" />
    </Page>
  );
}

/** Whose clinic had to cancel reads so, and why it closed where that can be said. */
function WhyNot({ booking, otherwise }: { booking: ManagedBooking; otherwise: string }) {
  const { cancelled: words } = useSite().texts;
  if (!booking.cancelledBySite) return <p>{otherwise}</p>;
  const { closedBecause } = booking;
  return (
    <p>
      {words.bySite} {closedBecause ? words.because[closedBecause] : null} {words.another}
    </p>
  );
}

export const appointmentPage = { loader, Component };
