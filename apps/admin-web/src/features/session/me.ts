import type { Permission, StaffMe } from '@fairslot/contract';
import { createContext, useContext } from 'react';
import { lastSite } from './last-site';

const MeContext = createContext<StaffMe | null>(null);
export const MeProvider = MeContext.Provider;

export function useMe(): StaffMe {
  const me = useContext(MeContext);
  if (!me) throw new Error('MeProvider is missing above this component');
  return me;
}

export function mayAt(me: StaffMe, siteId: string, permission: Permission): boolean {
  return me.sites.some((site) => site.id === siteId && site.permissions.includes(permission));
}

export function maySomewhere(me: StaffMe, permission: Permission): boolean {
  return me.sites.some((site) => site.permissions.includes(permission));
}

/** The site to begin with: the one used last, where it is still the caller's, else the first. */
export function homeSite(me: StaffMe): StaffMe['sites'][number] | undefined {
  const last = lastSite();
  return me.sites.find((site) => site.id === last) ?? me.sites[0];
}
