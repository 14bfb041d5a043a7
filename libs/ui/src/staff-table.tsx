// oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- once CSS turns rows and cells into blocks, only a written role keeps them a table
import type { ReactNode, Ref } from 'react';

/*
 * A dense table that becomes cards on a narrow screen. The roles are written out because a browser drops them when CSS
 * turns rows and cells into blocks.
 */

interface TableProps {
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}

export function StaffTable({ caption, columns, children }: TableProps) {
  return (
    <table className="staff-table" role="table">
      <caption className="nhsuk-u-visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

interface RowProps {
  id?: string;
  /** `past` fades, `now` is marked, `found` was just looked for. */
  look?: 'past' | 'now' | 'found' | 'plain';
  children: ReactNode;
  ref?: Ref<HTMLTableRowElement>;
}

export function StaffRow({ id, look = 'plain', children, ref }: RowProps) {
  return (
    <tr id={id} ref={ref} role="row" className={`staff-table__row staff-table__row--${look}`}>
      {children}
    </tr>
  );
}

interface CellProps {
  /** The column's heading, shown beside the value where the table is cards; left out where the value needs none. */
  heading?: string;
  /** True for the cell that names the row. */
  names?: boolean;
  /** Decides where the cell stands in a card; `empty` has nothing to say there. */
  kind?: 'time' | 'person' | 'status' | 'action' | 'plain' | 'empty';
  children: ReactNode;
}

export function StaffCell({ heading, names = false, kind = 'plain', children }: CellProps) {
  const inside = (
    <>
      {heading && (
        <span className="staff-table__heading" aria-hidden="true">
          {heading}
        </span>
      )}
      <div className="staff-table__value">{children}</div>
    </>
  );
  const className = `staff-table__cell staff-table__cell--${kind}`;
  return names ? (
    <th className={className} role="rowheader" scope="row">
      {inside}
    </th>
  ) : (
    <td className={className} role="cell">
      {inside}
    </td>
  );
}
