import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config';
import { Cipher } from '../../platform/crypto/cipher';
import { Ids } from '../../platform/ids/ids';
import { LettersStore } from '../letters/letters.store';
import type { MessageContent } from '../message-kinds';
import type { Channel, Sent } from './channel';

/** Letters: kept sealed until the next batch for the print supplier takes them along. */
@Injectable()
export class LetterChannel implements Channel {
  readonly provider = 'print';

  constructor(
    private readonly store: LettersStore,
    private readonly cipher: Cipher,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async send(messageId: string, { to, text, subject = '', link = '', language = 'en' }: MessageContent): Promise<Sent> {
    if (!this.config.LETTERS_DIR) return { outcome: 'rejected', error: 'no print supplier is set up' };
    const rowKey = this.ids.rowKey();
    const sealed = this.cipher.seal('letter.content', rowKey, JSON.stringify({ to, subject, text, link, language }));
    await this.store.keep(this.ids.plain('message', messageId) ?? 0, rowKey, sealed);
    return { outcome: 'accepted' };
  }
}
