import type { MessageHistory } from '@fairslot/contract';
import { messageTexts } from '../../ui/message-texts';
import { when } from './when';

const words = messageTexts.timeline;
const because = (error: string | null): string => (error ? words.because(messageTexts.reason(error)) : '');

/** Everything that happened to a message, each as a sentence with its time, in the order in which it did. */
export function eventsOf(message: MessageHistory): string[] {
  const { plannedAt, attempts, receipts, state, error, sendAfter, channel } = message;
  const happened = [
    ...attempts.map(({ startedAt, endedAt, outcome, error: why }) => ({
      at: endedAt ?? startedAt,
      said: words.tried[outcome ?? 'running'](when(endedAt ?? startedAt)) + because(why),
    })),
    ...receipts.map(({ at, status, error: why }) => ({
      at,
      said: (words.receipt[status]?.(when(at)) ?? words.otherReceipt(when(at), status)) + because(why),
    })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const said = [words.planned(when(plannedAt)), ...happened.map((event) => event.said)];
  const waits = state === 'pending' && channel !== 'call';
  const notTried = happened.length === 0 && error !== null;
  return [
    ...said,
    ...(waits ? [words.goes(when(sendAfter)) + because(error)] : []),
    ...(!waits && notTried ? [messageTexts.reason(error)] : []),
  ];
}
