import type { PeopleImport } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { downloadCsv } from '../../ui/download-csv';
import { formatFigure } from '../../ui/figures';
import type { ListKind } from './list-kinds';
import { rowsWithErrors, type ListFile } from './read-file';

const ROWS_SHOWN = 200;

type Report = Pick<PeopleImport, 'faults' | 'faultGroups' | 'bad'>;
type Fault = Report['faults'][number];

interface Props {
  kind: ListKind;
  report: Report;
  file: ListFile;
}

/** What is wrong with a file: by kind, row by row, and as a file to mend. */
export function ImportReport({ kind, report, file }: Props) {
  const { words } = kind;
  const foundOf = ({ found, sameAs }: Fault): string => (sameAs === undefined ? found : words.sameAs(sameAs));
  const columnName = (column: string): string => words.column[column] ?? column;
  const howToFix = ({ code, message }: Pick<Fault, 'code' | 'message'>): string => words.howToFix[code] ?? message;
  const { faults, faultGroups, bad } = report;
  if (bad === 0) return null;
  const all = faultGroups.reduce((sum, { rows }) => sum + rows, 0);
  const download = async () =>
    downloadCsv(
      `${file.name}-${words.badFile}`,
      await rowsWithErrors(
        file,
        faults,
        (fault) => `${columnName(fault.column)}: ${howToFix(fault)}`,
        words.problemColumn,
      ),
      { isForSpreadsheets: false },
    );
  return (
    <>
      <h2 className="nhsuk-heading-m coord-gap">{words.groups}</h2>
      <StaffTable caption={words.groupsCaption} columns={[words.columnHeading, words.groupRows, words.fix]}>
        {faultGroups.map((group) => (
          <StaffRow key={`${group.column} ${group.code}`}>
            <StaffCell kind="person" names>
              {columnName(group.column)}
            </StaffCell>
            <StaffCell heading={words.groupRows}>{formatFigure(group.rows)}</StaffCell>
            <StaffCell heading={words.fix}>{howToFix(group)}</StaffCell>
          </StaffRow>
        ))}
      </StaffTable>
      <p className="coord-gap">
        <StaffButton onPress={() => void download()}>{words.downloadBad}</StaffButton>
      </p>
      <p>
        {words.downloadBadHint} {all > faults.length && words.downloadCut(faults.length)}
      </p>
      <h2 className="nhsuk-heading-m coord-gap">{words.rows}</h2>
      <p>
        {words.rowHint} {all > ROWS_SHOWN && words.firstRows(ROWS_SHOWN, all)}
      </p>
      <StaffTable caption={words.rowsCaption} columns={[words.row, words.columnHeading, words.found, words.fix]}>
        {faults.slice(0, ROWS_SHOWN).map((fault) => (
          <StaffRow key={`${fault.line} ${fault.column} ${fault.code}`}>
            <StaffCell kind="time" names>
              <span className="coord-narrow-only">{words.row} </span>
              {fault.line}
            </StaffCell>
            <StaffCell heading={words.columnHeading}>{columnName(fault.column)}</StaffCell>
            <StaffCell heading={words.found}>
              {foundOf(fault) || <span className="staff-none">{words.nothingThere}</span>}
            </StaffCell>
            <StaffCell heading={words.fix}>{howToFix(fault)}</StaffCell>
          </StaffRow>
        ))}
      </StaffTable>
    </>
  );
}
