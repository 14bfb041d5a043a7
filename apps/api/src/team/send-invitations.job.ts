import { Inject, Injectable } from '@nestjs/common';
import { textsFor } from '@fairslot/texts';
import { EmailChannel } from '../messages/channels/email';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import { Log } from '../platform/log/log';
import { invitationToken } from './give-role';
import { TeamStore, type ToSend } from './team.store';

const LANGUAGE = 'en';

/** Sends the invitations of staff that are not sent yet; one that fails is tried again, later each time. */
@Injectable()
export class SendInvitations {
  constructor(
    private readonly database: Database,
    private readonly store: TeamStore,
    private readonly email: EmailChannel,
    private readonly keys: Keys,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    const waiting = await this.database.staffTx([], (tx) => this.store.toSend(tx));
    for (const one of waiting) await this.send(one);
  }

  private async send({ userId, version, email, name, invitedBy }: ToSend): Promise<void> {
    const token = invitationToken(this.keys, userId, version);
    const link = `${this.config.STAFF_URL ?? this.config.PUBLIC_URL}/join#${token}`;
    const words = textsFor(LANGUAGE).staffInvitation({ name, invitedBy, region: this.config.REGION_NAME, link });
    const sent = await this.email.send(`staff-invitation-${userId}-${version}`, {
      to: email,
      subject: words.subject,
      text: emailPlain(words),
      html: emailHtml(words, LANGUAGE),
    });
    if (sent.outcome === 'accepted') await this.database.staffTx([], (tx) => this.store.markSent(tx, userId, version));
    else this.log.warn({ event: 'staff.invitation_not_sent', code: sent.outcome });
  }
}
