import type { Permission, StaffMe } from '@fairslot/contract';

/** Somewhere: at a site, or in the region as a whole. */
export const mayAnywhere = (me: StaffMe, permission: Permission): boolean =>
  me.region.permissions.includes(permission) || me.sites.some((site) => site.permissions.includes(permission));

/** Somebody whose work is the region: the overview is where they land. */
export const isCoordinator = (me: StaffMe): boolean =>
  mayAnywhere(me, 'campaigns:read') && mayAnywhere(me, 'reports:read') && !mayAnywhere(me, 'day:act');
