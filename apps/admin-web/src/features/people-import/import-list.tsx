import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import {
  forgetColumns,
  importDoses,
  importPeople,
  listDoseImports,
  listImports,
  type PeopleImport,
  rememberedColumns,
} from '@fairslot/contract';
import { StaffButton, TextField, type FieldFault } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { faultsOf, useFaults } from '../../ui/faults';
import { ColumnsForm } from './columns-form';
import { ImportReport } from './import-report';
import type { ListKind } from './list-kinds';
import {
  columnsToSay,
  matchAsBefore,
  matchColumns,
  readListFile,
  unusedHeadings,
  type Columns,
  type ListFile,
} from './read-file';

/** What an import came to, of either kind of list. */
type Report = Pick<PeopleImport, 'state' | 'rows' | 'good' | 'bad' | 'added' | 'same' | 'faults' | 'faultGroups'> & {
  changed?: number;
};

/** A list: chosen, matched, checked, and only then taken. */
export function ImportList({ kind }: { kind: ListKind }) {
  const { words } = kind;
  const people = useApiMutation(importPeople, [listImports]);
  const doses = useApiMutation(importDoses, [listDoseImports]);
  const recall = useApiMutation(rememberedColumns);
  const forgetting = useApiMutation(forgetColumns);
  const [remembered, setRemembered] = useState<Columns>();
  const [doing, setDoing] = useState<'check' | 'import'>();
  const isBusy = doing !== undefined;
  const [file, setFile] = useState<ListFile>();
  const [name, setName] = useState('');
  const [columns, setColumns] = useState<Columns>({});
  const [report, setReport] = useState<Report>();
  const faults = useFaults();

  async function choose(chosen: File | undefined) {
    setReport(undefined);
    setFile(undefined);
    if (!chosen) return;
    const read = await readListFile(chosen);
    faults.report(read.ok ? [] : [{ field: 'file', words: words[read.fault] }]);
    if (!read.ok) return;
    setFile(read.file);
    setName(read.file.name.slice(0, 120));
    await matchAgain(read.file.headings);
  }

  /** As before where there was a list like it; where that cannot be asked, by the headings alone. */
  async function matchAgain(headings: string[]) {
    setColumns(matchColumns(kind, headings));
    setRemembered(undefined);
    const known = await recall.mutateAsync({ body: { what: kind.what, headings } }).catch(() => ({ columns: null }));
    if (!known.columns) return;
    setRemembered(known.columns);
    setColumns(matchAsBefore(kind, headings, known.columns));
  }

  async function forget() {
    if (!file) return;
    await forgetting.mutateAsync({ body: { what: kind.what, headings: file.headings } });
    setReport(undefined);
    setRemembered(undefined);
    setColumns(matchColumns(kind, file.headings));
  }

  function wrong(): FieldFault[] {
    if (!file) return [{ field: 'file', words: words.fileMissing }];
    const missing = kind.needed.filter((column) => !columns[column]);
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
    const byItself = remembered ? matchAsBefore(kind, file.headings, remembered) : matchColumns(kind, file.headings);
    const body = { name, csv: file.file, columns: columnsToSay(kind, byItself, columns), check };
    setDoing(check ? 'check' : 'import');
    try {
      setReport(await (kind.what === 'people' ? people : doses).mutateAsync({ body }));
    } catch (error) {
      const said = refusedFile(words, error);
      faults.report(said ? [{ field: 'file', words: said }] : faultsOf(error, 'file', { csv: 'file' }));
    } finally {
      setDoing(undefined);
    }
  }

  const isImported = report?.state === 'imported';
  const unused = file ? unusedHeadings(file.headings, columns) : [];
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
            kind={kind}
            headings={file.headings}
            columns={columns}
            onChange={(changed) => {
              setColumns(changed);
              setReport(undefined);
            }}
            {...(remembered && { onForget: () => void forget() })}
          />
          {unused.length > 0 && <p className="staff-notice">{words.unused(unused)}</p>}
        </>
      )}
      <div className="staff-acts coord-gap">
        {!isImported && (
          <StaffButton kind={report ? 'secondary' : 'forward'} busy={isBusy} onPress={() => void run(true)}>
            {words.check}
          </StaffButton>
        )}
        {report?.state === 'checked' && report.good > 0 && (
          <StaffButton kind="forward" busy={isBusy} onPress={() => void run(false)}>
            {words.importGood(report.good)}
          </StaffButton>
        )}
      </div>
      <output className="coord-said">{saidOf(words, doing, report)}</output>
      {isImported && (
        <p>
          <Link to="/cohorts/new">{words.toCohorts}</Link>
        </p>
      )}
      {report && file && <ImportReport kind={kind} report={report} file={file} />}
    </>
  );
}

function saidOf(words: ListKind['words'], doing: 'check' | 'import' | undefined, report: Report | undefined): string {
  if (doing) return doing === 'check' ? words.checking : words.importing;
  if (!report) return '';
  const { rows, good, bad } = report;
  if (report.state === 'imported') return words.imported(report.added, report.changed ?? 0, report.same);
  const next = good === 0 ? words.noneGood : bad > 0 ? words.goodMayGo : '';
  return `${words.checked(rows, good, bad)}. ${words.nothingSaved} ${next}`.trim();
}

/** What the API says of the file as a whole. */
function refusedFile(words: ListKind['words'], error: unknown): string | undefined {
  if (isProblem(error, 'too_large')) return words.fileLarge;
  const line = isProblem(error, 'invalid') ? /^line (\d+)$/.exec(error.problem.detail ?? '')?.[1] : undefined;
  return line && words.fileUnreadable(Number(line));
}
