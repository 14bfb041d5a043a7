import { Twilio } from 'twilio';
import type { MessageContent } from '../message-kinds';
import type { Sent, Sought } from './channel';
import { requestHash } from './request-hash';
import { twilioHttp } from './sms-http';
import type { TwilioSettings } from './sms-settings';

/** Error of a message to somebody who told the carrier to send no more. */
export const OPTED_OUT = 'twilio 400 21610';

const LONGEST_VALIDITY_SECONDS = 36_000;
/** Our clock and Twilio's may differ by a little, and theirs counts in whole seconds. */
const CLOCKS_DIFFER_MS = 5000;
const MOST_LISTED = 50;

/**
 * Refusals of this recipient or this text, for good: opted out, no mobile, not reachable, no text, too long. Every other
 * refusal is about the account or the moment, which somebody can mend before the message is too late.
 * Source: twilio.com/docs/api/errors.
 */
const FOR_GOOD = new Set([21211, 21217, 21219, 21265, 21408, 21602, 21604, 21605, 21610, 21612, 21614, 21617, 21635]);

/** Failures before anything could be written. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Text messages through Twilio. The ledger owns retries, so there are none here. */
export class TwilioSms {
  readonly provider = 'twilio';
  private readonly client: Twilio;

  constructor(private readonly settings: TwilioSettings) {
    const { accountSid, authToken, apiUrl } = settings;
    this.client = new Twilio(accountSid, authToken, { httpClient: twilioHttp(apiUrl) });
  }

  /** The address for receipts carries our id, so that a receipt proves what a lost answer would have said. */
  async send(messageId: string, { to, text }: MessageContent, validForSeconds: number): Promise<Sent> {
    try {
      const { sid } = await this.client.messages.create({
        to,
        body: text,
        messagingServiceSid: this.settings.messagingServiceSid,
        statusCallback: `${this.settings.webhookUrl}/api/v1/webhooks/twilio/status/${messageId}`,
        validityPeriod: validity(validForSeconds),
      });
      return { outcome: 'accepted', providerId: sid };
    } catch (error) {
      return classify(error);
    }
  }

  /** What Twilio has with these words to this number since then, newest first. */
  async find({ to, request, since }: Sought): Promise<string[] | 'unreachable'> {
    try {
      const dateSentAfter = new Date(since.getTime() - CLOCKS_DIFFER_MS);
      const listed = await this.client.messages.list({ to, dateSentAfter, limit: MOST_LISTED });
      return listed.filter(({ body }) => requestHash(body).equals(request)).map(({ sid }) => sid);
    } catch {
      return 'unreachable';
    }
  }
}

function validity(seconds: number): number {
  return Math.min(Math.max(1, Math.floor(seconds)), LONGEST_VALIDITY_SECONDS);
}

interface SocketFailure {
  code?: string;
  syscall?: string;
  /** Of each address that was tried. */
  errors?: SocketFailure[];
}

/** What Twilio can have done. Says codes and never messages, because those quote the number. */
export function classify(error: unknown): Sent {
  const { status, code, cause, name } = error as {
    status?: number;
    code?: number | string;
    cause?: SocketFailure;
    name?: string;
  };
  if (status !== undefined) return refused(status, Number(code) || undefined);
  const said = `twilio ${cause?.code ?? name ?? 'failure'}`;
  return { outcome: cause && neverConnected(cause) ? 'not_sent' : 'unknown', error: said };
}

function refused(status: number, code: number | undefined): Sent {
  const error = ['twilio', status, code].filter(Boolean).join(' ');
  if (status < 400 || status >= 500 || status === 408 || status === 409) return { outcome: 'unknown', error };
  return { outcome: code !== undefined && FOR_GOOD.has(code) ? 'rejected' : 'not_sent', error };
}

function neverConnected({ code = '', syscall, errors }: SocketFailure): boolean {
  return syscall === 'connect' || NEVER_CONNECTED.test(code) || (errors?.length ? errors.every(neverConnected) : false);
}
