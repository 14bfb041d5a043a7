import { useApiQuery } from '@fairslot/client/react';
import { watchMessages, type ResponseOf } from '@fairslot/contract';
import { MESSAGE_CHANNELS } from '@fairslot/domain';
import { Link } from 'react-router';
import { formatFigure } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { messageTexts } from '../../ui/message-texts';
import { FigureCards } from './figure-cards';
import { SentPerMinute } from './sent-per-minute';
import { when } from './when';

const words = messageTexts.delivery;
const EVERY_MS = 5000;
export type Monitor = ResponseOf<typeof watchMessages>;

/** How sending does at this moment. */
export function Delivery() {
  const query = useApiQuery(watchMessages, {}, { refetchInterval: EVERY_MS });
  return (
    <Loaded query={query}>
      {(monitor) => (
        <>
          <Trouble monitor={monitor} />
          <p className="staff-none">{words.updated(formatTime(monitor.at))}</p>
          <Figures monitor={monitor} />
          <div className="coord-two">
            <Circuits monitor={monitor} />
            <Failures monitor={monitor} />
          </div>
          <SentPerMinute sent={monitor.sentPerMinute} />
        </>
      )}
    </Loaded>
  );
}

/** What everybody who looks has to know first. */
function Trouble({ monitor: { providers, stopsInForce } }: { monitor: Monitor }) {
  const ways = (circuits: readonly string[]) =>
    providers
      .filter(({ circuit }) => circuits.includes(circuit))
      .map(({ channel }) => messageTexts.channel[channel])
      .join(', ');
  const [rests, slow] = [ways(['open', 'probing']), ways(['half'])];
  if (!rests && !slow && providers.length > 0 && stopsInForce === 0) return null;
  return (
    <div className="staff-notice staff-notice--warning">
      {providers.length === 0 && <p>{words.nobody}</p>}
      {rests && <p>{words.rests(rests)}</p>}
      {slow && <p>{words.slow(slow)}</p>}
      {stopsInForce > 0 && (
        <p>
          {words.stopped(stopsInForce)} <Link to="/messages/stops">{words.stoppedLink}</Link>
        </p>
      )}
    </div>
  );
}

function Figures({ monitor }: { monitor: Monitor }) {
  const { due, queueDepth, sentPerMinute, outcomeUnknown, sentAgain, callsOpen } = monitor;
  const sum = (figures: readonly { count: number }[]) => figures.reduce((all, { count }) => all + count, 0);
  const oldest = due.map(({ oldestDueAt }) => oldestDueAt).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  const { figures } = words;
  return (
    <FigureCards
      figures={[
        { name: figures.due, says: formatFigure(sum(due)) },
        { name: figures.oldest, says: oldest ? formatTime(oldest) : words.noneDue },
        { name: figures.sent, says: formatFigure(sum(sentPerMinute)) },
        { name: figures.queue, says: formatFigure(queueDepth) },
        { name: figures.unknown, says: formatFigure(outcomeUnknown), isWarning: outcomeUnknown > 0 },
        { name: figures.again, says: formatFigure(sentAgain) },
        { name: figures.calls, says: formatFigure(callsOpen) },
      ]}
    />
  );
}

function Circuits({ monitor: { due, providers } }: { monitor: Monitor }) {
  const rows = MESSAGE_CHANNELS.map((channel) => {
    const waits = due.find((one) => one.channel === channel);
    const circuit = providers.find((one) => one.channel === channel)?.circuit ?? 'none';
    return [
      messageTexts.channel[channel],
      waits?.count ?? 0,
      waits ? when(waits.oldestDueAt) : words.noneDue,
      words.circuit[circuit],
    ];
  });
  return (
    <div className="coord-group">
      <h2 className="nhsuk-heading-s">{words.circuits}</h2>
      <FiguresTable caption={words.circuits} title columns={words.circuitColumns} rows={rows} />
    </div>
  );
}

function Failures({ monitor: { failures } }: { monitor: Monitor }) {
  return (
    <div className="coord-group">
      <h2 className="nhsuk-heading-s">{words.failures}</h2>
      {failures.length === 0 ? (
        <p>{words.noFailures}</p>
      ) : (
        <FiguresTable
          caption={words.failures}
          title
          columns={words.failureColumns}
          rows={failures.map(({ channel, outcome, reason, count }) => [
            messageTexts.channel[channel],
            words.outcome[outcome],
            reason ? messageTexts.reason(reason) : '',
            count,
          ])}
        />
      )}
    </div>
  );
}
