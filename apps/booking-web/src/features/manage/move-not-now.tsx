import { useLoaderData } from 'react-router';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import type { PageArgs } from '../../ui/visit';
import { openAppointment } from './session';

/** The service closed or was paused: no new time can be had, and the one that is booked stays. */
async function loader({ context: visit }: PageArgs) {
  const { booking } = await openAppointment(visit);
  return { booking };
}

function Component() {
  const { texts, when } = useSite();
  const { booking } = useLoaderData<typeof loader>();
  const words = texts.notNow;
  return (
    <Page title={words.title} back="/appointment">
      <h1>{words.title}</h1>
      <p className="nhsuk-body-l">{words.moveText(booking.service.shortName, when.full(booking.start))}</p>
      <ul className="nhsuk-list">
        <li>
          <a href="/appointment">{texts.moveTimes.keepMine}</a>
        </li>
        <li>
          <a href="/book/what">{words.bookElse}</a>
        </li>
        <li>
          <a href="/">{words.home}</a>
        </li>
      </ul>
    </Page>
  );
}

export const moveNotNowPage = { loader, Component };
