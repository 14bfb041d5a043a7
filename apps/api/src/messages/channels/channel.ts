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

/** One way to reach a person. `messageId` is opaque and the same for every attempt of one message. */
export interface Channel {
  send(messageId: string, content: MessageContent): Promise<Sent>;
}
