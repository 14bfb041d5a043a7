import type { MessageContent } from '../message-kinds';

/** How a sending ended: what the provider can have done, and whether trying again makes sense. */
export type Sent =
  | { outcome: 'accepted'; providerId?: string }
  /** The provider said no for good. */
  | { outcome: 'rejected'; error: string }
  /** It cannot have left: try again later. */
  | { outcome: 'not_sent'; error: string }
  /** It may have left. */
  | { outcome: 'unknown'; error: string };

/** What a provider says when it is asked for a message whose answer was lost. */
export type Asked = { found: true; providerId: string } | { found: false } | { found: 'unreachable' };

/** By what a lost message is known again. */
export interface Sought {
  to: string;
  /** SHA-256 of the words. */
  request: Buffer;
  since: Date;
}

/** One way to reach a person. `messageId` is opaque and the same for every attempt of one message. */
export interface Channel {
  /** Name kept with the message. */
  readonly provider: string;
  send(messageId: string, content: MessageContent, validForSeconds: number): Promise<Sent>;
  /** Only where the provider can be asked: does it have this message? */
  ask?(messageId: string, sought: Sought): Promise<Asked>;
}
