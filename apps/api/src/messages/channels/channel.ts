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

/** One way to reach a person. `messageId` is opaque and the same for every attempt of one message. */
export interface Channel {
  /** Name kept with the message. */
  readonly provider: string;
  send(messageId: string, content: MessageContent): Promise<Sent>;
  /** Only where the provider can be asked: does it have this message, sent since then? */
  ask?(messageId: string, content: MessageContent, since: Date): Promise<Asked>;
}
