import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { clinicOptions, linkToken, localDate, slug } from '../fields';
import { locatedPlace } from './services';

export const getInvitation = defineEndpoint({
  name: 'getInvitation',
  method: 'GET',
  path: '/invitations/{token}',
  audience: 'public',
  summary: 'Whether a link may be an invitation; the same for every token, and nothing about anybody',
  params: linkToken,
  response: z.object({ asks: z.array(z.literal('dateOfBirth')) }),
});

/** Said only once token and date of birth match. */
export const invitationStates = ['open', 'booked', 'had', 'expired'] as const;

export const declineReasons = ['had_it', 'not_now', 'do_not_want', 'my_language'] as const;
export type DeclineReason = (typeof declineReasons)[number];

export const openedInvitation = z.object({
  state: z.enum(invitationStates),
  firstName: z.string(),
  lastName: z.string(),
  /** What it invites to; left out where the person chooses. */
  serviceId: slug.optional(),
  /** The area of the home, where it is known. */
  near: locatedPlace.optional(),
  /** The address it was sent to, as little of it as lets its owner know it: the last digits, the first letter. */
  contact: z.object({ mobileEnding: z.string().optional(), emailHint: z.string().optional() }).optional(),
  language: z.string(),
  /** Shows and holds the times that are kept for those invited. */
  access: z.string(),
  /** Options of clinics that are not proposed to the person; they may choose one themselves. */
  without: clinicOptions.optional(),
  expiresAt: z.string(),
  declined: z.enum(declineReasons).optional(),
});
export type OpenedInvitation = z.output<typeof openedInvitation>;

export const openInvitation = defineEndpoint({
  name: 'openInvitation',
  method: 'POST',
  path: '/invitations/{token}/open',
  audience: 'public',
  summary: 'Opens an invitation with the date of birth',
  params: linkToken,
  body: z.object({ dateOfBirth: localDate }),
  status: 200,
  response: openedInvitation,
  errors: ['invalid', 'look_up_failed', 'too_many'],
});

export const declineInvitation = defineEndpoint({
  name: 'declineInvitation',
  method: 'POST',
  path: '/invitations/{token}/decline',
  audience: 'public',
  summary: 'Counts a "no, thank you" with its reason; said again, the last reason counts, and booking stays open',
  params: linkToken,
  body: z.object({ dateOfBirth: localDate, reason: z.enum(declineReasons) }),
  status: 200,
  response: z.object({ reason: z.enum(declineReasons) }),
  errors: ['invalid', 'look_up_failed', 'too_many'],
});
