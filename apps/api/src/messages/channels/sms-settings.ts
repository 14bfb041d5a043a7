import type { Config } from '../../platform/config/config';

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  messagingServiceSid: string;
  /** Another address of the API than Twilio's own. */
  apiUrl: string | undefined;
  /** Where Twilio reaches us, without a slash at the end. */
  webhookUrl: string;
}

/** Null where Twilio is not set up. */
export function twilioOf(config: Config): TwilioSettings | null {
  const {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid,
  } = config;
  if (!accountSid || !authToken || !messagingServiceSid) return null;
  const webhookUrl = config.WEBHOOK_URL ?? config.PUBLIC_URL;
  return { accountSid, authToken, messagingServiceSid, apiUrl: config.TWILIO_API_URL, webhookUrl };
}
