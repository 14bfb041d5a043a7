import { Injectable } from '@nestjs/common';
import type { MessageRow, retryMessage } from '@fairslot/contract';
import { Database } from '../../platform/database/database';
import { AppError } from '../../platform/http/app-error';
import type { StaffCaller } from '../../platform/http/caller';
import type { Parsed } from '../../platform/http/serve';
import { Ids } from '../../platform/ids/ids';
import { AuditStore, staffActor } from '../../staff/audit.store';
import { scopeFor } from '../../staff/staff.policy';
import { Dispatch } from '../dispatch';
import { MessageRows } from './message-rows';
import { RetryStore } from './retry.store';

/** Sends a message once more that failed. What has become untrue meanwhile is found out as ever, and not sent. */
@Injectable()
export class RetryMessage {
  constructor(
    private readonly database: Database,
    private readonly store: RetryStore,
    private readonly rows: MessageRows,
    private readonly audit: AuditStore,
    private readonly dispatch: Dispatch,
    private readonly ids: Ids,
  ) {}

  async run({ params, caller, requestId }: Parsed<typeof retryMessage, StaffCaller>): Promise<MessageRow> {
    const id = this.ids.plain('message', params.messageId);
    const row = await this.database.staffTx(scopeFor(caller, 'messages:write'), async (tx) => {
      const seen = id === null ? undefined : await this.store.find(tx, id);
      if (!seen) throw new AppError('not_found');
      if (!(await this.store.again(tx, seen.id))) throw new AppError('wrong_state');
      const { siteId, kind, channel } = seen;
      const details = { message: params.messageId, kind, channel };
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'message.retried',
        siteId,
        requestId,
        details,
      });
      return (await this.store.find(tx, seen.id)) ?? seen;
    });
    this.dispatch.nudge();
    return this.rows.shown(row);
  }
}
