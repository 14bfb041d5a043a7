import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { email, fault, localDate, opaque, page, slug } from '../fields';
import { permissions, roles, scopeKinds } from '../permissions';

const wanted = z.object({
  role: z.enum(roles, fault('invalid')),
  scope: z.enum(scopeKinds, fault('invalid')),
  /** Slug of the site or Place, or code of the organisation; left out for the region. */
  scopeId: z.string().trim().max(80).optional(),
  /** The last local day of the role; for good where left out. A role that is there already gets it, or loses it. */
  until: localDate.optional(),
});

const grant = z.object({
  id: z.string(),
  role: z.enum(roles),
  scope: z.enum(scopeKinds),
  scopeId: z.string().nullable(),
  scopeName: z.string(),
  /** The last local day; null: for good. */
  until: z.string().nullable(),
  /** That day is over: it gives nothing any more. */
  isOver: z.boolean(),
  /** May the caller end it? */
  mayEnd: z.boolean(),
});

const request = z.object({
  id: z.string(),
  role: z.enum(roles),
  scope: z.enum(scopeKinds),
  scopeName: z.string(),
  until: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  /** May the caller approve it? Never who asked for it. */
  mayApprove: z.boolean(),
});

export const teamMember = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  status: z.enum(['invited', 'active', 'asleep', 'ended']),
  isYou: z.boolean(),
  hasSecondFactor: z.boolean(),
  lastSignIn: z.string().nullable(),
  invitationSentAt: z.string().nullable(),
  /** May the caller end the account's access? */
  mayEnd: z.boolean(),
  grants: z.array(grant),
  requests: z.array(request),
});
export type TeamMember = z.output<typeof teamMember>;

const user = z.object({ userId: opaque });
const name = z.string(fault('required')).trim().min(1, fault('required')).max(120, fault('invalid'));
const writes = ['invalid', 'sign_in_required', 'not_found'] as const;

export const listTeam = defineEndpoint({
  name: 'listTeam',
  method: 'GET',
  path: '/staff/users',
  audience: 'staff:team:manage',
  summary: 'Who works at the sites the caller manages, by name',
  query: z.object({ siteId: slug.optional() }),
  response: page(teamMember).extend({
    /** What the caller may give, widest first. */
    mayGive: z.array(
      z.object({
        scope: z.enum(scopeKinds),
        id: z.string().nullable(),
        name: z.string(),
        roles: z.array(z.enum(roles)),
      }),
    ),
  }),
  errors: ['sign_in_required', 'not_found'],
});

export const listRoles = defineEndpoint({
  name: 'listRoles',
  method: 'GET',
  path: '/staff/roles',
  audience: 'staff:team:manage',
  summary: 'The roles there are, and what each may do; who is given them is under users',
  response: page(
    z.object({
      id: z.enum(roles),
      permissions: z.array(z.enum(permissions)),
      /** Only whoever manages the region gives it. */
      isOfRegion: z.boolean(),
    }),
  ),
  errors: ['sign_in_required', 'not_found'],
});

export const inviteStaff = defineEndpoint({
  name: 'inviteStaff',
  method: 'POST',
  path: '/staff/users',
  audience: 'staff:team:manage',
  summary: 'Invites somebody by e-mail and gives them a role; who has an account already only gets the role',
  body: wanted.extend({ email, name }),
  status: 201,
  response: teamMember,
  errors: [...writes, 'own_access'],
});

export const importStaff = defineEndpoint({
  name: 'importStaff',
  method: 'POST',
  path: '/staff/users/import',
  audience: 'staff:team:manage',
  summary:
    'Invites everybody of a CSV (email, name, role, site, and until if a role ends); with `check` nothing is written. Faults are told row by row',
  body: z.object({ csv: z.string().min(1, fault('required')).max(90_000), check: z.boolean().default(false) }),
  response: z.object({
    added: z.number().int(),
    rows: z.array(
      z.object({
        line: z.number().int(),
        email: z.string(),
        name: z.string(),
        faults: z.array(z.object({ column: z.string(), code: z.string(), message: z.string() })),
      }),
    ),
  }),
  errors: writes,
});

export const giveRole = defineEndpoint({
  name: 'giveRole',
  method: 'POST',
  path: '/staff/users/{userId}/grants',
  audience: 'staff:team:manage',
  summary:
    'Gives a role, for good or until a day; one as wide as a Place or the region waits for a second administrator',
  params: user,
  body: wanted,
  response: teamMember,
  errors: [...writes, 'own_access'],
});

export const endRole = defineEndpoint({
  name: 'endRole',
  method: 'DELETE',
  path: '/staff/users/{userId}/grants/{grantId}',
  audience: 'staff:team:manage',
  summary: 'Takes a role away; the next request of that person is judged without it',
  params: user.extend({ grantId: opaque }),
  response: teamMember,
  errors: [...writes, 'own_access'],
});

const onUser = (name: string, verb: string, summary: string) =>
  defineEndpoint({
    name,
    method: 'POST',
    path: `/staff/users/{userId}/${verb}`,
    audience: 'staff:team:manage',
    summary,
    params: user,
    response: teamMember,
    errors: [...writes, 'own_access'],
  });

export const endAccess = onUser('endAccess', 'end', 'Ends the access of an account, and its sessions at once');
export const wakeStaff = onUser(
  'wakeStaff',
  'wake',
  'Wakes an account that was not used for 90 days, or gives one whose access ended its roles back',
);
export const wakeSleepers = defineEndpoint({
  name: 'wakeSleepers',
  method: 'POST',
  path: '/staff/users/wake',
  audience: 'staff:team:manage',
  summary: 'Wakes many accounts at once; one that is not the caller’s to manage refuses all of them',
  body: z.object({ userIds: z.array(opaque).min(1, fault('required')).max(1000, fault('invalid')) }),
  response: z.object({ woken: z.number().int() }),
  errors: [...writes, 'own_access'],
});
export const inviteAgain = onUser('inviteAgain', 'invite', 'Sends the invitation again; the link before it ends');
export const resetSecondFactor = onUser(
  'resetSecondFactor',
  'reset-second-factor',
  'For somebody who lost phone and codes: a new second factor is set up at the next sign-in',
);

const decision = (name: string, verb: string, summary: string) =>
  defineEndpoint({
    name,
    method: 'POST',
    path: `/staff/grant-requests/{requestId}/${verb}`,
    audience: 'staff:region:manage',
    summary,
    params: z.object({ requestId: opaque }),
    errors: [...writes, 'own_access', 'wrong_state'],
  });

export const approveRole = decision(
  'approveRole',
  'approve',
  'A second administrator gives the role that one asked for',
);
export const refuseRole = decision('refuseRole', 'refuse', 'The role is not given');
