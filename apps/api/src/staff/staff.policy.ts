import type { Permission } from '@fairslot/contract';
import type { Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';

/** Sites where the caller holds the permission. */
export function scopeFor(caller: StaffCaller, permission: Permission): readonly number[] {
  return caller.sites.get(permission) ?? [];
}

/** The site's id where the caller holds the permission there; a foreign site and an unknown one answer alike. */
export function siteInScope(caller: StaffCaller, permission: Permission, siteId: number | undefined): number {
  if (siteId === undefined || !scopeFor(caller, permission).includes(siteId)) throw new AppError('not_found');
  return siteId;
}

/** A region's own affairs are there only for whoever holds the permission in all of it. */
export function demandRegion(caller: StaffCaller, permission: Permission): void {
  if (!caller.region.has(permission)) throw new AppError('not_found');
}

/** Whoever may not see people is told no small figure either. */
export function maySeePeople({ sites, region }: StaffCaller): boolean {
  return sites.has('people:read') || region.has('people:read');
}

/** Demonstration accounts are nobody's, so nothing guards them; production refuses them altogether. */
export function needsSecondFactor(config: Config, { enrolled, demo }: { enrolled: boolean; demo: boolean }): boolean {
  const required =
    (config.SECOND_FACTOR ?? (config.NODE_ENV === 'production' ? 'required' : 'optional')) === 'required';
  return required && !enrolled && !demo;
}
