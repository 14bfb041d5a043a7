import { validateRequest } from 'twilio';
import type { TwilioSettings } from './sms-settings';

/**
 * Whether Twilio signed this form for exactly this address of ours.
 * @param path path and query as they were asked for, from the slash after the host
 */
export function isSignedByTwilio(
  { authToken, webhookUrl }: TwilioSettings,
  path: string,
  signature: string,
  form: Record<string, unknown>,
): boolean {
  return validateRequest(authToken, signature, webhookUrl + path, form);
}
