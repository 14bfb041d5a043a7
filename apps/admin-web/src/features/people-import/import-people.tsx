import { useApiMutation } from '@fairslot/client/react';
import { importPeople, listImports, type PeopleImport } from '@fairslot/contract';
import { StaffButton, TextField, type FieldFault } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { faultsOf, useFaults } from '../../ui/faults';
import { ColumnsForm } from './columns-form';
import { ImportReport } from './import-report';
import { columnsToSay, matchColumns, neededColumns, readListFile, type Columns, type ListFile } from './read-file';

const words = coordinatorTexts.people;
const LARGEST = 20_000_000;

/** A list of people: chosen, matched, checked, and only then taken. */
export function ImportPeople() {
  const send = useApiMutation(importPeople, [listImports]);
  const [file, setFile] = useState<ListFile>();
  const [name, setName] = useState('');
  const [columns, setColumns] = useState<Columns>({});
  const [report, setReport] = useState<PeopleImport>();
  const faults = useFaults();

  async function choose(chosen: File | undefined) {
    setReport(undefined);
    setFile(undefined);
    if (!chosen) return;
    const fault = (said: string) => faults.report([{ field: 'file', words: said }]);
    if (!/\.(csv|txt)$/i.test(chosen.name)) return fault(words.fileNotCsv);
    if (chosen.size > LARGEST) return fault(words.fileLarge);
    const read = readListFile(chosen.name, await textOf(chosen));
    if (!read.ok) return fault(read.fault === 'empty' ? words.fileEmpty : words.fileUnreadable(read.line));
    faults.report([]);
    setFile(read.file);
    setName(read.file.name.slice(0, 120));
    setColumns(matchColumns(read.file.headings));
  }

  function wrong(): FieldFault[] {
    if (!file) return [{ field: 'file', words: words.fileMissing }];
    const missing = neededColumns.filter((column) => !columns[column]);
    return [
      ...(name.trim() === '' ? [{ field: 'name', words: words.nameMissing }] : []),
      ...missing.map((column) => ({
        field: `column-${column}`,
        words: words.columnMissing(words.column[column] ?? column),
      })),
    ];
  }

  async function run(check: boolean) {
    const found = wrong();
    faults.report(found);
    if (!file || found.length > 0) return;
    const body = { name, csv: file.text, columns: columnsToSay(file.headings, columns), check };
    try {
      setReport(await send.mutateAsync({ body }));
    } catch (error) {
      faults.report(faultsOf(error, 'file', { csv: 'file' }));
    }
  }

  const isImported = report?.state === 'imported';
  return (
    <>
      {faults.summary}
      <div className={`nhsuk-form-group${faults.of('file') ? ' nhsuk-form-group--error' : ''}`}>
        <label className="nhsuk-label" htmlFor="file">
          {words.file}
        </label>
        <div className="nhsuk-hint" id="file-hint">
          {words.fileHint}
        </div>
        {faults.of('file') && <span className="nhsuk-error-message">{faults.of('file')}</span>}
        <input
          id="file"
          type="file"
          className="coord-file"
          accept=".csv,text/csv"
          aria-describedby="file-hint"
          onChange={({ target }) => void choose(target.files?.[0])}
        />
      </div>
      {file && (
        <>
          <TextField
            id="name"
            name="name"
            label={words.name}
            hint={words.nameHint}
            room={30}
            maxLength={120}
            error={faults.of('name')}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <ColumnsForm
            headings={file.headings}
            columns={columns}
            onChange={(changed) => {
              setColumns(changed);
              setReport(undefined);
            }}
          />
        </>
      )}
      <div className="staff-acts coord-gap">
        {!isImported && (
          <StaffButton kind={report ? 'secondary' : 'forward'} busy={send.isPending} onPress={() => void run(true)}>
            {words.check}
          </StaffButton>
        )}
        {report?.state === 'checked' && report.good > 0 && (
          <StaffButton kind="forward" busy={send.isPending} onPress={() => void run(false)}>
            {words.importGood(report.good)}
          </StaffButton>
        )}
      </div>
      <output className="coord-said">{saidOf(send.isPending, report)}</output>
      {isImported && (
        <p>
          <Link to="/cohorts/new">{words.toCohorts}</Link>
        </p>
      )}
      {report && file && <ImportReport report={report} file={file} />}
    </>
  );
}

function saidOf(isBusy: boolean, report: PeopleImport | undefined): string {
  if (isBusy) return words.checking;
  if (!report) return '';
  const { rows, good, bad } = report;
  if (report.state === 'imported') return words.imported(report.added, report.changed, report.same);
  const next = good === 0 ? words.noneGood : bad > 0 ? words.goodMayGo : '';
  return `${words.checked(rows, good, bad)}. ${words.nothingSaved} ${next}`.trim();
}

/** UTF-8, or the older Windows characters that spreadsheets still write. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
