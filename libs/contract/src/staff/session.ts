import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, opaque } from '../fields';
import { permissions, roles, scopeKinds } from '../permissions';

const me = z.object({
  name: z.string(),
  email: z.string(),
  /** Sites the caller may see, each with what may be done there. */
  sites: z.array(
    z.object({ id: z.string(), name: z.string(), place: z.string(), permissions: z.array(z.enum(permissions)) }),
  ),
  roles: z.array(z.object({ role: z.enum(roles), scope: z.enum(scopeKinds), scopeName: z.string() })),
  /** The deployment, and what the caller may do in all of it, with or without a site. */
  region: z.object({
    name: z.string(),
    timeZone: z.string(),
    helpPhone: z.string(),
    /** Do people have NHS numbers here? */
    nhsNumber: z.boolean(),
    /** Public holidays: those of a country, or the region's own dates. */
    holidays: z.enum(['england-and-wales', 'none']).or(z.array(z.string()).readonly()),
    bookingUrl: z.string(),
    permissions: z.array(z.enum(permissions)),
  }),
  secondFactor: z.object({
    enrolled: z.boolean(),
    /** Nothing else may be done before it is set up. */
    mustEnrol: z.boolean(),
    recoveryCodesLeft: z.number().int(),
  }),
  /** When the session ends if nothing more is done. */
  idleUntil: z.string(),
});
export type StaffMe = z.output<typeof me>;

/** Six digits of an authenticator app, or a recovery code; spaces and dashes do not matter. */
const code = z
  .string(fault('required'))
  .max(40, fault('invalid'))
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .refine((text) => text.length > 0, fault('required'));
const newPassword = z.string(fault('required')).min(12, fault('password_short')).max(128, fault('password_long'));

export const getSignInWays = defineEndpoint({
  name: 'getSignInWays',
  method: 'GET',
  path: '/staff/sign-in/ways',
  audience: 'public',
  summary: 'Where else staff may sign in, as the deployment is set up: nothing, or the name and address of one button',
  response: z.object({ other: z.object({ name: z.string(), url: z.string() }).nullable() }),
});

export const signIn = defineEndpoint({
  name: 'signIn',
  method: 'POST',
  path: '/staff/sign-in',
  audience: 'public',
  summary: 'Signs a member of staff in: a session cookie, and the same session as a bearer token',
  body: z.object({
    email: z.string(fault('required')).trim().min(1, fault('required')).max(254, fault('email_wrong')),
    password: z.string(fault('required')).min(1, fault('required')).max(128, fault('invalid')),
    /** Where the account has a second factor; without it the answer is `code_needed`. */
    code: code.optional(),
  }),
  status: 200,
  response: z.object({ token: z.string(), me }),
  errors: ['invalid', 'sign_in_failed', 'account_asleep', 'code_needed', 'code_wrong', 'too_many'],
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

export const startSecondFactor = defineEndpoint({
  name: 'startSecondFactor',
  method: 'POST',
  path: '/staff/me/second-factor',
  audience: 'staff',
  summary: 'A new secret for an authenticator app; it counts once a code of it is confirmed',
  status: 201,
  response: z.object({
    secret: z.string(),
    /** otpauth:// */
    address: z.string(),
    /** The address as a picture to scan: SVG. */
    picture: z.string(),
  }),
  errors: ['sign_in_required', 'wrong_state'],
});

export const confirmSecondFactor = defineEndpoint({
  name: 'confirmSecondFactor',
  method: 'POST',
  path: '/staff/me/second-factor/confirm',
  audience: 'staff',
  summary: 'Sets the second factor up with a first code; answers the recovery codes, once',
  body: z.object({ code }),
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: ['invalid', 'sign_in_required', 'wrong_state', 'code_wrong', 'too_many'],
});

export const renewRecoveryCodes = defineEndpoint({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/staff/me/recovery-codes',
  audience: 'staff',
  summary: 'Ten new recovery codes in place of the old ones',
  body: z.object({ code }),
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: ['invalid', 'sign_in_required', 'wrong_state', 'code_wrong', 'too_many'],
});

export const changePassword = defineEndpoint({
  name: 'changePassword',
  method: 'POST',
  path: '/staff/me/password',
  audience: 'staff',
  summary: 'A new password; every other session of the account ends',
  body: z.object({ current: z.string(fault('required')).min(1, fault('required')).max(128), password: newPassword }),
  errors: ['invalid', 'sign_in_required', 'sign_in_failed', 'too_many'],
});

export const openStaffInvitation = defineEndpoint({
  name: 'openStaffInvitation',
  method: 'POST',
  path: '/staff/invitation',
  audience: 'public',
  summary: 'Whose account an invitation sets up',
  body: z.object({ token: opaque }),
  response: z.object({ email: z.string(), name: z.string() }),
  errors: ['invalid', 'not_found'],
});

export const acceptStaffInvitation = defineEndpoint({
  name: 'acceptStaffInvitation',
  method: 'POST',
  path: '/staff/invitation/accept',
  audience: 'public',
  summary: 'Sets the first password of an invited account, once',
  body: z.object({ token: opaque, password: newPassword }),
  errors: ['invalid', 'not_found'],
});
