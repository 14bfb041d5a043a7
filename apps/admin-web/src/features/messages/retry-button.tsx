import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import { countMessages, listBookingMessages, listMessages, retryMessage, type MessageRow } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { messageTexts as words } from '../../ui/message-texts';
import { errorTexts } from '../../ui/texts';

const refreshed = [listBookingMessages, listMessages, countMessages];

interface Props {
  message: MessageRow;
  /** What came of the press. */
  say: (words: string) => void;
}

/** Sends a message once more that failed. */
export function RetryButton({ message: { id, kind, reference }, say }: Props) {
  const { mutateAsync, isPending } = useApiMutation(retryMessage, refreshed);
  async function retry() {
    try {
      await mutateAsync({ params: { messageId: id } });
      say(words.retried);
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(error.code === 'wrong_state' ? words.retryRefused : errorTexts[error.code]);
    }
  }
  return (
    <StaffButton
      busy={isPending}
      aria-label={words.retryOf(words.kind[kind], reference ?? '')}
      onPress={() => void retry()}
    >
      {words.retry}
    </StaffButton>
  );
}
