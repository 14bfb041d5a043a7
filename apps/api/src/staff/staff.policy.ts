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

/** The session cookie: read by no script, sent by no other site, and only to the API. */
export function staffCookie(config: Config) {
  return { path: '/api', httpOnly: true, sameSite: 'strict', secure: config.NODE_ENV === 'production' } as const;
}
