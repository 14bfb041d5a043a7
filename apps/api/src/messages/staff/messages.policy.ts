import type { Permission } from '@fairslot/contract';
import type { Tx } from '../../platform/database/database';
import type { StaffCaller } from '../../platform/http/caller';
import type { SiteDirectory } from '../../sites/site-directory';
import { scopeFor, siteInScope } from '../../staff/staff.policy';

/** The sites asked for, all of which must be the caller's: one that is named, else every one they have. */
export function sitesAsked(
  caller: StaffCaller,
  permission: Permission,
  siteId: string | undefined,
  directory: SiteDirectory,
): readonly number[] {
  if (siteId === undefined) return scopeFor(caller, permission);
  return [siteInScope(caller, permission, directory.find(siteId)?.id)];
}

/** Lets this transaction see what belongs to no site, where the caller has the whole region and asked for no site. */
export async function openRegion(tx: Tx, caller: StaffCaller, permission: Permission, siteId?: string): Promise<void> {
  if (siteId === undefined && caller.region.has(permission))
    await tx.query(`SELECT set_config('app.region', 'on', true)`);
}
