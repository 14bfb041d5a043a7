import { personColumns, type PersonColumn } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { neededColumns, type Columns } from './read-file';

const words = coordinatorTexts.people;

interface Props {
  headings: readonly string[];
  columns: Columns;
  onChange: (columns: Columns) => void;
}

/** Which heading of the file says what; matched already, to be corrected here. */
export function ColumnsForm({ headings, columns, onChange }: Props) {
  const isWhole = neededColumns.every((column) => columns[column]);
  const choose = (column: PersonColumn, heading: string) => {
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
        <div className="coord-columns">
          {personColumns.map((column) => (
            <div key={column}>
              <label className="coord-columns__label" htmlFor={`column-${column}`}>
                {words.column[column]}
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
