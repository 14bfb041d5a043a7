import { useApiQuery } from '@fairslot/client/react';
import { watchQueue } from '@fairslot/contract';
import { formatFigure } from '../../ui/figures';
import { formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { messageTexts } from '../../ui/message-texts';
import { FigureCards } from './figure-cards';

const words = messageTexts.queue;
const COUNTS = ['waiting', 'active', 'delayed', 'failed', 'doneInAll', 'failedInAll', 'workers'] as const;
const EVERY_MS = 5000;
/** What waits longer than this is not being worked on. */
const LONG_SECONDS = 60;

/** The queue as whoever runs the program watches it; the same figures on Redis and on PostgreSQL. */
export function QueueWatch() {
  const query = useApiQuery(watchQueue, {}, { refetchInterval: EVERY_MS });
  return (
    <Loaded query={query}>
      {({ at, on, now }) => (
        <>
          <p>
            {words.on[on]} <span className="staff-none">{messageTexts.delivery.updated(formatTime(at))}</span>
          </p>
          {now === null && <p className="staff-notice staff-notice--warning">{words.away}</p>}
          {now?.workers === 0 && <p className="staff-notice staff-notice--warning">{words.noWorkers}</p>}
          {now && (
            <FigureCards
              figures={[
                ...COUNTS.map((count) => ({
                  name: words.figures[count],
                  says: formatFigure(now[count]),
                  isWarning: count === 'failed' && now.failed > 0,
                })),
                {
                  name: words.figures.oldest,
                  says: now.oldest ? words.oldest(now.oldest.waitedSeconds, now.oldest.job) : words.noneWaits,
                  isWarning: (now.oldest?.waitedSeconds ?? 0) > LONG_SECONDS,
                },
              ]}
            />
          )}
          <p className="staff-none">{words.hint}</p>
        </>
      )}
    </Loaded>
  );
}
