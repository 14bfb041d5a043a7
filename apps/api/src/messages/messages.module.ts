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
import { PeopleModule } from '../people/people.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { CallsQueries } from './staff/calls.queries';
import { KillSwitchesStore } from './staff/kill-switches.store';
import { LedgerQueries } from './staff/ledger.queries';
import { MessageRows } from './staff/message-rows';
import { MessagesController } from './staff/messages.controller';
import { MonitorQueries } from './staff/monitor.queries';
import { RetryMessage } from './staff/retry-message';
import { RetryStore } from './staff/retry.store';
import { StopMessages } from './staff/stop-messages';
import { TickOffCall } from './staff/tick-off-call';
import { ApplyReceipt } from './webhooks/apply-receipt';
import { EndInvitations } from './webhooks/end-invitations';
import { ForgetReplies } from './webhooks/forget-replies.job';
import { InboundStore } from './webhooks/inbound.store';
import { OptOutsStore } from './webhooks/opt-outs.store';
import { ReceiptsStore } from './webhooks/receipts.store';
import { ReceiveReply } from './webhooks/receive-reply';
import { Replies } from './webhooks/reply-acts';
import { UnsubscribeController } from './webhooks/unsubscribe.controller';
import { WebhooksController } from './webhooks/webhooks.controller';

@Module({
  imports: [PeopleModule, StaffModule, SitesModule, ServicesModule],
  controllers: [WebhooksController, UnsubscribeController, MessagesController],
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
    MessageRows,
    LedgerQueries,
    MonitorQueries,
    CallsQueries,
    TickOffCall,
    RetryStore,
    RetryMessage,
    KillSwitchesStore,
    StopMessages,
    OptOutsStore,
    ReceiptsStore,
    InboundStore,
    ForgetReplies,
    EndInvitations,
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
    EndInvitations,
  ],
})
export class MessagesModule {}
