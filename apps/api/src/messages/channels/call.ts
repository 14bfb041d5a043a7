import { Injectable } from '@nestjs/common';
import { Ids } from '../../platform/ids/ids';
import { CallListStore } from '../call-list.store';
import type { Channel, Sent } from './channel';

/** The last way: a person who calls. Sent is what stands on the call list. */
@Injectable()
export class CallChannel implements Channel {
  readonly provider = 'call_list';

  constructor(
    private readonly store: CallListStore,
    private readonly ids: Ids,
  ) {}

  async send(messageId: string): Promise<Sent> {
    await this.store.put(this.ids.plain('message', messageId) ?? 0);
    return { outcome: 'accepted' };
  }
}
