import { Inject, Injectable } from '@nestjs/common';
import { rolePermissions, type Permission } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { SessionsStore, type LiveSession } from './sessions.store';

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
    return live && { kind: 'staff', userId: live.userId, name: live.name, sites: sitesByPermission(live.grants) };
  }
}

export function sitesByPermission(grants: LiveSession['grants']): ReadonlyMap<Permission, readonly number[]> {
  const sites = new Map<Permission, Set<number>>();
  for (const { role, siteIds } of grants) {
    for (const permission of rolePermissions[role]) {
      sites.set(permission, new Set([...(sites.get(permission) ?? []), ...siteIds]));
    }
  }
  return new Map([...sites].map(([permission, ids]) => [permission, [...ids].sort((a, b) => a - b)]));
}
