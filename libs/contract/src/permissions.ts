/** What a member of staff may be allowed to do; a role grant gives a set of these within a scope. */
export const permissions = ['day:read', 'day:act', 'bookings:search', 'clinics:write', 'audit:read'] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['viewer', 'front_desk', 'clinic_lead', 'site_administrator', 'region_administrator'] as const;
export type Role = (typeof roles)[number];

/** The permissions each role carries. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  viewer: ['day:read', 'bookings:search'],
  front_desk: ['day:read', 'day:act', 'bookings:search'],
  clinic_lead: ['day:read', 'day:act', 'bookings:search', 'clinics:write'],
  site_administrator: ['day:read', 'day:act', 'bookings:search', 'clinics:write'],
  region_administrator: permissions,
};

/** How wide a grant reaches. A region grant has no scope id. */
export const scopeKinds = ['region', 'place', 'organisation', 'site'] as const;
export type ScopeKind = (typeof scopeKinds)[number];
