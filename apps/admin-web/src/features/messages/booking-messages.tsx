import { useApiQuery } from '@fairslot/client/react';
import { listBookingMessages, type MessageHistory } from '@fairslot/contract';
import { useState } from 'react';
import { Loaded } from '../../ui/loaded';
import { messageTexts as words } from '../../ui/message-texts';
import { eventsOf } from './events-of';
import { MessageState } from './message-state';
import { RetryButton } from './retry-button';
import { when } from './when';

interface Props {
  reference: string;
  mayWrite: boolean;
}

/** What was said about a booking: when, by which way, and what became of it. */
export function BookingMessages({ reference, mayWrite }: Props) {
  const query = useApiQuery(listBookingMessages, { params: { reference } }, { refetchInterval: 15_000 });
  const [said, say] = useState('');
  // The page above says so already.
  if (query.error?.code === 'not_found') return null;
  return (
    <section className="staff-section" aria-labelledby="messages-title">
      <h2 className="staff-subheading" id="messages-title">
        {words.timeline.heading}
      </h2>
      <output className="coord-said">{said}</output>
      <Loaded query={query}>
        {({ items, replies }) => (
          <>
            {items.length === 0 && <p>{words.timeline.none}</p>}
            <ul className="staff-plain-list">
              {items.map((message) => (
                <OneMessage key={message.id} message={message} mayWrite={mayWrite} say={say} />
              ))}
            </ul>
            {replies.length > 0 && (
              <>
                <h3 className="staff-subheading">{words.timeline.replies}</h3>
                <ul className="staff-history">
                  {replies.map(({ at, action }) => (
                    <li key={at + action}>
                      {when(at)}: {words.timeline.reply[action]}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

interface OneProps {
  message: MessageHistory;
  mayWrite: boolean;
  say: (words: string) => void;
}

function OneMessage({ message, mayWrite, say }: OneProps) {
  const { kind, channel, mayRetry } = message;
  return (
    <li className="staff-message-row">
      <h3 className="staff-message-row__what">
        {words.timeline.caption(words.kind[kind], words.channel[channel])} <MessageState message={message} />
      </h3>
      <ul className="staff-history">
        {eventsOf(message).map((said, n) => (
          // Events are only ever added at the end.
          <li key={n}>{said}</li>
        ))}
      </ul>
      {mayRetry && mayWrite && <RetryButton message={message} say={say} />}
    </li>
  );
}
