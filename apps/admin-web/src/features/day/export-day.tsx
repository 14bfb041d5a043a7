import { useClient } from '@fairslot/client/react';
import { exportDay, type DayRow } from '@fairslot/contract';
import { Button, CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { deployment } from '../../ui/deployment';
import { downloadCsv, type CsvCell } from '../../ui/download-csv';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt, formatTime } from '../../ui/formats';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';

const words = texts.exportDay;

type Column = keyof typeof words.columns;

const cellOf: Record<Column, (row: DayRow) => CsvCell> = {
  date: (row) => dateAt(row.start),
  time: (row) => formatTime(row.start),
  reference: (row) => row.reference,
  name: (row) => `${row.firstName} ${row.lastName}`,
  born: (row) => row.dateOfBirth,
  number: (row) => row.nhsNumber,
  forWhat: (row) => row.service.name,
  help: (row) => row.help.map((need) => texts.help[need] ?? need).join('; '),
  clinic: (row) => specialWords(row.options).join('; '),
  status: (row) => row.status,
};
const all = Object.keys(cellOf) as Column[];
/** Those chosen one by one: the date comes with a week, the NHS number with a reason. */
const choosable = all.filter((column) => column !== 'date' && column !== 'number');
const WEEK = 7;

/** The list of a day as a file for a spreadsheet. Who takes it, and why, is noted. */
export function ExportDay({ siteId, date }: { siteId: string; date: string }) {
  const client = useClient();
  const faults = useFaults();
  const [isWeek, setWeek] = useState(false);
  const [columns, setColumns] = useState<readonly string[]>(choosable);
  const [withNumbers, setWithNumbers] = useState(false);
  const [reason, setReason] = useState('');
  const [said, say] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function save() {
    if (isBusy) return;
    say('');
    const wrong = [
      ...(columns.length === 0 ? [{ field: 'columns', words: words.whichMissing }] : []),
      ...(withNumbers && reason.trim() === '' ? [{ field: 'reason', words: words.reasonMissing }] : []),
    ];
    if (wrong.length > 0) return faults.report(wrong);
    setBusy(true);
    try {
      const body = { date, days: isWeek ? WEEK : 1, withNumbers, ...(withNumbers && { reason }) };
      const { items: rows } = await client.call(exportDay, { params: { siteId }, body });
      const wanted = all.filter(
        (column) => columns.includes(column) || (column === 'date' && isWeek) || (column === 'number' && withNumbers),
      );
      downloadCsv(`${siteId}-${date}`, [
        wanted.map((column) => words.columns[column]),
        ...rows.map((row) => wanted.map((column) => cellOf[column](row))),
      ]);
      faults.report([]);
      say(words.saved(rows.length));
    } catch (error) {
      faults.report(faultsOf(error, 'days'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      noValidate
      className="staff-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {faults.summary}
      <p>{words.what}</p>
      <RadiosField
        name="days"
        label={words.days}
        isSmall
        error={faults.of('days')}
        chosen={isWeek ? 'week' : 'day'}
        choices={[
          { value: 'day', label: words.oneDay },
          { value: 'week', label: words.week },
        ]}
        onChoose={(chosen) => setWeek(chosen === 'week')}
      />
      <CheckboxesField
        isSmall
        name="columns"
        label={words.which}
        error={faults.of('columns')}
        chosen={columns}
        choices={choosable.map((column) => ({ value: column, label: words.columns[column] }))}
        onChoose={setColumns}
      />
      {deployment.nhsNumber && (
        <CheckboxesField
          isSmall
          name="numbers"
          label={words.more}
          chosen={withNumbers ? ['yes'] : []}
          choices={[{ value: 'yes', label: words.withNumbers }]}
          onChoose={(chosen) => setWithNumbers(chosen.length > 0)}
        />
      )}
      {withNumbers && (
        <TextField
          id="reason"
          name="reason"
          label={words.reason}
          error={faults.of('reason')}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      <Button>{words.save}</Button>
      <output className="staff-count">{said}</output>
    </form>
  );
}
