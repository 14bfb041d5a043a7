import { refused, type Refused } from './decision';

/** What is known of the key that came with a request. */
export interface KeyFacts {
  requestHash: string;
  /** What the key was used for before, in the same scope; null where it is new. */
  known: { requestHash: string } | null;
  /** A request with this key has begun and not ended. */
  isRunning: boolean;
}

/** `replay`: the same request was answered before, and that answer is given again. */
export type KeyReason = 'in_progress' | 'reused' | 'replay';

/** Null where the request may go on. */
export const refusedByKey = ({ requestHash, known, isRunning }: KeyFacts): Refused<KeyReason> | null => {
  if (isRunning) return refused('in_progress');
  if (known === null) return null;
  return refused(known.requestHash === requestHash ? 'replay' : 'reused');
};
