import { Inject, Injectable } from '@nestjs/common';
import { rolePermissions, type Permission } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { SessionsStore, type LiveSession } from './sessions.store';
import { needsSecondFactor } from './staff.policy';

type Grants = LiveSession['grants'];

/** Finds out who holds a session, and keeps it alive. Grants are read each time: a role taken away is gone with the next request. */
@Injectable()
export class ResolveSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsStore,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(token: string): Promise<StaffCaller | null> {
    const refuseDemo = this.config.NODE_ENV === 'production';
    const live = await this.database.staffTx([], (tx) => this.sessions.resolve(tx, this.ids.hash(token), refuseDemo));
    if (!live) return null;
    const { userId, name, grants } = live;
    const mustEnrol = needsSecondFactor(this.config, live);
    return { kind: 'staff', userId, name, sites: sitesByPermission(grants), region: everywhere(grants), mustEnrol };
  }
}

export function sitesByPermission(
  grants: readonly Pick<Grants[number], 'role' | 'siteIds'>[],
): ReadonlyMap<Permission, readonly number[]> {
  const sites = new Map<Permission, Set<number>>();
  for (const { role, siteIds } of grants) {
    for (const permission of rolePermissions[role]) {
      sites.set(permission, new Set([...(sites.get(permission) ?? []), ...siteIds]));
    }
  }
  return new Map([...sites].map(([permission, ids]) => [permission, [...ids].sort((a, b) => a - b)]));
}

function everywhere(grants: Grants): ReadonlySet<Permission> {
  return new Set(grants.filter((grant) => grant.everywhere).flatMap(({ role }) => rolePermissions[role]));
}
