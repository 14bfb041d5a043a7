import { useApiQuery } from '@fairslot/client/react';
import { countMessages, type ResponseOf } from '@fairslot/contract';
import { MESSAGE_KINDS, type MessageState } from '@fairslot/domain';
import { deployment } from '../../ui/deployment';
import { FiguresTable } from '../../ui/figures-table';
import { formatLongDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { messageTexts } from '../../ui/message-texts';
import type { Asked } from './ledger';

const words = messageTexts.ledger;
type Counts = ResponseOf<typeof countMessages>;

/** Twelve states are too many to see at once: these five are what somebody wants to know. */
const GROUPS: readonly (readonly MessageState[])[] = [
  ['pending', 'sending', 'unknown'],
  ['accepted', 'no_receipt'],
  ['delivered'],
  ['undelivered', 'failed', 'gave_up'],
  ['superseded', 'suppressed', 'expired'],
];
const money = new Intl.NumberFormat(deployment.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** How many messages of each kind wait, went and arrived. */
export function LedgerCounts({ asked: { date, query } }: { asked: Asked }) {
  const counts = useApiQuery(countMessages, { query }, { refetchInterval: 30_000 });
  return (
    <div className="coord-group">
      <h2 className="nhsuk-heading-s">{words.counts}</h2>
      <Loaded query={counts}>
        {(counted) =>
          counted.total === 0 ? (
            <p>{query.kind || query.channel || query.state || query.siteId ? words.noneOfFilter : words.none}</p>
          ) : (
            <>
              <p>
                {words.summary(counted.total, counted.parts)}
                {counted.cost !== null && counted.cost > 0 && ` ${words.cost(money.format(counted.cost))}`}
              </p>
              <FiguresTable
                caption={words.countsCaption(formatLongDate(date))}
                title
                columns={words.countColumns}
                rows={rowsOf(counted)}
                csv={`messages-${date}`}
              />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function rowsOf({ items }: Counts): (string | number)[][] {
  const row = (name: string, of: Counts['items']) => [
    name,
    ...GROUPS.map((states) => sum(of.filter(({ state }) => states.includes(state)).map(({ count }) => count))),
    sum(of.map(({ parts }) => parts)),
  ];
  const kinds = MESSAGE_KINDS.map((kind) => ({ kind, of: items.filter((one) => one.kind === kind) }));
  const shown = kinds.filter(({ of }) => of.length > 0);
  return [
    ...shown.map(({ kind, of }) => row(messageTexts.kind[kind], of)),
    ...(shown.length > 1 ? [row(words.all, items)] : []),
  ];
}

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0);
