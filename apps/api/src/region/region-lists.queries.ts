import { Injectable } from '@nestjs/common';
import type { listOrganisations, listStaffSites, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import { demandRegion } from '../staff/staff.policy';

type Sites = ResponseOf<typeof listStaffSites>;
type Organisations = ResponseOf<typeof listOrganisations>;

const SITES = `
  SELECT s.slug AS id, s.name, s.kind, s.status, json_build_object('id', p.slug, 'name', p.name) AS place,
    json_build_object('id', o.ods_code, 'name', o.name) AS organisation
  FROM site s JOIN place p ON p.id = s.place_id JOIN organisation o ON o.id = s.organisation_id
  WHERE s.id = ANY ($1) ORDER BY lower(s.name), s.id`;
const ORGANISATIONS = `
  SELECT o.ods_code AS id, o.name, o.kind, parent.ods_code AS "parentId",
    (SELECT count(*)::integer FROM site s WHERE s.organisation_id = o.id) AS sites
  FROM organisation o LEFT JOIN organisation parent ON parent.id = o.parent_id ORDER BY lower(o.name), o.id`;

/** What a region is made of, as lists. */
@Injectable()
export class RegionListsQueries {
  constructor(private readonly database: Database) {}

  async sites({ sites }: StaffCaller): Promise<Sites> {
    const here = [...new Set([...sites.values()].flat())];
    return { items: await this.database.staffTx([], (tx) => tx.query<Sites['items']>(SITES, [here])) };
  }

  async organisations(caller: StaffCaller): Promise<Organisations> {
    demandRegion(caller, 'region:manage');
    return { items: await this.database.staffTx([], (tx) => tx.query<Organisations['items']>(ORGANISATIONS)) };
  }
}
