import type { Client } from 'pg';
import type { SiteFacilities } from '@fairslot/domain';
import organisations from './data/organisations.json';
import outcodes from './data/outcodes.json';
import places from './data/places.json';
import sites from './data/sites.json';
import { goingThere } from './going-there';
import { randomOf } from './random';

export interface SeededSite {
  id: number;
  slug: string;
  kind: string;
  postcode: string;
}

const WAYS_IN: Record<string, string> = {
  hospital: 'Go in by the main entrance and follow the signs to the clinic.',
  community_clinic: 'Report to the desk inside the front door.',
  gp_hub: 'The clinic has its own door; follow the signs from the car park.',
  pharmacy: 'Tell the counter that you have an appointment.',
  stadium: 'Follow the signs from the car park to the clinic entrance.',
  pop_up: 'Look for the banner at the gate.',
  bus: 'The bus stands in front of the building. There is a step; ask for the ramp.',
};

const directionsOf = (kind: string): string => `Demonstration only. ${WAYS_IN[kind] ?? ''}`.trim();

/** Plausible, and made up: nobody checked these at the door. */
function facilitiesOf(slug: string, kind: string): Partial<SiteFacilities> {
  const random = randomOf(`facilities ${slug}`);
  const isLarge = kind === 'hospital' || kind === 'stadium';
  const has = {
    stepFree: kind !== 'bus',
    parking: isLarge || random.chance(0.5),
    hearingLoop: isLarge || random.chance(0.4),
    quietRoom: random.chance(isLarge ? 0.7 : 0.3),
    accessibleToilet: kind !== 'bus' && (isLarge || random.chance(0.7)),
    ramp: kind !== 'bus' && random.chance(0.2),
    automaticDoors: isLarge || (kind === 'pharmacy' && random.chance(0.4)),
    lift: kind === 'hospital',
    blueBadgeBays: isLarge || (kind === 'gp_hub' && random.chance(0.5)),
    prayerRoom: kind === 'hospital',
    nursingSpace: kind === 'hospital' || kind === 'community_clinic',
  };
  const cost = kind === 'hospital' ? 'paid' : random.chance(0.7) ? 'free' : null;
  return { ...has, parkingCost: has.parking ? cost : null };
}

/** Places, outcodes, organisations and sites; what is there already stays as it is. */
export async function seedSites(client: Client): Promise<SeededSite[]> {
  await client.query(
    `INSERT INTO place (slug, name) SELECT slug, name FROM jsonb_to_recordset($1) AS p(slug text, name text)
     ON CONFLICT (slug) DO NOTHING`,
    [JSON.stringify(places.items)],
  );
  await client.query(
    `INSERT INTO outcode (outcode, latitude, longitude, town, place_id)
     SELECT o.outcode, o.latitude, o.longitude, o.town, place.id
     FROM jsonb_to_recordset($1) AS o(outcode text, latitude float8, longitude float8, town text, place text)
     LEFT JOIN place ON place.slug = o.place ON CONFLICT (outcode) DO NOTHING`,
    [JSON.stringify(outcodes.items)],
  );
  await client.query(
    `INSERT INTO organisation (ods_code, name, kind)
     SELECT "odsCode", name, kind FROM jsonb_to_recordset($1) AS o("odsCode" text, name text, kind text)
     ON CONFLICT (ods_code) DO NOTHING`,
    [JSON.stringify(organisations.items)],
  );
  const wanted = sites.items.map((site) => ({
    ...site,
    directions: directionsOf(site.kind),
    facilities: facilitiesOf(site.slug, site.kind),
    ...goingThere(site),
  }));
  await client.query(
    `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude, directions, facilities,
       hours, buses, station, travel, languages, walk_in_hours, walk_in_services)
     SELECT s.slug, s.name, s."shortName", s.kind, s.address, s.postcode, place.id, organisation.id, s.latitude, s.longitude, s.directions, s.facilities,
       s.hours, s.buses, NULLIF(s.station, 'null'), s.travel, s.languages, s."walkInHours", s."walkInServices"
     FROM jsonb_to_recordset($1) AS s(slug text, name text, "shortName" text, kind text, address text, postcode text, latitude float8,
       longitude float8, place text, organisation text, directions text, facilities jsonb, hours jsonb, buses jsonb, station jsonb,
       travel text[], languages text[], "walkInHours" jsonb,
       "walkInServices" text[])
     JOIN place ON place.slug = s.place JOIN organisation ON organisation.ods_code = s.organisation
     ON CONFLICT (slug) DO NOTHING`,
    [JSON.stringify(wanted)],
  );
  const { rows } = await client.query<SeededSite>(
    'SELECT id, slug, kind, postcode FROM site WHERE slug = ANY ($1) ORDER BY id',
    [sites.items.map(({ slug }) => slug)],
  );
  return rows;
}
