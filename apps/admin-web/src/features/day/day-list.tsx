import type { DayRow } from '@fairslot/contract';
import { StaffButton, StaffStatus, StaffTable } from '@fairslot/ui';
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { rowId } from '../../ui/addresses';
import { useNow } from '../../ui/clock';
import { formatLongDate } from '../../ui/formats';
import { byNumber } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { BookingRow } from './day-row';
import { ListTools } from './list-tools';
import type { Act, When } from './row-acts';
import { isShown, rowMatcher, type Show } from './row-filters';
import { phaseOf } from './time-of-row';
import type { Day } from './use-day';
import { usePartOfList } from './use-part-of-list';
import { focusRow, useKeptFocus } from './use-kept-focus';
import { useRowActs } from './use-row-acts';

const words = texts.day;
/** Asked when the page is drawn: by then it is known whether there are NHS numbers. */
const columns = (): string[] =>
  Object.values(words.columns).map((one) => (typeof one === 'string' ? one : byNumber(one)));
const listId = 'day-list';
const sayFor = 10_000;
/** As many rows as a large screen shows at once. */
const firstScreen = 25;

interface Props {
  day: Day;
  siteId: string;
  /** The date asked for, or undefined for the API's own today. */
  dateAsked: string | undefined;
  show: Show;
  when: When;
  mayAct: boolean;
  /** The reference of the booking the caller came for. */
  found: string | undefined;
  /** What the page before this one did, such as adding a walk-in. */
  before: string;
}

export function DayList({ day, siteId, dateAsked, show, when, mayAct, found, before }: Props) {
  const at = useNow(30_000);
  const [typed, setTyped] = useState('');
  const { act, busy, said, silence } = useRowActs(siteId, dateAsked, before);
  const [touched, touch] = useTouched(show);
  const keepFocus = useKeptFocus(listId);

  const onAct = useCallback(
    (row: DayRow, what: Act) => {
      keepFocus(row.reference);
      touch(row.reference);
      void act(row, what);
    },
    [act, keepFocus, touch],
  );
  // A key pressed is shown before the list follows it; of a long list the top is there before the rest.
  const wanted = useDeferredValue(typed);
  const rows = useMemo(() => {
    const matches = rowMatcher(wanted);
    return day.items.filter((row) => matches(row) && (isShown(row, show) || touched.has(row.reference)));
  }, [day.items, wanted, show, touched]);
  const undoable = said?.undoable;
  const firstToCome = rows.findIndex((row) => phaseOf(row, at) !== 'past');
  const next = firstToCome > 0 ? rows[firstToCome] : undefined;
  const part = usePartOfList(rows, Math.max(0, firstToCome), found !== undefined);
  // Only the first time: what a press changes is shown at once.
  const isBegun = useDeferredValue(true, false);
  const painted = isBegun || found !== undefined ? part.rows : part.rows.slice(0, firstScreen);

  if (day.items.length === 0) return <p className="staff-empty">{words.empty}</p>;
  return (
    <>
      <ListTools rows={day.items} show={show} typed={typed} onType={setTyped} shown={rows.length}>
        {next && (
          <StaffButton kind="plain" onPress={() => goTo(next)}>
            {words.jumpToNow}
          </StaffButton>
        )}
      </ListTools>
      <div id={listId} tabIndex={-1}>
        {part.above > 0 && <StaffButton onPress={part.showAll}>{words.showAbove(part.above)}</StaffButton>}
        {rows.length > 0 ? (
          <StaffTable caption={words.caption(formatLongDate(day.date))} columns={columns()}>
            <Rows rows={painted} at={at} found={found} when={when} busy={busy} onAct={mayAct ? onAct : undefined} />
          </StaffTable>
        ) : (
          <p className="staff-empty">{words.noMatch}</p>
        )}
        {part.below > 0 && <StaffButton onPress={part.showAll}>{words.showBelow(part.below)}</StaffButton>}
      </div>
      <StaffStatus
        said={said}
        forMs={sayFor}
        onEnd={silence}
        {...(undoable && { undo: { words: words.act.undo, onPress: () => onAct(undoable, 'undo') } })}
      />
    </>
  );
}

interface RowsProps {
  rows: readonly DayRow[];
  at: Date;
  found: string | undefined;
  when: When;
  busy: ReadonlySet<string>;
  onAct: ((row: DayRow, act: Act) => void) | undefined;
}

/** Not looked at again while one types or a message comes and goes. */
const Rows = memo(function Rows({ rows, at, found, when, busy, onAct }: RowsProps) {
  return rows.map((row) => (
    <BookingRow
      key={row.reference}
      row={row}
      look={rowId(row.reference) === found ? 'found' : phaseOf(row, at)}
      when={when}
      busy={busy.has(row.reference)}
      {...(onAct && { onAct })}
    />
  ));
});

/** Past the rows of the morning in one press, with the keyboard too. */
function goTo(row: DayRow): void {
  document.getElementById(rowId(row.reference))?.scrollIntoView({ block: 'start' });
  focusRow(row.reference);
}

/**
 * Rows acted on stay in a filtered list until another filter is chosen, so that the row just pressed, and its Undo, do
 * not slip away under the pointer.
 */
function useTouched(show: Show) {
  const [touched, setTouched] = useState({ show, references: new Set<string>() });
  if (touched.show !== show) setTouched({ show, references: new Set() });
  const touch = useCallback(
    (reference: string) =>
      setTouched((before) => ({ ...before, references: new Set(before.references).add(reference) })),
    [],
  );
  return [touched.references, touch] as const;
}
