import { Inject, Injectable } from '@nestjs/common';
import type { BodyOf, receiveTwilioMessage } from '@fairslot/contract';
import { parseReply, type Reply } from '@fairslot/domain';
import { textsFor } from '@fairslot/texts';
import { CONFIG, type Config } from '../../platform/config/config';
import { Cipher } from '../../platform/crypto/cipher';
import { Keys } from '../../platform/crypto/keys';
import { Database } from '../../platform/database/database';
import { Ids } from '../../platform/ids/ids';
import { Log } from '../../platform/log/log';
import { type InboundRow, InboundStore } from './inbound.store';
import { OptOutsStore } from './opt-outs.store';
import { recipientIndex } from './recipient-index';
import { Replies } from './reply-acts';

type Form = BodyOf<typeof receiveTwilioMessage>;

const KEPT_BY_TWILIO: Record<string, Reply> = { STOP: 'stop', START: 'start', HELP: 'help' };

/**
 * A text message somebody sent us: kept as it came, understood, done and answered. Twilio may deliver it again, at once or
 * after we died: what it is about was fixed the first time, acts happen once, and one delivery at most is answered.
 */
@Injectable()
export class ReceiveReply {
  constructor(
    private readonly database: Database,
    private readonly store: InboundStore,
    private readonly optOuts: OptOutsStore,
    private readonly replies: Replies,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** What to answer; null for nothing. */
  async run(form: Form, requestId: string): Promise<string | null> {
    const fromBi = recipientIndex(this.keys, 'sms', form.From);
    const language = await this.store.languageOf(fromBi);
    const kept = await this.keep(form, fromBi, language);
    if (kept.answered) return null;
    const text = await this.act(kept, { fromBi, language, key: `sms:${form.MessageSid}`, requestId });
    const mayAnswer = await this.database.tx((tx) => this.store.takeAnswer(tx, kept.id, fromBi));
    this.log.info({ event: 'reply.handled', kind: kept.reply, requestId, state: mayAnswer ? 'answered' : 'silent' });
    // Where Twilio keeps the list of who opted out, it has answered in words set there.
    return mayAnswer && !form.OptOutType ? text : null;
  }

  private async keep(
    { MessageSid, From, Body, OptOutType }: Form,
    fromBi: Buffer,
    language: string,
  ): Promise<InboundRow> {
    const reply = KEPT_BY_TWILIO[OptOutType ?? ''] ?? parseReply(Body, textsFor(language).replies.words);
    const rowKey = this.ids.rowKey();
    return this.store.keep({
      providerId: MessageSid,
      rowKey,
      fromBi,
      fromCt: this.cipher.seal('inbound_message.from', rowKey, From),
      bodyCt: this.cipher.seal('inbound_message.body', rowKey, Body),
      reply,
      bookingId: isAboutBooking(reply) ? await this.replies.about({ reply, mobileBi: fromBi }) : null,
    });
  }

  private async act(
    { reply, bookingId }: InboundRow,
    from: { fromBi: Buffer; language: string; key: string; requestId: string },
  ): Promise<string> {
    const { fromBi: mobileBi, language, key, requestId } = from;
    if (isAboutBooking(reply)) return this.replies.answer({ reply, bookingId, mobileBi, language, key, requestId });
    if (reply === 'stop') await this.optOuts.add('sms', mobileBi);
    if (reply === 'start') await this.optOuts.end('sms', mobileBi);
    const words = { stop: 'stopped', start: 'started', help: 'help', none: 'help' } as const;
    return textsFor(language).replies[words[reply]]({ helpPhone: this.config.HELP_PHONE });
  }
}

function isAboutBooking(reply: Reply): reply is 'coming' | 'cannot_come' {
  return reply === 'coming' || reply === 'cannot_come';
}
