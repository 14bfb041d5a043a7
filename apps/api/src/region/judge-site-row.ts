import { busLine, nearestStation } from '@fairslot/contract';
import {
  PARKING_COSTS,
  parsePostcode,
  plainSigns,
  readLanguage,
  readWhat3words,
  type SiteFacilities,
} from '@fairslot/domain';
import type { CsvRow } from '../platform/csv/read-csv';
import { type Judged, rowReader } from './read-row';
import { type NewSite, SHORT_NAME } from './region.store';
import { slugOf } from './slug-of';

type Reader = ReturnType<typeof rowReader>;

const MOST_BUSES = 6;
const MOST_LANGUAGES = 20;

const YES_OR_NO = {
  automatic_doors: 'automaticDoors',
  lift: 'lift',
  accessible_toilet: 'accessibleToilet',
  hearing_loop: 'hearingLoop',
  blue_badge_bays: 'blueBadgeBays',
  quiet_room: 'quietRoom',
  prayer_room: 'prayerRoom',
  nursing_space: 'nursingSpace',
} as const satisfies Record<string, keyof SiteFacilities>;

export function judgeSite(
  row: CsvRow,
  organisations: ReadonlySet<string>,
  known: ReadonlySet<string>,
  seen: Set<string>,
): Judged<NewSite> {
  const reader = rowReader(row);
  const { faults, fault, optional, text, number } = reader;
  const { values } = row;
  const [name, organisation, placeName] = [text('name', 120), text('organisation', 20), text('place', 80)];
  const slug = slugOf(values['id'] || name);
  if (name !== '' && slug === '') fault('name', 'invalid');
  if (organisation !== '' && !organisations.has(organisation)) fault('organisation', 'unknown_organisation');
  if (known.has(slug)) fault('name', 'row_known');
  if (seen.has(slug)) fault('name', 'row_twice');
  seen.add(slug);
  const typed = text('postcode', 12);
  const uk = parsePostcode(typed);
  const w3w = optional('what3words', 100);
  if (w3w !== '' && !readWhat3words(w3w)) fault('what3words', 'what3words_wrong');
  const site: NewSite = {
    slug,
    name,
    kind: values['kind'] || 'pharmacy',
    organisation,
    placeSlug: slugOf(placeName),
    placeName,
    address: text('address', 300),
    postcode: uk?.postcode ?? typed,
    outcode: uk?.outcode ?? typed.toUpperCase(),
    latitude: number('latitude', 90),
    longitude: number('longitude', 180),
    directions: optional('directions', 500),
    smsName: readSmsName(reader, values) || name.slice(0, SHORT_NAME),
    what3words: readWhat3words(w3w) ?? '',
    facilities: readFacilities(reader),
    buses: readBuses(reader),
    station: readStation(reader, values),
    languages: readLanguages(reader),
  };
  return { line: row.line, name, faults, row: site };
}

function readSmsName({ fault, text }: Reader, values: CsvRow['values']): string {
  if (!values['sms_name']) return '';
  const name = text('sms_name', 100);
  if (name.length > SHORT_NAME) fault('sms_name', 'sms_name_long');
  if (plainSigns(name) !== name) fault('sms_name', 'sign_fine');
  return name;
}

/** `steps` says more than `step_free`, and wins where a file has both. */
function readFacilities({ choice }: Reader): SiteFacilities {
  const stepFree = choice('step_free') === 'yes';
  const steps = choice('steps', ['none', 'ramp', 'some']);
  const parking = choice('parking', [...PARKING_COSTS, 'none']);
  const hasParking = parking !== undefined && parking !== 'none';
  const others = Object.entries(YES_OR_NO).map(([column, name]) => [name, choice(column) === 'yes'] as const);
  return {
    ...(Object.fromEntries(others) as Record<(typeof YES_OR_NO)[keyof typeof YES_OR_NO], boolean>),
    stepFree: steps ? steps === 'none' || steps === 'ramp' : stepFree,
    ramp: steps === 'ramp',
    parking: hasParking,
    parkingCost: parking === 'free' || parking === 'paid' ? parking : null,
  };
}

/** `82A: Eastern Avenue; 10A: Speke Road` */
function readBuses({ fault, list }: Reader): NewSite['buses'] {
  const read = list('buses').map((one) => {
    const [route, ...stop] = one.split(':');
    return busLine.safeParse({ route, stop: stop.join(':') });
  });
  if (read.length > MOST_BUSES || read.some(({ success }) => !success)) fault('buses', 'bus_wrong');
  return read.flatMap(({ data }) => data ?? []);
}

function readStation({ fault, optional }: Reader, values: CsvRow['values']): NewSite['station'] {
  const name = optional('station', 80);
  if (name === '') return null;
  const read = nearestStation.safeParse({ name, minutes: Number(values['station_minutes'] || Number.NaN) });
  if (!read.success) fault('station_minutes', 'number_wrong');
  return read.data ?? null;
}

function readLanguages({ fault, list }: Reader): string[] {
  const read = list('languages').map(readLanguage);
  if (read.length > MOST_LANGUAGES || read.includes(undefined)) fault('languages', 'unknown_value');
  return [...new Set(read.flatMap((one) => one?.code ?? []))];
}
