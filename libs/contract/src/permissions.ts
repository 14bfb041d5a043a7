/** What a member of staff may be allowed to do; a role grant gives a set of these within a scope. */
export const permissions = [
  'day:read',
  'day:act',
  'bookings:search',
  // Holding and booking; with `bookings:write` bookings of others are moved and cancelled too.
  'bookings:make',
  'bookings:write',
  'clinics:write',
  'site:write',
  'team:manage',
  'region:manage',
  'messages:read',
  'messages:write',
  'calls:act',
  'audit:read',
  'people:read',
  'people:import',
  'people:records',
  'campaigns:read',
  'campaigns:write',
  'campaigns:approve',
  'campaigns:release',
  'reports:read',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'viewer',
  'front_desk',
  'clinic_lead',
  'phone_agent',
  'helper',
  'site_administrator',
  'coordinator',
  'campaign_author',
  'campaign_approver',
  'campaign_releaser',
  'analyst',
  'region_administrator',
] as const;
export type Role = (typeof roles)[number];

const desk = [
  'day:read',
  'day:act',
  'bookings:search',
  'bookings:make',
  'bookings:write',
  'messages:read',
  'calls:act',
] as const;

/** The permissions each role carries. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  viewer: ['day:read', 'bookings:search', 'messages:read'],
  front_desk: desk,
  clinic_lead: [...desk, 'clinics:write', 'messages:write'],
  // Books for callers at many sites, and has no business in the list of those who come.
  phone_agent: ['bookings:search', 'bookings:make', 'bookings:write', 'messages:read', 'calls:act'],
  // Of a voluntary group: books for the person beside them. Sees counts, and no list and no search, and changes nobody's booking.
  helper: ['bookings:make'],
  site_administrator: [...desk, 'clinics:write', 'messages:write', 'site:write', 'team:manage', 'audit:read'],
  coordinator: [
    'day:read',
    'bookings:search',
    'messages:read',
    'messages:write',
    'calls:act',
    'people:read',
    'people:import',
    'campaigns:read',
    'campaigns:write',
    'campaigns:approve',
    'campaigns:release',
    'reports:read',
    'audit:read',
  ],
  // One hand of a campaign each, for regions that keep the three apart by role and not by person alone.
  campaign_author: ['people:read', 'people:import', 'campaigns:read', 'campaigns:write', 'reports:read'],
  campaign_approver: ['people:read', 'campaigns:read', 'campaigns:approve', 'reports:read'],
  campaign_releaser: ['people:read', 'campaigns:read', 'campaigns:release', 'reports:read'],
  // Sees figures and no person: small counts are hidden.
  analyst: ['campaigns:read', 'reports:read'],
  region_administrator: permissions,
};

/** Roles that only somebody who manages the region may give. */
export const regionRoles: readonly Role[] = [
  'coordinator',
  'campaign_author',
  'campaign_approver',
  'campaign_releaser',
  'analyst',
  'region_administrator',
];

/** How wide a grant reaches. A region grant has no scope id. */
export const scopeKinds = ['region', 'place', 'organisation', 'site'] as const;
export type ScopeKind = (typeof scopeKinds)[number];
