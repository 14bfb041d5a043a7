import { lazy, Suspense } from 'react';
import { FiguresTable } from '../../ui/figures-table';
import { formatTime } from '../../ui/formats';
import { messageTexts } from '../../ui/message-texts';
import { texts } from '../../ui/texts';
import type { Monitor } from './delivery';

const words = messageTexts.delivery;

// The chart library is a hundred kilobytes: it comes by itself. Where it cannot come, the table is there.
const SentChart = lazy(() =>
  import('./sent-chart').then(
    ({ SentChart: Component }) => ({ default: Component }),
    () => ({ default: ChartFailed }),
  ),
);

function ChartFailed() {
  return <p>{words.chartFailed}</p>;
}

/** The last fifteen minutes as bars, and the same as a table. */
export function SentPerMinute({ sent }: { sent: Monitor['sentPerMinute'] }) {
  const minutes = sent.map(({ minute, count }) => ({ name: formatTime(minute), count }));
  const most = Math.max(0, ...sent.map(({ count }) => count));
  return (
    <div className="coord-group">
      <h2 className="nhsuk-heading-s">{words.perMinute}</h2>
      <Suspense fallback={<p>{texts.loading}</p>}>
        <SentChart title={words.perMinuteTitle(most, sent.at(-2)?.count ?? 0)} minutes={minutes} />
      </Suspense>
      <details className="staff-more">
        <summary>{words.chart}</summary>
        <FiguresTable
          caption={words.perMinute}
          title
          columns={words.perMinuteColumns}
          rows={minutes.map(({ name, count }) => [name, count])}
        />
      </details>
    </div>
  );
}
