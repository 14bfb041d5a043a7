import { isProblem } from '@fairslot/client';
import { getHelpedBooking, type HelpedBooking } from '@fairslot/contract';
import { data, useLoaderData } from 'react-router';
import { Page } from '../../ui/page';
import { placePath } from '../../ui/place-path';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { VisitCard } from '../../ui/visit-card';
import { WayThere } from '../../ui/way-there';

const HELPER_SECONDS = 60 * 60;

/** The link of somebody who helps: its token leaves the address at once, as that of any link. */
function openLink({ context: visit, params }: PageArgs) {
  const { token } = params;
  if (token && /^[\w-]{8,100}$/.test(token)) visit.cookies.set('helper', token, HELPER_SECONDS);
  return seeOther('/h');
}

export const helperDoor = { loader: openLink };

async function loader({ context: visit }: PageArgs) {
  const token = visit.cookies.get('helper');
  const ended = () => data({ booking: null as HelpedBooking | null }, 404);
  if (!token) return ended();
  return visit
    .call(getHelpedBooking, { params: { token } })
    .then((booking) => data({ booking: booking as HelpedBooking | null }))
    .catch((error: unknown) => {
      if (!isProblem(error, 'look_up_failed', 'invalid')) throw error;
      return ended();
    });
}

/** When and where, for somebody who helps. There is nothing to press. */
function Component() {
  const { texts, when, site: facts } = useSite();
  const { booking } = useLoaderData() as { booking: HelpedBooking | null };
  const words = texts.helped;
  if (!booking)
    return (
      <Page title={words.endedTitle}>
        <h1>{words.endedTitle}</h1>
        <p>{words.endedText}</p>
      </Page>
    );
  const { site, start, status } = booking;
  return (
    <Page title={words.title}>
      <h1>{words.title}</h1>
      {status === 'cancelled' ? <p className="nhsuk-body-l">{words.cancelled}</p> : null}
      <VisitCard start={start} site={site} />
      {status === 'booked' ? (
        <>
          <WayThere site={site} />
          <p>
            <a href={placePath(site, when.dateOf(start))}>{texts.place.title(site.name)}</a>
          </p>
          <p>{texts.appointment.late(facts.helpPhone)}</p>
        </>
      ) : null}
      <p>{words.only}</p>
    </Page>
  );
}

export const helpedPage = { loader, Component };
