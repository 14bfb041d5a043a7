import { Injectable } from '@nestjs/common';
import type { MessageChannel, MessageKind, SendingHours } from '@fairslot/domain';

/** What a message is about, and in which words it is said. */
export interface AboutMessage {
  id: number;
  kind: MessageKind;
  channel: MessageChannel;
  /** One of the two. */
  bookingId: number | null;
  invitationId: number | null;
  occurrence: number;
}

/** A message ready for its channel. */
export interface MessageContent {
  /** Mobile number in E.164, or e-mail address; of a letter the address, a line each; of a call nothing. */
  to: string;
  text: string;
  /** E-mail and letter only. */
  subject?: string;
  /** E-mail only. */
  html?: string;
  /** E-mail only: the appointment for a calendar. */
  calendar?: { method: 'PUBLISH' | 'CANCEL'; text: string };
  /** Address that ends further messages of this kind; invitations only. */
  unsubscribeUrl?: string;
  /** Letter only: the address printed, and as a code to scan; and the language of the words. */
  link?: string;
  language?: string;
  /** When it may leave, narrower than messages of its kind may; left out where there are no such hours. */
  hours?: SendingHours;
  /** When the appointment begins that it is about; left out where there is none. */
  startsAt?: Date;
}

/** Written by the feature that owns what the message is about. */
export interface KindOwner {
  /** What to send, from how things stand now; `wait` while it cannot be said yet, null when it is no longer true. */
  compose(message: AboutMessage): Promise<MessageContent | 'wait' | null>;
  /** The ways in which the person can be written to. */
  ways(message: AboutMessage): Promise<MessageChannel[]>;
  /** Where a message of this channel goes, whether it is still true or not; null where there is no way. */
  address(message: AboutMessage): Promise<string | null>;
}

/** The kinds of message, each written by the feature that owns what it is about. */
@Injectable()
export class MessageKinds {
  private readonly owners = new Map<string, KindOwner>();

  register(kind: MessageKind, owner: KindOwner): void {
    if (this.owners.has(kind)) throw new Error(`The message kind ${kind} is registered twice`);
    this.owners.set(kind, owner);
  }

  compose(message: AboutMessage): Promise<MessageContent | 'wait' | null> {
    return this.owner(message).compose(message);
  }

  ways(message: AboutMessage): Promise<MessageChannel[]> {
    return this.owner(message).ways(message);
  }

  address(message: AboutMessage): Promise<string | null> {
    return this.owner(message).address(message);
  }

  private owner({ kind }: AboutMessage): KindOwner {
    const owner = this.owners.get(kind);
    if (!owner) throw new Error(`Nothing writes messages of the kind ${kind}`);
    return owner;
  }
}
