import { addressOf } from '@fairslot/client';
import { getSitePhoto, type SiteDetails } from '@fairslot/contract';
import { describePlace, placeLine, placeWords, weekWords, whenWords } from '@fairslot/texts';
import { PlaceFacts } from '@fairslot/ui';
import { deployment } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { readWay } from './the-way';

const words = texts.site;

interface ResidentCardProps {
  site: SiteDetails;
  /** Services that nobody needs a booking for, by name. */
  walkInFor: readonly string[];
}

/** What residents read of a site in the list of times, and on its own page, in the words of those pages. */
export function ResidentCard({ site, walkInFor }: ResidentCardProps) {
  const { language } = deployment;
  const told = {
    ...site,
    ...wholeWay(site),
    hours: wholeSpans(site.hours),
    walkIn: { hours: wholeSpans(site.walkIn.hours) },
  };
  const week = weekWords(whenWords, language);
  const { has, travel } = placeLine(told, placeWords);
  const { way, rest } = describePlace(told, { words: placeWords, week, language, walkInFor });
  const place = (
    <p>
      {site.address}, {site.postcode}
    </p>
  );
  return (
    <>
      {site.status === 'closed' && <p className="staff-flag">{words.hidden}</p>}
      <div className="staff-resident-card">
        <p className="staff-none">{words.inTheList}</p>
        {site.name && <h3>{site.name}</h3>}
        {place}
        {(has || travel) && (
          <p>
            {has} {travel}
          </p>
        )}
      </div>
      <div className="staff-resident-card">
        <p className="staff-none">{words.onItsPage}</p>
        <h3>{placeWords.title(site.name)}</h3>
        {place}
        <PlaceFacts
          level={4}
          way={way}
          photos={site.photos}
          photosHeading={placeWords.photos}
          addressOf={(photoId) => addressOf(getSitePhoto, { photoId })}
          rest={rest}
        />
      </div>
      <div className="staff-resident-card">
        <p className="staff-none">{words.inTexts}</p>
        <p>{words.textExample(site.smsName)}</p>
      </div>
    </>
  );
}

/** While half of it is typed there is no sentence to show. */
function wholeWay(site: SiteDetails): ReturnType<typeof readWay> {
  const { buses, station, ...rest } = readWay(site);
  const isWhole = station !== null && station.name !== '' && station.minutes > 0;
  return { ...rest, buses: buses.filter(({ route, stop }) => route && stop), station: isWhole ? station : null };
}

/** While one end is typed there is no span to show. */
const wholeSpans = (hours: SiteDetails['hours']): SiteDetails['hours'] =>
  hours.filter(({ from, until }) => from && until && from < until);
