import { useApiMutation } from '@fairslot/client/react';
import { listNumberLists, pasteNumberList, type ResponseOf } from '@fairslot/contract';
import { FieldsetGroup, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { faultsOf, useFaults } from '../../ui/faults';
import type { Known } from './rule-words';

const words = coordinatorTexts.cohorts.lists;
const ROWS_SHOWN = 100;

type Pasted = ResponseOf<typeof pasteNumberList>;

interface Props {
  known: Known;
  /** Lists of the rule, by id. */
  picked: readonly string[];
  error: string | undefined;
  onPick: (lists: readonly string[]) => void;
}

/** Which lists a rule means: of those pasted before, and one that is pasted here, looked up first and then kept. */
export function PasteList({ known, picked, error, onPick }: Props) {
  const paste = useApiMutation(pasteNumberList, [listNumberLists]);
  const [numbers, setNumbers] = useState('');
  const [name, setName] = useState('');
  const [report, setReport] = useState<Pasted>();
  const [said, say] = useState('');
  const faults = useFaults();

  async function send(check: boolean) {
    say('');
    if (numbers.trim() === '') return faults.report([{ field: 'list-numbers', words: words.missing }]);
    if (!check && name.trim() === '') return faults.report([{ field: 'list-name', words: words.nameMissing }]);
    try {
      // What is only looked up needs no name yet.
      const told = await paste.mutateAsync({ body: { name: name.trim() || '-', numbers, check } });
      faults.report([]);
      if (check) return setReport(told);
      onPick([...picked, told.id]);
      say(words.kept(told.name, told.people));
      setReport(undefined);
      setNumbers('');
      setName('');
    } catch (problem) {
      faults.report(faultsOf(problem, 'list-numbers', { numbers: 'list-numbers', name: 'list-name' }));
    }
  }

  const pasteError = faults.of('list-numbers');
  return (
    <div className="coord-paste">
      <FieldsetGroup id="rule-pick" label={words.known} error={error}>
        {known.lists.length === 0 && <p className="staff-none">{words.none}</p>}
        <div className="coord-picks">
          {known.lists.map((list, index) => (
            <label key={list.id} className="coord-pick">
              <input
                type="checkbox"
                id={index === 0 ? 'rule-picked' : undefined}
                checked={picked.includes(list.id)}
                onChange={({ target }) =>
                  onPick(target.checked ? [...picked, list.id] : picked.filter((one) => one !== list.id))
                }
              />
              <span>{words.people(list.name, list.people)}</span>
            </label>
          ))}
        </div>
      </FieldsetGroup>
      {faults.summary}
      <div className={`nhsuk-form-group${pasteError ? ' nhsuk-form-group--error' : ''}`}>
        <label className="nhsuk-label" htmlFor="list-numbers">
          {words.paste}
        </label>
        <div className="nhsuk-hint" id="list-numbers-hint">
          {words.hint} {words.privacy}
        </div>
        {pasteError && (
          <span className="nhsuk-error-message" id="list-numbers-error">
            {pasteError}
          </span>
        )}
        <textarea
          id="list-numbers"
          className="nhsuk-textarea"
          rows={6}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`list-numbers-hint${pasteError ? ' list-numbers-error' : ''}`}
          value={numbers}
          onChange={({ target }) => {
            setNumbers(target.value);
            setReport(undefined);
          }}
        />
      </div>
      <StaffButton busy={paste.isPending} onPress={() => void send(true)}>
        {words.check}
      </StaffButton>
      <output className="coord-said">{report ? words.found(report.people, report.rows) : said}</output>
      {report && <LeftOut report={report} />}
      {report?.people === 0 && <p>{words.nobody}</p>}
      {report && report.people > 0 && (
        <>
          <TextField
            id="list-name"
            name="list-name"
            label={words.name}
            error={faults.of('list-name')}
            room={20}
            maxLength={120}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <StaffButton busy={paste.isPending} onPress={() => void send(false)}>
            {words.keep(report.people)}
          </StaffButton>
        </>
      )}
    </div>
  );
}

/** What was pasted and means nobody, by row. */
function LeftOut({ report: { faults } }: { report: Pasted }) {
  if (faults.length === 0) return null;
  return (
    <>
      <h3 className="nhsuk-heading-xs" id="left-out">
        {words.caption}
      </h3>
      <ul className="nhsuk-list nhsuk-list--bullet" aria-labelledby="left-out">
        {faults.slice(0, ROWS_SHOWN).map(({ row, found, code }, at) => (
          // A row may hold the same again.
          <li key={`${row} ${found} ${at}`}>{words.leftOut(row, found, words.why[code])}</li>
        ))}
      </ul>
      {faults.length > ROWS_SHOWN && <p>{words.more(ROWS_SHOWN)}</p>}
    </>
  );
}
