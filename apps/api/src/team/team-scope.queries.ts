import { Injectable } from '@nestjs/common';
import { regionRoles, roles, type Role, type ScopeKind } from '@fairslot/contract';
import type { Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import { scopeFor } from '../staff/staff.policy';

/** Something a role can be given for. */
export interface Scope {
  kind: ScopeKind;
  /** Null for the region. */
  id: number | null;
  /** As requests name it: slug, or code of an organisation. */
  code: string | null;
  name: string;
}
interface Row {
  kind: 'place' | 'organisation' | 'site';
  id: number;
  code: string;
  name: string;
  siteIds: number[];
}

// An organisation reaches the sites of those below it. One without a site reaches nothing, and only the region gives it away.
const SCOPES = `
  WITH RECURSIVE under (top, id) AS (
    SELECT id, id FROM organisation UNION SELECT under.top, o.id FROM organisation o JOIN under ON o.parent_id = under.id
  )
  SELECT 'place' AS kind, p.id::integer AS id, p.slug AS code, p.name, ARRAY(SELECT s.id FROM site s WHERE s.place_id = p.id) AS "siteIds" FROM place p
  UNION ALL
  SELECT 'organisation', o.id, o.ods_code, o.name,
    ARRAY(SELECT s.id FROM site s JOIN under ON under.id = s.organisation_id WHERE under.top = o.id) FROM organisation o
  UNION ALL
  SELECT 'site', s.id, s.slug, s.name, ARRAY[s.id] FROM site s
  ORDER BY 1, 4`;

/** What a caller manages: every scope whose sites are all theirs to manage, with the roles they may give there. */
export class ManagedScopes {
  private readonly byKey = new Map<string, Scope & { siteIds: number[]; roles: Role[] }>();

  constructor(
    caller: StaffCaller,
    rows: readonly Row[],
    private readonly regionName: string,
  ) {
    const own = new Set(scopeFor(caller, 'team:manage'));
    const isRegion = caller.region.has('team:manage');
    if (isRegion) this.add({ kind: 'region', id: null, code: null, name: regionName, siteIds: [], roles: [...roles] });
    for (const row of rows) {
      const isOwn = row.siteIds.length > 0 && row.siteIds.every((id) => own.has(id));
      if (isRegion) this.add({ ...row, roles: [...roles] });
      else if (isOwn && row.kind !== 'place')
        this.add({ ...row, roles: roles.filter((role) => !regionRoles.includes(role)) });
    }
    this.isRegion = isRegion;
  }

  readonly isRegion: boolean;

  all(): (Scope & { roles: Role[] })[] {
    return [...this.byKey.values()];
  }

  /** By the name a request gives it; undefined where it does not exist or is not the caller's to manage. */
  find(kind: ScopeKind, code: string | undefined): (Scope & { roles: Role[] }) | undefined {
    return this.all().find((scope) => scope.kind === kind && (kind === 'region' || scope.code === code));
  }

  of(kind: ScopeKind, id: number | null): Scope | undefined {
    return this.byKey.get(`${kind} ${id}`);
  }

  mayGive(role: Role, kind: ScopeKind, id: number | null): boolean {
    return this.byKey.get(`${kind} ${id}`)?.roles.includes(role) ?? false;
  }

  private add(scope: Scope & { siteIds: number[]; roles: Role[] }): void {
    this.byKey.set(`${scope.kind} ${scope.id}`, scope);
  }
}

@Injectable()
export class TeamScopeQueries {
  async managed(tx: Tx, caller: StaffCaller, regionName: string): Promise<ManagedScopes> {
    return new ManagedScopes(caller, await tx.query<Row[]>(SCOPES), regionName);
  }
}
