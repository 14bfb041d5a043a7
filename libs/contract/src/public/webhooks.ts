import { z } from 'zod';
import { defineEndpoint } from '../endpoint';

// What Twilio posts: forms, in Twilio's own names, with the signature in X-Twilio-Signature. Fields not named here are let through.

export const receiveTwilioStatus = defineEndpoint({
  name: 'receiveTwilioStatus',
  method: 'POST',
  path: '/webhooks/twilio/status/{messageId}',
  audience: 'public',
  summary:
    'Twilio says what became of a text message: a signed form. An unknown message and a saying heard before are taken too',
  // Not checked: whatever is signed is answered with 204, so that Twilio does not send it again.
  params: z.object({ messageId: z.string() }),
  body: z.looseObject({
    MessageSid: z.string().min(1).max(64),
    /** queued, sending, sent, delivered, undelivered, failed … */
    MessageStatus: z.string().min(1).max(40),
    To: z.string().max(254).optional(),
    ErrorCode: z.string().max(20).optional(),
  }),
  errors: ['bad_signature'],
  sentAs: 'application/x-www-form-urlencoded',
});

export const receiveTwilioMessage = defineEndpoint({
  name: 'receiveTwilioMessage',
  method: 'POST',
  path: '/webhooks/twilio/inbound',
  audience: 'public',
  summary: 'Twilio hands over a text message that somebody sent us: a signed form, answered with TwiML as text/xml',
  body: z.looseObject({
    MessageSid: z.string().min(1).max(64),
    From: z.string().min(1).max(254),
    Body: z.string().max(20_000).default(''),
    /** STOP, START or HELP where Twilio itself keeps the list of who opted out and has answered already. */
    OptOutType: z.string().optional(),
  }),
  /** TwiML: `<Response/>`, or a `<Response>` with one `<Message>`. */
  response: z.string(),
  errors: ['bad_signature'],
  sentAs: 'application/x-www-form-urlencoded',
  answeredAs: 'text/xml',
});

/** What mail programs post for somebody who wants no more invitations. Source: RFC 8058. */
export const unsubscribe = defineEndpoint({
  name: 'unsubscribe',
  method: 'POST',
  path: '/unsubscribe/{token}',
  audience: 'public',
  summary:
    'Ends invitations by e-mail to one address; appointments are told of as before. Every token is answered alike',
  params: z.object({ token: z.string().max(100) }),
  body: z.looseObject({ 'List-Unsubscribe': z.string().max(40).optional() }),
  sentAs: 'application/x-www-form-urlencoded',
});
