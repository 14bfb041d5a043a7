import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { faultsOf, useFaults } from './faults';
import { texts } from './texts';

const words = texts.imports;

interface Row {
  line: number;
  name: string;
  faults: { column: string; message: string }[];
}

interface Props {
  id: string;
  title: string;
  /** The headings a file needs, as its first line. */
  columns: string;
  /** Headings that a file may have besides. */
  optional?: string;
  example: string;
  send: (csv: string, check: boolean) => Promise<{ added: number; rows: Row[] }>;
}

/** A file is checked first, with every fault told by line; only a file without faults can be added, all of it. */
export function CsvImport({ id, title, columns, optional, example, send }: Props) {
  const [csv, setCsv] = useState('');
  const [rows, setRows] = useState<Row[]>();
  const [said, say] = useState('');
  const [isBusy, setBusy] = useState(false);
  const faults = useFaults();
  const wrong = rows?.filter((row) => row.faults.length > 0) ?? [];

  async function run(check: boolean) {
    if (csv.trim() === '') return faults.report([{ field: `${id}-csv`, words: words.empty }]);
    setBusy(true);
    try {
      const answer = await send(csv, check);
      faults.report([]);
      setRows(answer.rows);
      const bad = answer.rows.filter((row) => row.faults.length > 0).length;
      say(answer.added > 0 ? words.added(answer.added) : words.checked(answer.rows.length, bad));
      if (answer.added > 0) {
        setCsv('');
        setRows(undefined);
      }
    } catch (error) {
      faults.report(faultsOf(error, `${id}-csv`));
    } finally {
      setBusy(false);
    }
  }

  return (
    <details className="staff-more">
      <summary>{title}</summary>
      {faults.summary}
      <p>
        {words.needs} <code>{columns}</code>
      </p>
      {optional && (
        <p>
          {words.optional} <code>{optional}</code>
        </p>
      )}
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${id}-file`}>
          {words.file}
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            setRows(undefined);
            void file?.text().then(setCsv);
          }}
        />
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${id}-csv`}>
          {words.paste}
        </label>
        <textarea
          id={`${id}-csv`}
          className="nhsuk-textarea"
          rows={6}
          spellCheck={false}
          placeholder={`${[columns, optional].filter(Boolean).join()}\n${example}`}
          value={csv}
          onChange={(event) => {
            setRows(undefined);
            setCsv(event.target.value);
          }}
        />
      </div>
      <div className="staff-acts">
        <StaffButton busy={isBusy} onPress={() => void run(true)}>
          {words.check}
        </StaffButton>
        {rows && wrong.length === 0 && (
          <StaffButton kind="forward" busy={isBusy} onPress={() => void run(false)}>
            {words.add(rows.length)}
          </StaffButton>
        )}
      </div>
      <output className="staff-count">{said}</output>
      {wrong.length > 0 && (
        <ul>
          {wrong.map(({ line, name, faults: found }) => (
            <li key={line}>
              {words.line(line, name)}: {found.map(({ column, message }) => `${column}: ${message}`).join(' ')}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
