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

const isWords = (cell: CsvCell | undefined): boolean => typeof cell === 'string';

/** Figures by group. It scrolls by itself where the screen is narrow. */
export function FiguresTable({ caption, columns, rows, csv, title }: Props) {
  return (
    <div className="coord-figures">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <section className="coord-scroll" aria-label={caption} tabIndex={0}>
        <table className="coord-table">
          <caption className={title ? 'nhsuk-u-visually-hidden' : ''}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={column} scope="col" className={isWords(rows[0]?.[index]) ? 'coord-table__words' : ''}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells], row) => (
              // Rows have no other name where several are alike.
              <tr key={`${String(name)} ${row}`}>
                <th scope="row">{shown(name ?? '')}</th>
                {cells.map((cell, column) => (
                  <td key={columns[column + 1]} className={isWords(cell) ? 'coord-table__words' : ''}>
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
