import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault } from '../fields';
import { permissions, roles, scopeKinds } from '../permissions';

const me = z.object({
  name: z.string(),
  email: z.string(),
  /** Sites the caller may see, each with what may be done there. */
  sites: z.array(
    z.object({ id: z.string(), name: z.string(), place: z.string(), permissions: z.array(z.enum(permissions)) }),
  ),
  roles: z.array(z.object({ role: z.enum(roles), scope: z.enum(scopeKinds), scopeName: z.string() })),
  /** When the session ends if nothing more is done. */
  idleUntil: z.string(),
});
export type StaffMe = z.output<typeof me>;

export const signIn = defineEndpoint({
  name: 'signIn',
  method: 'POST',
  path: '/staff/sign-in',
  audience: 'public',
  summary: 'Signs a member of staff in: a session cookie, and the same session as a bearer token',
  body: z.object({
    email: z.string(fault('required')).trim().min(1, fault('required')).max(254, fault('email_wrong')),
    password: z.string(fault('required')).min(1, fault('required')).max(128, fault('invalid')),
  }),
  status: 200,
  response: z.object({ token: z.string(), me }),
  errors: ['invalid', 'sign_in_failed', 'too_many'],
});

export const signOut = defineEndpoint({
  name: 'signOut',
  method: 'POST',
  path: '/staff/sign-out',
  audience: 'staff',
  summary: 'Ends the session',
});

export const getMe = defineEndpoint({
  name: 'getMe',
  method: 'GET',
  path: '/staff/me',
  audience: 'staff',
  summary: 'Who is signed in, and where they may do what',
  response: me,
  errors: ['sign_in_required'],
});
