import { BSL, groupDays, STAFF_LANGUAGES, type DayHours, type SiteFacilities } from '@fairslot/domain';
import type { place } from './en/place';
import type { WeekWords } from './week-words';

type Words = typeof place;

/** What a site has told of itself. */
export interface DescribedPlace {
  directions: string;
  what3words: string;
  facilities: SiteFacilities;
  buses: readonly { route: string; stop: string }[];
  station: { name: string; minutes: number } | null;
  travel: readonly string[];
  languages: readonly string[];
  hours: readonly DayHours[];
  walkIn: { hours: readonly DayHours[] };
}

interface DescribedWay extends Omit<DescribedPlace, 'languages' | 'hours' | 'walkIn'> {
  /** Where a mobile unit stands on the date of an appointment. */
  standsAt?: string | undefined;
}

/** A heading with sentences, a list, or both. A line of two is a name and what is said of it. */
export interface PlaceSection {
  heading: string;
  text?: readonly string[];
  lines?: readonly (string | readonly [name: string, said: string])[];
}

export interface PlaceDescription {
  /** How to get there. */
  way: PlaceSection[];
  /** When, and what is there. */
  rest: PlaceSection[];
}

interface Saying {
  words: Words;
  week: WeekWords;
  /** Of the page, as `lang` says it. */
  language: string;
  /** Services that nobody needs a booking for, by name. */
  walkInFor: readonly string[];
}

/** Asked for most, in the order in which they are said. */
const NAMED = ['stepFree', 'parking', 'hearingLoop', 'quietRoom', 'accessibleToilet'] as const;
const WAY_IN = ['stepFree', 'ramp', 'automaticDoors', 'lift'] as const;
const SAID = [...WAY_IN, 'accessibleToilet', 'hearingLoop', 'quietRoom', 'prayerRoom', 'nursingSpace'] as const;

/** Everything residents are told of a place before they set out, as they read it; parts that nobody said are left out. */
export function describePlace(place: DescribedPlace, saying: Saying): PlaceDescription {
  const { words, walkInFor } = saying;
  const { hours, walkIn } = place;
  const walkInText = walkInFor.length > 0 ? { text: [words.walkInFor(walkInFor.join(', '))] } : {};
  const rest: PlaceSection[] = [
    { heading: words.hours, lines: hoursLines(hours, saying.week) },
    ...(walkInFor.length > 0 && walkIn.hours.length > 0
      ? [{ heading: words.walkIn, ...walkInText, lines: hoursLines(walkIn.hours, saying.week) }]
      : []),
    facilitiesOf(place.facilities, words),
    { heading: words.languages, text: spokenSentences(place.languages, words, saying.language) },
  ];
  return { way: gettingThere(place, words).filter(says), rest: rest.filter(says) };
}

/** What somebody needs who is on the way to an appointment: how to get there, and how to get in. */
export function describeWay(place: DescribedWay, words: Words): PlaceSection[] {
  return [...gettingThere(place, words), gettingIn(place, words)].filter(says);
}

/** The same without headings, for calendars. */
export const waySentences = (place: DescribedWay, words: Words): string[] =>
  describeWay(place, words).flatMap(sentencesOf);

/** What a section says under its heading, sentence by sentence. */
export const sentencesOf = ({ lines = [], text = [] }: PlaceSection): string[] => [...lines.map(String), ...text];

const says = ({ text = [], lines = [] }: PlaceSection): boolean => text.length + lines.length > 0;

function gettingThere(place: DescribedWay, words: Words): PlaceSection[] {
  const { standsAt, directions, what3words } = place;
  const text = [
    standsAt && words.standsAt(standsAt),
    directions,
    what3words && words.what3words(`///${what3words}`),
  ].filter((sentence): sentence is string => Boolean(sentence));
  return [
    { heading: words.gettingThere, text },
    { heading: words.travel, lines: travelLines(place, words) },
  ];
}

/** What is said of the door and of what is behind it; where it is nothing at all, that. */
function gettingIn({ facilities }: DescribedWay, words: Words): PlaceSection {
  const lines = WAY_IN.filter((name) => facilities[name]).map((name) => words.has[name]);
  const isLevel = facilities.stepFree || facilities.ramp;
  const text = saysNothing(facilities) ? [words.noFacilities] : isLevel ? [] : [words.notThere(words.names.stepFree)];
  return { heading: words.gettingIn, lines, text };
}

function travelLines({ buses, station, travel, facilities }: DescribedWay, words: Words): string[] {
  const { parking, parkingCost, blueBadgeBays } = facilities;
  return [
    ...buses.map(({ route, stop }) => words.bus(route, stop)),
    ...(station ? [words.station(station.name, station.minutes)] : []),
    ...(parking ? [words.parking[parkingCost ?? 'unsaid']] : []),
    ...(blueBadgeBays ? [words.blueBadgeBays] : []),
    ...travel,
  ];
}

/** Days with the same hours in one line: "Monday to Friday", "9:00am to 5:00pm". */
function hoursLines(hours: readonly DayHours[], { weekday, clock, range }: WeekWords): [string, string][] {
  return groupDays(hours).map(({ days, spans }) => {
    const [first = 1, last = first] = [days[0], days.at(-1)];
    const named = first === last ? weekday(first) : range(weekday(first), weekday(last));
    return [named, spans.map(({ from, until }) => range(clock(from), clock(until))).join(', ')];
  });
}

const saysNothing = (facilities: SiteFacilities): boolean =>
  !facilities.parking && SAID.every((name) => !facilities[name]);

function facilitiesOf(facilities: SiteFacilities, words: Words): PlaceSection {
  const lines = SAID.filter((name) => facilities[name]).map((name) => words.has[name]);
  const missing = NAMED.filter((name) => !facilities[name]).map((name) => words.names[name]);
  if (saysNothing(facilities)) return { heading: words.facilities, text: [words.noFacilities] };
  const text = missing.length > 0 ? { text: [words.notThere(missing.join(` ${words.or} `))] } : {};
  return { heading: words.facilities, lines, ...text };
}

/** What staff speak and sign besides, in the words of the page: "Staff here also speak Arabic and Polish." */
export function spokenSentences(codes: readonly string[], words: Words, language: string): string[] {
  const spoken = codes.filter((code) => code !== BSL.code);
  const names = new Intl.DisplayNames([language, 'en'], { type: 'language', fallback: 'none' });
  const english = (code: string) => STAFF_LANGUAGES.find((one) => one.code === code)?.english ?? code;
  const list = new Intl.ListFormat(language).format(spoken.map((code) => names.of(code) ?? english(code)));
  return [...(spoken.length > 0 ? [words.speak(list)] : []), ...(spoken.length < codes.length ? [words.sign] : [])];
}

/** The most asked for in a few words, for a list of places. Empty where nobody said any of it. */
export function placeLine(
  { facilities, buses, travel }: Pick<DescribedPlace, 'facilities' | 'buses' | 'travel'>,
  words: Words,
) {
  const nameOf = (name: (typeof NAMED)[number]): string =>
    name === 'parking' && facilities.parkingCost === 'free' ? words.freeParking : words.names[name];
  const has = NAMED.filter((name) => facilities[name]).map(nameOf);
  const [bus] = buses;
  return {
    has: has.length > 0 ? words.line(has.join(', ')) : '',
    travel: bus ? words.bus(bus.route, bus.stop) : (travel[0] ?? ''),
  };
}
