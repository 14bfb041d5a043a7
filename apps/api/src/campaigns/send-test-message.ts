import { Injectable } from '@nestjs/common';
import type { ResponseOf, sendTestMessage } from '@fairslot/contract';
import { EmailChannel } from '../messages/channels/email';
import { emailHtml, emailPlain } from '../messages/templates/email-html';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { AuditStore, staffActor } from '../staff/audit.store';
import { CampaignsStore } from './campaigns.store';
import { ShowCampaign } from './show-campaign';
import { WriteWords } from './write-words';

/** Sends a message of a campaign to whoever asks, and to nobody else, so that they see it as it arrives. */
@Injectable()
export class SendTestMessage {
  constructor(
    private readonly database: Database,
    private readonly show: ShowCampaign,
    private readonly store: CampaignsStore,
    private readonly words: WriteWords,
    private readonly services: ServiceCatalogue,
    private readonly email: EmailChannel,
    private readonly audit: AuditStore,
  ) {}

  async run({
    params,
    body,
    caller,
    requestId,
  }: Parsed<typeof sendTestMessage, StaffCaller>): Promise<ResponseOf<typeof sendTestMessage>> {
    const campaign = await this.show.find(params.campaignId, caller);
    const { name, email: to } = await this.store.staff(caller.userId);
    const service = this.services.get(campaign.serviceId);
    const [firstName = name] = name.split(' ');
    const values = this.words.sampleValues(firstName, service.sensitive ? 'appointment' : service.shortName);
    const { sms, email } = this.words.write(campaign.words, body.kind, body.language, values);
    const shown = { ...email, paragraphs: [sms, '—', ...email.paragraphs] };
    const sent = await this.email.send(`test-${requestId}`, {
      to,
      subject: `[Test] ${email.subject}`,
      text: emailPlain(shown),
      html: emailHtml(shown, body.language),
    });
    if (sent.outcome !== 'accepted') throw new AppError('busy');
    const details = { campaignId: campaign.id, ...body };
    await this.database.tx((tx) =>
      this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'campaign.test_sent',
        siteId: null,
        requestId,
        details,
      }),
    );
    return { to };
  }
}
