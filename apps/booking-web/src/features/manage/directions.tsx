import { getSite } from '@fairslot/contract';
import { useLoaderData } from 'react-router';
import { readDraft } from '../../ui/journey';
import { Page } from '../../ui/page';
import { placePath } from '../../ui/place-path';
import { useSite } from '../../ui/site-context';
import { StraightLine } from '../../ui/straight-line';
import type { PageArgs } from '../../ui/visit';
import { VisitCard } from '../../ui/visit-card';
import { WayThere } from '../../ui/way-there';
import { openAppointment } from './session';

async function loader({ context: visit }: PageArgs) {
  const [{ booking }, { draft }] = await Promise.all([openAppointment(visit), readDraft(visit)]);
  const { start, site, options } = booking;
  const { photos } = await visit.call(getSite, {
    params: { siteId: site.id },
    query: { on: visit.when.dateOf(start) },
  });
  return { start, site, options, photos, from: draft.where };
}

/** The way to an appointment, with pictures: all that somebody needs who has set out. */
function Component() {
  const { texts, when, site: facts } = useSite();
  const { start, site, options, photos, from } = useLoaderData<typeof loader>();
  const { directions, print, late } = texts.appointment;
  return (
    <Page title={directions} back="/appointment">
      <h1>{directions}</h1>
      <VisitCard start={start} options={options} site={site} />
      <StraightLine site={site} from={from} />
      <WayThere site={site} photos={photos} />
      <p>{texts.place.call(facts.helpPhone)}</p>
      <p>{late(facts.helpPhone)}</p>
      <ul className="nhsuk-list">
        <li>
          <a href="/appointment/print">{print}</a>
        </li>
        <li>
          <a href={placePath(site, when.dateOf(start))}>{texts.place.title(site.name)}</a>
        </li>
      </ul>
    </Page>
  );
}

export const directionsPage = { loader, Component };
