import { Injectable } from '@nestjs/common';
import type { BodyOf, changeSite, PublicSite } from '@fairslot/contract';
import type { EligibilityProgramme, SiteFacilities } from '@fairslot/domain';
import type { Tx } from '../platform/database/database';

export interface NewOrganisation {
  code: string;
  name: string;
  kind: string;
  parent: string | null;
}
export interface NewSite {
  slug: string;
  name: string;
  kind: string;
  organisation: string;
  placeSlug: string;
  placeName: string;
  address: string;
  postcode: string;
  /** What people type to search nearby: the first part of a UK postcode, else all of it. */
  outcode: string;
  latitude: number;
  longitude: number;
  directions: string;
  /** As text messages call it. */
  smsName: string;
  what3words: string;
  facilities: SiteFacilities;
  buses: PublicSite['buses'];
  station: PublicSite['station'];
  languages: string[];
}
export interface ServiceValues {
  name: string;
  shortName: string;
  whoFor: string;
  whatChanged: string;
  preparation: string;
  minutes: number;
  opensOn: string | null;
  closesOn: string | null;
  paused: boolean;
}
export interface NewService extends ServiceValues {
  slug: string;
  kind: string;
  outcomeWord: string;
  drawsStock: boolean;
  questions: readonly object[];
  doses: readonly object[];
  rule: EligibilityProgramme;
}

type SiteChanges = BodyOf<typeof changeSite>;
const texts = ['name', 'address', 'postcode', 'latitude', 'longitude', 'directions', 'smsName', 'what3words'] as const;
const asJson = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Most that a text message has room for. */
export const SHORT_NAME = 22;

/** Organisations, Places, sites and services as rows. Row security lets only whoever manages the region add a site. */
@Injectable()
export class RegionStore {
  async asRegion(tx: Tx): Promise<void> {
    await tx.query(`SELECT set_config('app.region', 'on', true)`);
  }

  async organisationCodes(tx: Tx): Promise<string[]> {
    return (await tx.query<{ code: string }[]>('SELECT ods_code AS code FROM organisation')).map(({ code }) => code);
  }

  async addOrganisations(tx: Tx, rows: readonly NewOrganisation[]): Promise<void> {
    await tx.query(
      `INSERT INTO organisation (ods_code, name, kind) SELECT code, name, kind FROM jsonb_to_recordset($1) AS o (code text, name text, kind text)`,
      [JSON.stringify(rows)],
    );
    await tx.query(
      `UPDATE organisation SET parent_id = parent.id FROM jsonb_to_recordset($1) AS o (code text, parent text)
       JOIN organisation parent ON parent.ods_code = o.parent WHERE organisation.ods_code = o.code`,
      [JSON.stringify(rows)],
    );
  }

  async siteSlugs(tx: Tx): Promise<string[]> {
    return (await tx.query<{ slug: string }[]>('SELECT slug FROM site')).map(({ slug }) => slug);
  }

  async addSites(tx: Tx, rows: readonly NewSite[]): Promise<void> {
    const given = `jsonb_to_recordset($1) AS s (slug text, name text, kind text, organisation text, "placeSlug" text, "placeName" text,
      address text, postcode text, outcode text, latitude float8, longitude float8, directions text, facilities jsonb, "smsName" text,
      what3words text, buses jsonb, station jsonb, languages text[])`;
    const values = [JSON.stringify(rows)];
    await tx.query(
      `INSERT INTO place (slug, name) SELECT DISTINCT ON ("placeSlug") "placeSlug", "placeName" FROM ${given} ON CONFLICT (slug) DO NOTHING`,
      values,
    );
    await tx.query(
      `INSERT INTO outcode (outcode, latitude, longitude, town, place_id)
       SELECT DISTINCT ON (s.outcode) s.outcode, s.latitude, s.longitude, s."placeName", place.id FROM ${given}
       JOIN place ON place.slug = s."placeSlug" ON CONFLICT (outcode) DO NOTHING`,
      values,
    );
    await tx.query(
      `INSERT INTO site (slug, name, short_name, kind, address, postcode, place_id, organisation_id, latitude, longitude, directions, facilities,
         what3words, buses, station, languages)
       SELECT s.slug, s.name, s."smsName", s.kind, s.address, s.postcode, place.id, o.id, s.latitude, s.longitude, s.directions, s.facilities,
         s.what3words, s.buses, NULLIF(s.station, 'null'::jsonb), s.languages
       FROM ${given} JOIN place ON place.slug = s."placeSlug" JOIN organisation o ON o.ods_code = s.organisation`,
      values,
    );
  }

  /** Row security leaves sites outside the scope of the transaction as they are. A name for messages that was made of the name follows it. */
  async changeSite(tx: Tx, siteId: number, changes: SiteChanges): Promise<void> {
    await tx.query(
      `UPDATE site SET name = COALESCE($2, name), address = COALESCE($3, address), postcode = COALESCE($4, postcode),
         latitude = COALESCE($5, latitude), longitude = COALESCE($6, longitude), directions = COALESCE($7, directions),
         short_name = COALESCE($8, CASE WHEN short_name = left(name, ${SHORT_NAME}) THEN left($2, ${SHORT_NAME}) END, short_name),
         what3words = COALESCE($9, what3words), facilities = facilities || COALESCE($10::jsonb, '{}'), status = COALESCE($11, status),
         hours = COALESCE($12::jsonb, hours), travel = COALESCE($13::text[], travel), walk_in_hours = COALESCE($14::jsonb, walk_in_hours),
         walk_in_services = COALESCE($15::text[], walk_in_services), buses = COALESCE($16::jsonb, buses),
         station = CASE WHEN $17::jsonb IS NULL THEN station ELSE NULLIF($17::jsonb, 'null'::jsonb) END,
         languages = COALESCE($18::text[], languages) WHERE id = $1`,
      [
        siteId,
        ...texts.map((name) => changes[name] ?? null),
        asJson(changes.facilities),
        changes.status ?? null,
        asJson(changes.hours),
        changes.travel ?? null,
        asJson(changes.walkIn?.hours),
        changes.walkIn?.services ?? null,
        asJson(changes.buses),
        asJson(changes.station),
        changes.languages ?? null,
      ],
    );
  }

  async addService(tx: Tx, s: NewService): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO service (slug, kind, name, short_name, who_for, preparation, outcome_word, minutes, opens_on, closes_on, paused, draws_stock,
         questions, doses, rule, what_changed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (slug) DO NOTHING RETURNING 1`,
      [
        s.slug,
        s.kind,
        s.name,
        s.shortName,
        s.whoFor,
        s.preparation,
        s.outcomeWord,
        s.minutes,
        s.opensOn,
        s.closesOn,
        s.paused,
        s.drawsStock,
        JSON.stringify(s.questions),
        JSON.stringify(s.doses),
        JSON.stringify(s.rule),
        s.whatChanged,
      ],
    );
    return rows.length === 1;
  }

  /** A new season is a new version of the rule, which bookings keep the number of. */
  async changeService(tx: Tx, id: number, s: ServiceValues, rule: EligibilityProgramme): Promise<void> {
    await tx.query(
      `UPDATE service SET name = $2, short_name = $3, who_for = $4, preparation = $5, minutes = $6, opens_on = $7, closes_on = $8, paused = $9,
         rule_version = rule_version + CASE WHEN rule = $10::jsonb THEN 0 ELSE 1 END, rule = $10, what_changed = $11 WHERE id = $1`,
      [
        id,
        s.name,
        s.shortName,
        s.whoFor,
        s.preparation,
        s.minutes,
        s.opensOn,
        s.closesOn,
        s.paused,
        JSON.stringify(rule),
        s.whatChanged,
      ],
    );
  }
}
