import { StaffButton } from '@fairslot/ui';
import type { DayRow } from '@fairslot/contract';
import { useMemo, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { byNumber } from '../../ui/deployment';
import { texts } from '../../ui/texts';
import { isShown, shows, type Show } from './row-filters';

const words = texts.day;

interface Props {
  rows: readonly DayRow[];
  show: Show;
  typed: string;
  onType: (text: string) => void;
  /** How many rows are on screen. */
  shown: number;
  /** More tools. */
  children?: ReactNode;
}

/** Filter links with their counts, and the box that filters while one types. What is typed stays out of the address. */
export function ListTools({ rows, show, typed, onType, shown, children }: Props) {
  const counts = useMemo(
    () => new Map(shows.map((choice) => [choice, rows.filter((row) => isShown(row, choice)).length])),
    [rows],
  );
  const filtered = show !== 'all' || typed.trim() !== '';
  return (
    <div className="staff-tools">
      <nav aria-label={words.filters}>
        <ul className="staff-filters">
          {shows.map((choice) => (
            <li key={choice}>
              <FilterLink choice={choice} show={show} count={counts.get(choice) ?? 0} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="staff-find">
        <label htmlFor="find">{words.findInList}</label>
        <input
          id="find"
          className="nhsuk-input"
          type="search"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="find-hint"
          value={typed}
          onChange={(event) => onType(event.target.value)}
        />
        {typed !== '' && (
          <StaffButton
            kind="plain"
            onPress={() => {
              onType('');
              document.getElementById('find')?.focus();
            }}
          >
            {words.clear}
          </StaffButton>
        )}
        <span id="find-hint" className="staff-find__hint">
          {byNumber(words.findHint)}
        </span>
      </div>
      {children}
      <p className="staff-count" aria-live="polite">
        {filtered && words.showing(shown, rows.length)}
      </p>
    </div>
  );
}

function FilterLink({ choice, show, count }: { choice: Show; show: Show; count: number }) {
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  if (choice === 'all') next.delete('show');
  else next.set('show', choice);
  return (
    <Link to={{ search: next.toString() }} aria-current={choice === show ? 'true' : undefined} preventScrollReset>
      {words.filter[choice]} <span className="staff-filters__count">{count}</span>
    </Link>
  );
}
