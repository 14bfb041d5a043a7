import type { DraftHold } from '@fairslot/contract';

/** A time is kept until its hold ends; after that it may still be free, until the time itself has passed. */
export type HoldState = 'kept' | 'ended' | 'passed';

export const hasPassed = (start: string, now: Date): boolean => Date.parse(start) <= now.getTime();

export function stateOfHold({ start, expiresAt }: DraftHold, now: Date): HoldState {
  if (hasPassed(start, now)) return 'passed';
  return hasPassed(expiresAt, now) ? 'ended' : 'kept';
}
