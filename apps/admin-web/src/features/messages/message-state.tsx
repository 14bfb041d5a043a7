import type { MessageRow } from '@fairslot/contract';
import { messageTexts as words } from '../../ui/message-texts';

const looks: Partial<Record<MessageRow['state'], string>> = {
  pending: 'arrived',
  sending: 'arrived',
  delivered: 'done',
  undelivered: 'absent',
  failed: 'absent',
  unknown: 'absent',
  gave_up: 'absent',
};

/** Where a message stands. The word carries it; the colour only repeats it. */
export function MessageState({ message: { state, channel } }: { message: Pick<MessageRow, 'state' | 'channel'> }) {
  const said = (channel === 'call' && words.callState[state]) || words.state[state];
  return <strong className={`staff-tag staff-tag--${looks[state] ?? 'plain'}`}>{said}</strong>;
}
