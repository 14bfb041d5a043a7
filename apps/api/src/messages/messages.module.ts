import { Module } from '@nestjs/common';
import { EmailChannel } from './channels/email';
import { SmsChannel } from './channels/sms';
import { Dispatch } from './dispatch';
import { MessageKinds } from './message-kinds';
import { MessagesStore } from './messages.store';
import { ApplyReceipt } from './webhooks/apply-receipt';
import { InboundStore } from './webhooks/inbound.store';
import { OptOutsStore } from './webhooks/opt-outs.store';
import { ReceiptsStore } from './webhooks/receipts.store';
import { ReceiveReply } from './webhooks/receive-reply';
import { Replies } from './webhooks/reply-acts';
import { WebhooksController } from './webhooks/webhooks.controller';

@Module({
  controllers: [WebhooksController],
  providers: [
    MessagesStore,
    MessageKinds,
    EmailChannel,
    SmsChannel,
    OptOutsStore,
    ReceiptsStore,
    InboundStore,
    ApplyReceipt,
    ReceiveReply,
    Replies,
    Dispatch,
  ],
  exports: [Dispatch, MessageKinds, Replies],
})
export class MessagesModule {}
