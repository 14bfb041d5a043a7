import { useClient } from '@fairslot/client/react';
import { exportDay, type DayRow } from '@fairslot/contract';
import { Button, CheckboxesField, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { deployment } from '../../ui/deployment';
import { downloadCsv, type CsvCell } from '../../ui/download-csv';
import { faultsOf, useFaults } from '../../ui/faults';
import { formatTime } from '../../ui/formats';
import { texts } from '../../ui/texts';

const words = texts.exportDay;

/** The list of a day as a file for a spreadsheet. Who takes it, and why, is noted. */
export function ExportDay({ siteId, date }: { siteId: string; date: string }) {
  const client = useClient();
  const faults = useFaults();
  const [withNumbers, setWithNumbers] = useState(false);
  const [reason, setReason] = useState('');
  const [said, say] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function save() {
    if (isBusy) return;
    say('');
    if (withNumbers && reason.trim() === '') return faults.report([{ field: 'reason', words: words.reasonMissing }]);
    setBusy(true);
    try {
      const body = { date, withNumbers, ...(withNumbers && { reason }) };
      const { items } = await client.call(exportDay, { params: { siteId }, body });
      downloadCsv(`${siteId}-${date}`, [headings(withNumbers), ...items.map((row) => cells(row, withNumbers))]);
      faults.report([]);
      say(words.saved(items.length));
    } catch (error) {
      faults.report(faultsOf(error, 'export'));
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
      {deployment.nhsNumber && (
        <CheckboxesField
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

const headings = (withNumbers: boolean): string[] => {
  const { time, reference, name, born, number, forWhat, help, status } = words.columns;
  return [time, reference, name, born, ...(withNumbers ? [number] : []), forWhat, help, status];
};

function cells(row: DayRow, withNumbers: boolean): CsvCell[] {
  return [
    formatTime(row.start),
    row.reference,
    `${row.firstName} ${row.lastName}`,
    row.dateOfBirth,
    ...(withNumbers ? [row.nhsNumber] : []),
    row.service.name,
    row.help.map((need) => texts.help[need] ?? need).join('; '),
    row.status,
  ];
}
