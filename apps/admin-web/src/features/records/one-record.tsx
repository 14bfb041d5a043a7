import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import { eraseRecord, exportRecord, recordReasons, seeRecordViews, type RecordViews } from '@fairslot/contract';
import { parseNhsNumber } from '@fairslot/domain';
import { SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { deployment } from '../../ui/deployment';
import { downloadText } from '../../ui/download-csv';
import { faultsOf, useFaults } from '../../ui/faults';
import { FiguresTable } from '../../ui/figures-table';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { auditTexts } from '../../ui/audit-texts';

const words = coordinatorTexts.records;
type Reason = (typeof recordReasons)[number];

/** Who looked at one person's record, all that is held, or its end. */
export function OneRecord() {
  const see = useApiMutation(seeRecordViews, []);
  const take = useApiMutation(exportRecord, []);
  const erase = useApiMutation(eraseRecord, []);
  const [nhsNumber, setNumber] = useState('');
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState<Reason>();
  const [isAsking, ask] = useState(false);
  const [views, setViews] = useState<RecordViews['items']>();
  const [said, say] = useState('');
  const faults = useFaults();
  const isBusy = see.isPending || take.isPending || erase.isPending;
  const first = deployment.nhsNumber ? 'record-number' : 'record-reference';

  function about() {
    const number = nhsNumber.trim();
    const code = reference.trim();
    const wrong = [
      ...(number === '' && code === '' ? [{ field: first, words: words.missing }] : []),
      ...(number !== '' && !parseNhsNumber(number).ok ? [{ field: first, words: words.wrong }] : []),
      ...(reason ? [] : [{ field: 'record-reason', words: words.reasonMissing }]),
    ];
    faults.report(wrong);
    if (wrong.length > 0 || !reason) return undefined;
    return { reason, ...(number && { nhsNumber: number }), ...(code && { reference: code }) };
  }

  async function work(what: (body: NonNullable<ReturnType<typeof about>>) => Promise<string>) {
    const body = about();
    if (!body || isBusy) return;
    ask(false);
    setViews(undefined);
    try {
      say(await what(body));
    } catch (error) {
      if (isProblem(error, 'not_found')) return say(words.notFound);
      if (isProblem(error, 'wrong_state')) return say(words.live);
      faults.report(faultsOf(error, first));
    }
  }
  const showViews = () =>
    work(async (body) => {
      setViews((await see.mutateAsync({ body })).items);
      return '';
    });
  const download = () =>
    work(async (body) => {
      downloadText(`${words.file}.json`, JSON.stringify(await take.mutateAsync({ body }), null, 2));
      return words.exported;
    });
  const eraseNow = () =>
    work(async (body) => {
      await erase.mutateAsync({ body });
      return words.erased;
    });

  return (
    <>
      {faults.summary}
      {deployment.nhsNumber && (
        <TextField
          id="record-number"
          name="record-number"
          label={words.nhsNumber}
          error={faults.of('record-number')}
          room={20}
          inputMode="numeric"
          autoComplete="off"
          value={nhsNumber}
          onChange={({ target }) => setNumber(target.value)}
        />
      )}
      <TextField
        id="record-reference"
        name="record-reference"
        label={words.reference}
        error={faults.of('record-reference')}
        room={20}
        autoComplete="off"
        value={reference}
        onChange={({ target }) => setReference(target.value)}
      />
      <SelectField
        id="record-reason"
        label={words.reason}
        error={faults.of('record-reason')}
        none={words.reasonMissing}
        choices={recordReasons.map((one) => ({ value: one, label: words.reasons[one] }))}
        chosen={reason}
        onChoose={setReason}
      />
      <div className="staff-acts">
        <StaffButton kind="forward" busy={isBusy} onPress={() => void showViews()}>
          {words.views}
        </StaffButton>
        <StaffButton busy={isBusy} onPress={() => void download()}>
          {words.export}
        </StaffButton>
        <StaffButton kind="plain" busy={isBusy} onPress={() => about() && ask(true)}>
          {words.erase}
        </StaffButton>
      </div>
      {isAsking && (
        <div className="staff-notice staff-notice--warning">
          <p>{words.eraseHint}</p>
          <div className="staff-acts">
            <StaffButton kind="forward" busy={isBusy} onPress={() => void eraseNow()}>
              {words.eraseYes}
            </StaffButton>
            <StaffButton kind="plain" onPress={() => ask(false)}>
              {coordinatorTexts.cancel}
            </StaffButton>
          </div>
        </div>
      )}
      <output className="coord-said">{said}</output>
      {views?.length === 0 && <p>{words.noViews}</p>}
      {views && views.length > 0 && (
        <FiguresTable
          caption={words.viewsCaption}
          columns={words.viewColumns}
          rows={views.map(({ at, who, action, site }) => [
            `${formatShortDate(dateAt(at))}, ${formatTime(at)}`,
            who,
            auditTexts.acts[action] ?? action,
            site ?? '',
          ])}
        />
      )}
    </>
  );
}
