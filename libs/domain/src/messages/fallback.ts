import { kindRules, MESSAGE_CHANNELS, type MessageChannel, type MessageKind, type MessageState } from './kinds';

/** States in which a message did not reach anybody, and is not going to. */
export const FAILED_STATES = ['undelivered', 'failed', 'gave_up', 'suppressed', 'expired'] as const;

export const CALL_REASONS = [
  'no_contact',
  'not_delivered',
  'opted_out',
  'too_late',
  'outcome_unknown',
  'stranded',
] as const;
export type CallReason = (typeof CALL_REASONS)[number];

export interface Sibling {
  channel: MessageChannel;
  state: MessageState;
}

const isFailed = (state: MessageState): boolean => (FAILED_STATES as readonly string[]).includes(state);

/**
 * The next way to say it, after all these messages that say the same to the same person; null where one of them may still
 * arrive, where it is no longer true, or where nothing is left that would make sense.
 * @param ways how the person can be written to
 */
export const nextWay = (
  kind: MessageKind,
  siblings: readonly Sibling[],
  ways: readonly MessageChannel[],
): MessageChannel | null => {
  if (siblings.some(({ state }) => !isFailed(state))) return null;
  const { letter, call } = kindRules[kind];
  const tried = new Set(siblings.map(({ channel }) => channel));
  const open = MESSAGE_CHANNELS.find(
    (channel) =>
      channel !== 'call' && ways.includes(channel) && !tried.has(channel) && (channel !== 'letter' || letter),
  );
  if (open) return open;
  return call === 'never' || tried.has('call') ? null : 'call';
};

/** Why somebody is on the call list, from what became of the messages that came before. */
export const callReason = (before: readonly MessageState[]): CallReason => {
  if (before.length === 0) return 'no_contact';
  if (before.some((state) => state === 'undelivered' || state === 'failed')) return 'not_delivered';
  if (before.some((state) => state === 'gave_up' || state === 'accepted' || state === 'no_receipt'))
    return 'outcome_unknown';
  return before.includes('suppressed') ? 'opted_out' : 'too_late';
};
