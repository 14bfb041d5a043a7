import { Inject, Injectable } from '@nestjs/common';
import { instantText } from '@fairslot/domain';
import { textsFor } from '@fairslot/texts';
import { EmailChannel } from '../messages/channels/email';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { Log } from '../platform/log/log';
import { AlertsStore, type AlertToSend } from './alerts.store';

const LANGUAGE = 'en';

/** Writes to those who are asked to agree, or who are told of an urgent change; it names nobody who is booked. */
@Injectable()
export class SendAlerts {
  constructor(
    private readonly database: Database,
    private readonly store: AlertsStore,
    private readonly email: EmailChannel,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    const waiting = await this.database.staffTx([], (tx) => this.store.toSend(tx));
    for (const one of waiting) await this.send(one);
  }

  private async send({ id, email, name, byName, siteName, isAsk, expiresAt }: AlertToSend): Promise<void> {
    const words = textsFor(LANGUAGE).staffAlert({
      name,
      by: byName,
      site: siteName,
      until: isAsk && expiresAt ? instantText(expiresAt, this.config.TIME_ZONE).slice(11, 16) : null,
      link: `${this.config.STAFF_URL ?? this.config.PUBLIC_URL}/approvals`,
    });
    const sent = await this.email.send(`staff-alert-${id}`, {
      to: email,
      subject: words.subject,
      text: emailPlain(words),
      html: emailHtml(words, LANGUAGE),
    });
    if (sent.outcome === 'accepted') await this.database.staffTx([], (tx) => this.store.markSent(tx, id));
    else this.log.warn({ event: 'staff.alert_not_sent', code: sent.outcome });
  }
}
