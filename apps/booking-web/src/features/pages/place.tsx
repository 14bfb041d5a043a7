import { isProblem } from '@fairslot/client';
import { getSite } from '@fairslot/contract';
import { useLoaderData } from 'react-router';
import { readDraft } from '../../ui/journey';
import { notFound } from '../../ui/not-found';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { WeekHours } from '../../ui/week-hours';
import type { PageArgs } from '../../ui/visit';

const facilityNames = ['stepFree', 'parking', 'hearingLoop', 'quietRoom', 'accessibleToilet'] as const;

/** What somebody wants to know of a place before they set out. */
async function loader({ context: visit, params }: PageArgs) {
  const [site, { draft }, services] = await Promise.all([
    visit.call(getSite, { params: { siteId: params['site'] ?? '' } }).catch((error: unknown) => {
      throw isProblem(error, 'not_found', 'invalid') ? notFound() : error;
    }),
    readDraft(visit),
    visit.services(),
  ]);
  const walkInFor = services.filter(({ id }) => site.walkIn.services.includes(id)).map(({ name }) => name);
  return { site, walkInFor, isBooking: Boolean(draft.where && draft.serviceId && !draft.booked) };
}

function Component() {
  const { texts, site: facts } = useSite();
  const { site, walkInFor, isBooking } = useLoaderData<typeof loader>();
  const words = texts.place;
  const names = texts.times.facilities;
  const has = facilityNames.filter((name) => site.facilities[name]);
  const hasNot = facilityNames.filter((name) => !site.facilities[name]);
  const title = words.title(site.name);
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <h2 className="nhsuk-heading-m">{words.address}</h2>
      <p>
        {site.name}
        <br />
        {site.address}
        <br />
        <bdi>{site.postcode}</bdi>
      </p>
      {site.standsAt ? <p>{words.standsAt(site.standsAt)}</p> : null}
      <p>
        <a href={mapOf(site)} rel="noreferrer">
          {words.map}
        </a>{' '}
        <span className="fs-place__quiet">{words.mapHint}</span>
      </p>
      {site.directions ? (
        <>
          <h2 className="nhsuk-heading-m">{words.gettingThere}</h2>
          <p dir="auto">{site.directions}</p>
        </>
      ) : null}
      {site.travel.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">{words.travel}</h2>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {site.travel.map((line) => (
              <li key={line}>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {site.hours.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">{words.hours}</h2>
          <WeekHours hours={site.hours} />
        </>
      ) : null}
      {site.walkIn.hours.length > 0 && walkInFor.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">{words.walkIn}</h2>
          <p>{words.walkInFor(walkInFor.join(', '))}</p>
          <WeekHours hours={site.walkIn.hours} />
        </>
      ) : null}
      <h2 className="nhsuk-heading-m">{words.facilities}</h2>
      {has.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {has.map((name) => (
            <li key={name}>{names[name]}</li>
          ))}
        </ul>
      ) : (
        <p>{words.noFacilities}</p>
      )}
      {has.length > 0 && hasNot.length > 0 ? (
        <p>{words.notThere(hasNot.map((name) => names[name]).join(` ${texts.frame.or} `))}</p>
      ) : null}
      <p>{words.call(facts.helpPhone)}</p>
      {isBooking ? (
        <p>
          <a href={`/book/times/${encodeURIComponent(site.id)}`}>{words.see}</a>
        </p>
      ) : null}
    </Page>
  );
}

/** A map on another website, opened only when it is pressed; nothing is asked of it before. */
const mapOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;

export const placePage = { loader, Component };
