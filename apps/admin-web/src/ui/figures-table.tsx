// oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- once CSS turns rows and cells into blocks, only a written role keeps them a table
import type { ReactNode } from 'react';
import { StaffButton } from '@fairslot/ui';
import { coordinatorTexts } from './coordinator-texts';
import { downloadCsv, type CsvCell } from './download-csv';
import { formatFigure } from './figures';

interface Props {
  caption: string;
  columns: readonly string[];
  /** The first cell names the row; null is a count that is hidden. */
  rows: readonly (readonly CsvCell[])[];
  /** Name of the file, where it can be downloaded. */
  csv?: string;
  /** Shown in place of the caption, which is then for screen readers alone. */
  title?: ReactNode;
}

const shown = (cell: CsvCell): string =>
  typeof cell === 'number' ? formatFigure(cell) : (cell ?? coordinatorTexts.hidden);

/** A column with a figure anywhere is one of figures, which stand below each other by their ends. */
const isWords = (rows: Props['rows'], column: number): boolean =>
  rows.some((row) => typeof row[column] === 'string') && rows.every((row) => typeof row[column] !== 'number');

/** Columns that a phone has room for. */
const NARROW = 3;

/** Figures by group. Where the screen is narrow, each row of many figures becomes a card; what is still too wide scrolls by itself. */
export function FiguresTable({ caption, columns, rows, csv, title }: Props) {
  return (
    <div className="coord-figures">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <section className="coord-scroll" aria-label={caption} tabIndex={0}>
        <table className={`coord-table${columns.length > NARROW ? ' coord-table--cards' : ''}`} role="table">
          <caption className={title ? 'nhsuk-u-visually-hidden' : ''}>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column, index) => (
                <th
                  key={column}
                  role="columnheader"
                  scope="col"
                  className={isWords(rows, index) ? 'coord-table__words' : ''}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map(([name, ...cells], row) => (
              // Rows have no other name where several are alike.
              <tr role="row" key={`${String(name)} ${row}`}>
                <th role="rowheader" scope="row">
                  {shown(name ?? '')}
                </th>
                {cells.map((cell, column) => (
                  <td
                    role="cell"
                    key={columns[column + 1]}
                    className={isWords(rows, column + 1) ? 'coord-table__words' : ''}
                  >
                    <span className="coord-table__heading" aria-hidden="true">
                      {columns[column + 1]}
                    </span>
                    {shown(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {csv && (
        <StaffButton
          kind="plain"
          aria-label={coordinatorTexts.downloadOf(caption)}
          onPress={() =>
            downloadCsv(csv, [columns, ...rows.map((row) => row.map((cell) => cell ?? coordinatorTexts.hidden))])
          }
        >
          {coordinatorTexts.download}
        </StaffButton>
      )}
    </div>
  );
}
