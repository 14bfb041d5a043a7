import { BSL, SPOKEN_LANGUAGES } from './spoken-languages';

/** What a site has or has not, by the names of the API. */
export const SITE_FACILITIES = [
  'stepFree',
  /** The way in without steps is a ramp. */
  'ramp',
  'automaticDoors',
  'lift',
  'accessibleToilet',
  'hearingLoop',
  'blueBadgeBays',
  'parking',
  'quietRoom',
  'prayerRoom',
  'nursingSpace',
] as const;
export type SiteFacility = (typeof SITE_FACILITIES)[number];

/** What parking costs, where somebody said so. */
export const PARKING_COSTS = ['free', 'paid'] as const;
export type ParkingCost = (typeof PARKING_COSTS)[number];

export type SiteFacilities = Record<SiteFacility, boolean> & { parkingCost: ParkingCost | null };

interface Offering {
  facilities: Partial<SiteFacilities>;
  /** Codes of what staff speak or sign. */
  languages: readonly string[];
}

const SPEAKS = 'speaks-';
const facilityFor: Partial<Record<string, SiteFacility>> = {
  step_free: 'stepFree',
  hearing_loop: 'hearingLoop',
  quiet: 'quietRoom',
};

/** What somebody needs that a site may have, by the names under which sites are ranked; other help says nothing of a site. */
export function siteNeedsOf(help: readonly string[] = []): string[] {
  const spoken = help.includes('interpreter') ? interpretedIn(help) : undefined;
  return [
    ...help.flatMap((need) => facilityFor[need] ?? []),
    ...(spoken ? [SPEAKS + spoken] : []),
    ...(help.includes('bsl') ? [SPEAKS + BSL.code] : []),
  ];
}

/** Help names the language of an interpreter in words: "Polish interpreter, by phone". */
const interpretedIn = (help: readonly string[]): string | undefined =>
  SPOKEN_LANGUAGES.find(({ english }) => help.some((one) => one.startsWith(`${english} interpreter`)))?.code;

/** Has the site what is needed? As far as its staff have said. */
export const offersNeed = ({ facilities, languages }: Offering, need: string): boolean =>
  need.startsWith(SPEAKS) ? languages.includes(need.slice(SPEAKS.length)) : facilities[need as SiteFacility] === true;

/** Every need that a site meets. */
export const offeredBy = ({ facilities, languages }: Offering): string[] => [
  ...SITE_FACILITIES.filter((name) => facilities[name] === true),
  ...languages.map((code) => SPEAKS + code),
];

/** Of what somebody needs, the languages that staff of the site speak or sign, as codes. */
export const spokenForNeeds = (site: Offering, needs: readonly string[]): string[] =>
  needs.filter((need) => need.startsWith(SPEAKS) && offersNeed(site, need)).map((need) => need.slice(SPEAKS.length));
