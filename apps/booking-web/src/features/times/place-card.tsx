import type { PublicSite } from '@fairslot/contract';
import { distanceWords } from '../../ui/distance-words';
import { useSite } from '../../ui/site-context';
import { TimeButtons } from '../../ui/time-buttons';
import type { FoundPlace, WalkIn } from './find-places';

const facilityNames = ['stepFree', 'parking', 'hearingLoop', 'quietRoom', 'accessibleToilet'] as const;

interface PlaceCardProps {
  place: FoundPlace;
  walkIn: WalkIn | undefined;
  /** Walk-in clinics are not for all that is being booked here. */
  namesServices?: boolean;
  /** Help that was asked for. */
  help: readonly string[];
  from: string | undefined;
  query: string;
  /** Where the pages of these times are. */
  base?: '/book' | '/assist';
}

/** Needs of which we know whether a place meets them. */
const neededAs: Partial<Record<string, (typeof facilityNames)[number]>> = {
  step_free: 'stepFree',
  hearing_loop: 'hearingLoop',
  quiet: 'quietRoom',
};

/** One place with its next times as buttons. Facilities are a sentence: tags that look like buttons get pressed. */
export function PlaceCard({ place, walkIn, namesServices = false, help, from, query, base = '/book' }: PlaceCardProps) {
  const { texts, when, site: facts } = useSite();
  const { site, distanceMetres, nextTimes } = place;
  const words = texts.times;
  const missing = help.flatMap((need) => neededAs[need] ?? []).filter((name) => !site.facilities[name]);
  const listed = (from ? query : withFrom(query, nextTimes[0] && when.dateOf(nextTimes[0].start))) || '';
  return (
    <li className="fs-place">
      <h2>{site.name}</h2>
      <p>
        {words.away(distanceWords(distanceMetres, texts.distance))}{' '}
        <bdi>
          {site.address}, {site.postcode}
        </bdi>
      </p>
      {nextTimes[0] ? <p>{words.next(when.soon(nextTimes[0].start))}</p> : null}
      <TimeButtons
        times={nextTimes.map((time) => ({ ...time, siteId: site.id }))}
        words={when.short}
        more={() => `, ${site.name}`}
      />
      {walkIn ? <WalkInLine walkIn={walkIn} namesServices={namesServices} /> : null}
      <FacilityLine facilities={site.facilities} travel={site.travel[0]} />
      {missing.length > 0 ? (
        <p>
          {words.cannotOffer(
            missing.map((name) => words.facilities[name]).join(` ${texts.frame.or} `),
            facts.helpPhone,
          )}
        </p>
      ) : null}
      <p className="fs-place__links">
        <a href={`${base}/times/${encodeURIComponent(site.id)}${listed}`}>{words.allTimes(site.name)}</a>
        <MapLink site={site} />
      </p>
    </li>
  );
}

/** What somebody wants to know of a place before they set out. */
export function MapLink({ site }: { site: Pick<PublicSite, 'id' | 'name'> }) {
  const { texts } = useSite();
  return (
    <a href={`/place/${encodeURIComponent(site.id)}`}>
      {texts.times.map}
      <span className="nhsuk-u-visually-hidden"> {site.name}</span>
    </a>
  );
}

/** A place where nobody needs a booking, between those that can be booked. */
export function WalkInCard({ walkIn, namesServices }: WalkInLineProps) {
  const { texts } = useSite();
  const { site, distanceMetres } = walkIn;
  const words = texts.times;
  return (
    <li className="fs-place">
      <h2>{site.name}</h2>
      <p>
        {words.away(distanceWords(distanceMetres, texts.distance))}{' '}
        <bdi>
          {site.address}, {site.postcode}
        </bdi>
      </p>
      <WalkInLine walkIn={walkIn} namesServices={namesServices} />
      <FacilityLine facilities={site.facilities} />
      <p className="fs-place__links">
        <MapLink site={site} />
      </p>
    </li>
  );
}

interface WalkInLineProps {
  walkIn: WalkIn;
  namesServices: boolean;
}

export function WalkInLine({ walkIn, namesServices }: WalkInLineProps) {
  const { texts, when } = useSite();
  const { when: state, date, from, until, services } = walkIn;
  const words = texts.times.walkIn;
  const hours = texts.when.range(when.time(from), when.time(until));
  const said = {
    now: words.now(when.time(until)),
    today: words.today(hours),
    later: words.later(when.dayName(date), hours),
  }[state];
  return (
    <>
      <p>
        <strong>{said}</strong> {words.wait}
      </p>
      {namesServices ? (
        <p>
          {texts.walkIns.forWhat} <bdi>{services.map(({ name }) => name).join(', ')}</bdi>.
        </p>
      ) : null}
    </>
  );
}

/** The list of one place begins with the day of its first free time. */
function withFrom(query: string, date: string | undefined): string {
  if (!date) return query;
  const next = new URLSearchParams(query);
  next.set('from', date);
  return `?${next}`;
}

interface FacilityLineProps {
  facilities: PublicSite['facilities'];
  /** A bus, train or car park. */
  travel?: string | undefined;
}

export function FacilityLine({ facilities, travel }: FacilityLineProps) {
  const { texts } = useSite();
  const has = facilityNames.filter((name) => facilities[name]).map((name) => texts.times.facilities[name]);
  if (has.length === 0 && !travel) return null;
  return (
    <p className="fs-place__quiet">
      {has.length > 0 ? texts.times.facilityLine(has.join(', ')) : null} <bdi>{travel}</bdi>
    </p>
  );
}
