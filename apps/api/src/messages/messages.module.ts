import { Module } from '@nestjs/common';
import { CallChannel } from './channels/call';
import { Channels } from './channels/channels';
import { EmailChannel } from './channels/email';
import { LetterChannel } from './channels/letter';
import { SmsChannel } from './channels/sms';
import { CallListStore } from './call-list.store';
import { Dispatch } from './dispatch';
import { FindLostMessages } from './find-lost-messages';
import { LettersStore } from './letters/letters.store';
import { WriteLetters } from './letters/write-letters.job';
import { LostMessagesStore } from './lost-messages.store';
import { MessageKinds } from './message-kinds';
import { MessagesStore } from './messages.store';
import { ProviderHealth } from './provider-health';
import { ProviderHealthStore } from './provider-health.store';
import { SendMessage } from './send-message';
import { SettleMessages } from './settle-messages';
import { SettleStore } from './settle.store';
import { ApplyReceipt } from './webhooks/apply-receipt';
import { ForgetReplies } from './webhooks/forget-replies.job';
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
    LostMessagesStore,
    SettleStore,
    CallListStore,
    LettersStore,
    ProviderHealthStore,
    EmailChannel,
    SmsChannel,
    LetterChannel,
    CallChannel,
    Channels,
    ProviderHealth,
    SettleMessages,
    SendMessage,
    FindLostMessages,
    WriteLetters,
    OptOutsStore,
    ReceiptsStore,
    InboundStore,
    ForgetReplies,
    ApplyReceipt,
    ReceiveReply,
    Replies,
    Dispatch,
  ],
  exports: [
    Dispatch,
    MessageKinds,
    Replies,
    FindLostMessages,
    SettleMessages,
    WriteLetters,
    ProviderHealth,
    ForgetReplies,
  ],
})
export class MessagesModule {}
