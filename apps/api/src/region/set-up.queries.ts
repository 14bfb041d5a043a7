import { Injectable } from '@nestjs/common';
import type { getSetUp, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { demandRegion, scopeFor } from '../staff/staff.policy';

type SetUp = ResponseOf<typeof getSetUp>;

const COUNTS = `
  SELECT (SELECT count(*)::integer FROM organisation) AS organisations, (SELECT count(*)::integer FROM site) AS sites,
    (SELECT count(*)::integer FROM service) AS services,
    (SELECT count(*)::integer FROM clinic WHERE date >= app_now()::date AND status <> 'cancelled') AS clinics,
    (SELECT count(*)::integer FROM staff_user WHERE active) AS staff`;
const PLACES = `
  SELECT p.slug AS id, p.name, count(s.id)::integer AS sites FROM place p LEFT JOIN site s ON s.place_id = p.id GROUP BY p.id ORDER BY lower(p.name)`;

/** How far a region is set up. */
@Injectable()
export class SetUpQueries {
  constructor(private readonly database: Database) {}

  read({ caller }: Parsed<typeof getSetUp, StaffCaller>): Promise<SetUp> {
    demandRegion(caller, 'region:manage');
    return this.database.staffTx(scopeFor(caller, 'region:manage'), async (tx) => {
      const [counts] = await tx.query<[Omit<SetUp, 'places'>]>(COUNTS);
      return { ...counts, places: await tx.query<SetUp['places']>(PLACES) };
    });
  }

  organisationOf(id: number): Promise<string | null> {
    return this.database.staffTx([], async (tx) => {
      const [row] = await tx.query<{ name: string }[]>('SELECT name FROM organisation WHERE id = $1', [id]);
      return row?.name ?? null;
    });
  }
}
