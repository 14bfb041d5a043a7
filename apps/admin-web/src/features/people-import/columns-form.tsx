import { StaffButton } from '@fairslot/ui';
import type { ListKind } from './list-kinds';
import type { Columns } from './read-file';

interface Props {
  kind: ListKind;
  headings: readonly string[];
  columns: Columns;
  onChange: (columns: Columns) => void;
  /** Left out where nothing was remembered of a list like this. */
  onForget?: () => void;
}

/** Which heading of the file says what; matched already, to be corrected here. */
export function ColumnsForm({ kind, headings, columns, onChange, onForget }: Props) {
  const { words } = kind;
  const isWhole = kind.needed.every((column) => columns[column]);
  const choose = (column: string, heading: string) => {
    const { [column]: _, ...others } = columns;
    onChange(heading === '' ? others : { ...others, [column]: heading });
  };
  return (
    <details className="nhsuk-details" open={!isWhole || undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{words.columns}</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>
          {words.columnsLead} {words.columnsNeeded}
        </p>
        {onForget && (
          <p>
            {words.remembered}{' '}
            <StaffButton kind="plain" onPress={onForget}>
              {words.forget}
            </StaffButton>
          </p>
        )}
        <div className="coord-columns">
          {kind.columns.map((column) => (
            <div key={column}>
              <label className="coord-columns__label" htmlFor={`column-${column}`}>
                {words.column[column] ?? column}
              </label>
              <select
                className="nhsuk-select"
                id={`column-${column}`}
                value={columns[column] ?? ''}
                onChange={({ target }) => choose(column, target.value)}
              >
                <option value="">{words.notInFile}</option>
                {[...new Set(headings)].map((heading) => (
                  <option key={heading} value={heading}>
                    {heading}
                  </option>
                ))}
              </select>
            </div>
          ))}
        </div>
      </div>
    </details>
  );
}
