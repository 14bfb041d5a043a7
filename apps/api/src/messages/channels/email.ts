import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../../platform/config/config';
import type { MessageContent } from '../message-kinds';
import type { Channel, Sent } from './channel';

const DEADLINE_MS = 45_000;
/** SMTP commands before the text of the message: an answer there means that nothing left. */
const BEFORE_DATA = /^(EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO)/;
/** Failures to connect at all. A connection that closes later says "CONN" as well, so the command does not tell. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'EDNS', 'ENOTFOUND', 'EAUTH', 'ETLS', 'EPROXY']);

interface SmtpFailure {
  code?: string;
  command?: string;
  responseCode?: number;
  /** 'connect' where the socket failed while it was opened. */
  syscall?: string;
}

/** E-mail through nodemailer, with deadlines. The ledger owns retries, so there is no pool and no queue here. */
@Injectable()
export class EmailChannel implements Channel {
  readonly provider = 'smtp';
  private transport: Transporter | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async send(messageId: string, content: MessageContent): Promise<Sent> {
    try {
      await withDeadline(
        this.transporter().sendMail({
          from: this.config.MAIL_FROM,
          to: content.to,
          subject: content.subject ?? '',
          text: content.text,
          html: content.html,
          messageId: `<${messageId}@${new URL(this.config.PUBLIC_URL).hostname}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(content.unsubscribeUrl ? unsubscribing(content.unsubscribeUrl) : {}),
          },
          ...(content.calendar ? inCalendar(content.calendar) : {}),
        }),
      );
      return { outcome: 'accepted' };
    } catch (error) {
      return classify(error as SmtpFailure);
    }
  }

  private transporter(): Transporter {
    this.transport ??= createTransport({
      url: this.config.SMTP_URL ?? '',
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as Parameters<typeof createTransport>[0]);
    return this.transport;
  }
}

/** One click in the mail program ends further messages of this kind. Source: RFC 8058. */
function unsubscribing(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** Shown by mail programs as an appointment to keep, or one that is gone. */
function inCalendar({ method, text }: NonNullable<MessageContent['calendar']>) {
  return { icalEvent: { method, content: text, filename: 'appointment.ics' } };
}

/** What the mail server can have done, by where the conversation broke off. */
export function classify({ code, command = '', responseCode = 0, syscall }: SmtpFailure): Sent {
  const error = [code, command, responseCode].filter(Boolean).join(' ');
  // Only about this recipient or this text is a refusal final; a refused greeting, sign-in or sender is ours to mend.
  if (responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')) return { outcome: 'rejected', error };
  if (syscall === 'connect' || (code && NEVER_CONNECTED.has(code))) return { outcome: 'not_sent', error };
  if (BEFORE_DATA.test(command)) return { outcome: 'not_sent', error };
  // 421 says that the connection closes, not what became of a text already sent.
  if (responseCode >= 400 && responseCode !== 421) return { outcome: 'not_sent', error };
  return { outcome: 'unknown', error };
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('deadline'), { code: 'EDEADLINE' })), DEADLINE_MS);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}
