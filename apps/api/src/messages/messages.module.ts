import { Module } from '@nestjs/common';
import { ConsoleChannel } from './channels/console';
import { EmailChannel } from './channels/email';
import { Dispatch } from './dispatch';
import { MessageKinds } from './message-kinds';
import { MessagesStore } from './messages.store';

@Module({
  providers: [MessagesStore, MessageKinds, EmailChannel, ConsoleChannel, Dispatch],
  exports: [Dispatch, MessageKinds],
})
export class MessagesModule {}
