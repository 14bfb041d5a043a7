import { Inject, Injectable } from '@nestjs/common';
import { permissions, type Permission, type StaffMe } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config, holidaysOf } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { SESSION_ENDS } from './sessions.store';

interface Who {
  name: string;
  email: string;
  idleUntil: Date;
  enrolled: boolean;
  recoveryCodesLeft: number;
}
interface SiteRow {
  id: number;
  slug: string;
  name: string;
  place: string;
}

const WHO = `
  SELECT u.name, u.email, ${SESSION_ENDS} AS "idleUntil",
    EXISTS (SELECT 1 FROM staff_second_factor f WHERE f.staff_user_id = u.id AND f.confirmed_at IS NOT NULL) AS enrolled,
    (SELECT count(*)::integer FROM staff_recovery_code c WHERE c.staff_user_id = u.id AND c.used_at IS NULL) AS "recoveryCodesLeft"
  FROM staff_session s JOIN staff_user u ON u.id = s.staff_user_id WHERE s.token_hash = $1`;
const SITES = `
  SELECT s.id, s.slug, s.name, p.name AS place FROM site s JOIN place p ON p.id = s.place_id
  WHERE s.id = ANY ($1) ORDER BY lower(s.name), s.id`;
// A region has no name of its own here: how it is called is configuration.
const ROLES = `
  SELECT g.role, g.scope_kind AS scope, coalesce(p.name, o.name, s.name, '') AS "scopeName"
  FROM live_grant g
  LEFT JOIN place p ON g.scope_kind = 'place' AND p.id = g.scope_id
  LEFT JOIN organisation o ON g.scope_kind = 'organisation' AND o.id = g.scope_id
  LEFT JOIN site s ON g.scope_kind = 'site' AND s.id = g.scope_id
  WHERE g.staff_user_id = $1 ORDER BY g.id`;

/** Who is signed in, and where they may do what. */
@Injectable()
export class MeQueries {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  read(caller: StaffCaller, token: string): Promise<StaffMe> {
    const heldAt = permissionsBySite(caller);
    return this.database.staffTx([], async (tx) => {
      const [who] = await tx.query<Who[]>(WHO, [this.ids.hash(token)]);
      if (!who) throw new AppError('sign_in_required');
      const sites = await tx.query<SiteRow[]>(SITES, [[...heldAt.keys()]]);
      const roles = await tx.query<StaffMe['roles']>(ROLES, [caller.userId]);
      return {
        name: who.name,
        email: who.email,
        sites: sites.map(({ id, slug, name, place }) => ({ id: slug, name, place, permissions: heldAt.get(id) ?? [] })),
        roles,
        region: {
          name: this.config.REGION_NAME,
          timeZone: this.config.TIME_ZONE,
          helpPhone: this.config.HELP_PHONE,
          nhsNumber: this.config.NHS_NUMBER === 'on',
          holidays: holidaysOf(this.config),
          bookingUrl: this.config.PUBLIC_URL,
          permissions: permissions.filter((permission) => caller.region.has(permission)),
        },
        secondFactor: {
          enrolled: who.enrolled,
          mustEnrol: caller.mustEnrol,
          recoveryCodesLeft: who.recoveryCodesLeft,
        },
        idleUntil: instantText(who.idleUntil, this.config.TIME_ZONE),
      };
    });
  }
}

/** In the order of the contract's list. */
function permissionsBySite({ sites }: StaffCaller): Map<number, Permission[]> {
  const held = new Map<number, Permission[]>();
  for (const permission of permissions) {
    for (const siteId of sites.get(permission) ?? []) held.set(siteId, [...(held.get(siteId) ?? []), permission]);
  }
  return held;
}
