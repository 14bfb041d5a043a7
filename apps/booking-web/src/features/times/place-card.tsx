import type { PublicSite } from '@fairslot/contract';
import { siteNeedsOf, spokenForNeeds } from '@fairslot/domain';
import { placeLine, spokenSentences } from '@fairslot/texts';
import { distanceWords } from '../../ui/distance-words';
import { placePath } from '../../ui/place-path';
import { Address } from '../../ui/address';
import { useSite } from '../../ui/site-context';
import { useSpecialWords } from '../../ui/special';
import { TimeButtons } from '../../ui/time-buttons';
import type { FoundPlace, WalkIn } from './find-places';

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

/** Needs of which we say it where a place does not meet them. Who speaks no language of staff can have an interpreter anywhere. */
const SAID_MISSING = ['stepFree', 'hearingLoop', 'quietRoom'] as const;

/** One place with its next times as buttons. Facilities are a sentence: tags that look like buttons get pressed. */
export function PlaceCard({ place, walkIn, namesServices = false, help, from, query, base = '/book' }: PlaceCardProps) {
  const { texts, when, site: facts, language } = useSite();
  const { site, distanceMetres, nextTimes } = place;
  const words = texts.times;
  const special = useSpecialWords()(nextTimes[0]?.options);
  const needs = siteNeedsOf(help);
  const missing = SAID_MISSING.filter((name) => needs.includes(name) && !site.facilities[name]);
  const spoken = spokenSentences(spokenForNeeds(site, needs), texts.place, language);
  const listed = (from ? query : withFrom(query, nextTimes[0] && when.dateOf(nextTimes[0].start))) || '';
  return (
    <li className="fs-place">
      <h2>{site.name}</h2>
      <p>
        {words.away(distanceWords(distanceMetres, texts.distance))} <Address of={site} />
      </p>
      {nextTimes[0] ? <p>{words.next([when.soon(nextTimes[0].start), ...special].join(', '))}</p> : null}
      <TimeButtons
        times={nextTimes.map((time) => ({ ...time, siteId: site.id }))}
        words={when.short}
        more={() => `, ${site.name}`}
      />
      {walkIn ? <WalkInLine walkIn={walkIn} namesServices={namesServices} /> : null}
      <FacilityLine site={site} />
      {spoken.length > 0 ? <p>{spoken.join(' ')}</p> : null}
      {missing.length > 0 ? (
        <p>
          {words.cannotOffer(
            missing.map((name) => texts.place.names[name]).join(` ${texts.frame.or} `),
            facts.helpPhone,
          )}
        </p>
      ) : null}
      <p className="fs-place__links">
        <a href={`${base}/times/${encodeURIComponent(site.id)}${listed}`}>{words.allTimes(site.name)}</a>
        <MapLink site={site} date={nextTimes[0] && when.dateOf(nextTimes[0].start)} />
      </p>
    </li>
  );
}

/** What somebody wants to know of a place before they set out. */
export function MapLink({ site, date }: { site: PublicSite; date?: string | undefined }) {
  const { texts } = useSite();
  return (
    <a href={placePath(site, date)}>
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
        {words.away(distanceWords(distanceMetres, texts.distance))} <Address of={site} />
      </p>
      <WalkInLine walkIn={walkIn} namesServices={namesServices} />
      <FacilityLine site={site} />
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

/** What is asked for most, and the way there, in one quiet line. */
export function FacilityLine({ site }: { site: PublicSite }) {
  const { texts } = useSite();
  const { has, travel } = placeLine(site, texts.place);
  if (!has && !travel) return null;
  return (
    <p className="fs-place__quiet">
      {has} <bdi>{travel}</bdi>
    </p>
  );
}
