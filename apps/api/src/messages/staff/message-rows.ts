import { Inject, Injectable } from '@nestjs/common';
import type { MessageRow } from '@fairslot/contract';
import { formatReference, instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../../platform/config/config';
import { Ids } from '../../platform/ids/ids';
import { SiteDirectory } from '../../sites/site-directory';

export interface MessageRecord {
  id: number;
  kind: MessageRow['kind'];
  channel: MessageRow['channel'];
  state: MessageRow['state'];
  reference: string | null;
  siteId: number | null;
  sendAfter: Date;
  notAfter: Date;
  sentAt: Date | null;
  tries: number;
  parts: number | null;
  provider: string | null;
  error: string | null;
  mayRetry: boolean;
}

/** States after which a person may have it sent once more. */
export const RETRIED = `m.channel <> 'call' AND m.state IN ('failed', 'undelivered', 'gave_up') AND m.not_after > app_now()`;

export const MESSAGE_COLUMNS = `m.id, m.kind, m.channel, m.state, b.reference, m.site_id AS "siteId", m.send_after AS "sendAfter",
  m.not_after AS "notAfter", m.sent_at AS "sentAt", m.attempt AS tries, m.parts, m.provider, m.last_error AS error, ${RETRIED} AS "mayRetry"`;

/** Rows of the ledger as staff see them. */
@Injectable()
export class MessageRows {
  constructor(
    private readonly ids: Ids,
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  shown = ({ id, siteId, reference, sendAfter, notAfter, sentAt, ...row }: MessageRecord): MessageRow => {
    const site = siteId === null ? null : this.directory.get(siteId);
    return {
      ...row,
      id: this.ids.opaque('message', id),
      reference: reference && formatReference(reference),
      site: site && { id: site.slug, name: site.name },
      sendAfter: this.at(sendAfter),
      notAfter: this.at(notAfter),
      sentAt: sentAt && this.at(sentAt),
    };
  };

  at(instant: Date): string {
    return instantText(instant, this.config.TIME_ZONE);
  }
}
