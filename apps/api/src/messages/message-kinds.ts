import { Injectable } from '@nestjs/common';
import type { ClaimedMessage } from './messages.store';

/** A message ready for its channel. */
export interface MessageContent {
  /** Mobile number in E.164, or e-mail address. */
  to: string;
  text: string;
  /** E-mail only. */
  subject?: string;
  html?: string;
  /** Address that ends further messages of this kind; invitations only. */
  unsubscribeUrl?: string;
  /** Seconds after which the provider gives up by itself. */
  validForSeconds?: number;
}

/** What to send, or null when the message is no longer true. */
export type Compose = (message: ClaimedMessage) => Promise<MessageContent | null>;

/** The kinds of message, each written by the feature that owns what it is about. */
@Injectable()
export class MessageKinds {
  private readonly kinds = new Map<string, Compose>();

  register(kind: string, compose: Compose): void {
    if (this.kinds.has(kind)) throw new Error(`The message kind ${kind} is registered twice`);
    this.kinds.set(kind, compose);
  }

  async compose(message: ClaimedMessage): Promise<MessageContent | null> {
    const compose = this.kinds.get(message.kind);
    if (!compose) throw new Error(`Nothing writes messages of the kind ${message.kind}`);
    return compose(message);
  }
}
