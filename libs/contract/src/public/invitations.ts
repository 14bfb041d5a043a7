import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { localDate } from '../fields';

const token = z.object({ token: z.string().min(8).max(100) });

export const getInvitation = defineEndpoint({
  name: 'getInvitation',
  method: 'GET',
  path: '/invitations/{token}',
  audience: 'public',
  summary: 'Whether a link may be an invitation; the same for every token, and nothing about anybody',
  params: token,
  response: z.object({ asks: z.array(z.literal('dateOfBirth')) }),
});

export const openInvitation = defineEndpoint({
  name: 'openInvitation',
  method: 'POST',
  path: '/invitations/{token}/open',
  audience: 'public',
  summary: 'Opens an invitation with the date of birth',
  params: token,
  body: z.object({ dateOfBirth: localDate }),
  response: z.object({
    firstName: z.string(),
    /** Shows and holds the times that are kept for those invited. */
    access: z.string(),
    expiresAt: z.string(),
  }),
  errors: ['invalid', 'look_up_failed', 'too_many'],
});
