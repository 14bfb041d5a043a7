import { useApiMutation } from '@fairslot/client/react';
import { getDay, notGivenReasons, recordOutcomes, type DayRow, type ErrorCode } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useState } from 'react';
import { useDraft } from '../../ui/drafts';
import { formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { PersonSummary } from '../../ui/person-summary';
import { SpecialList } from '../../ui/special-list';
import { StatusTag } from '../../ui/status-tag';
import { byNumber } from '../../ui/deployment';
import { errorTexts, texts } from '../../ui/texts';
import type { Day } from './use-day';

const words = texts.paper;
/** Asked when the page is drawn: by then it is known whether there are NHS numbers. */
const columns = (): string[] =>
  Object.values(words.columns).map((one) => (typeof one === 'string' ? one : byNumber(one)));

type Choice = {
  act: 'check_in' | 'complete' | 'did_not_attend' | 'not_given';
  reason?: (typeof notGivenReasons)[number];
};

const readChoice = (text: string): Choice | undefined => {
  const [act, reason] = text.split(' ');
  if (act === 'not_given') {
    const known = notGivenReasons.find((one) => one === reason);
    return known ? { act, reason: known } : undefined;
  }
  return act === 'check_in' || act === 'complete' || act === 'did_not_attend' ? { act } : undefined;
};

/** What was ticked on paper, typed back: a choice for each person, sent together. */
export function PaperList({ day, siteId }: { day: Day; siteId: string }) {
  const [choices, choose, forget] = useDraft<Record<string, string>>(`paper ${siteId} ${day.date}`, {});
  const [failed, setFailed] = useState<Record<string, string>>({});
  const [said, say] = useState('');
  const { mutateAsync, isPending } = useApiMutation(recordOutcomes, [getDay]);
  const open = day.items.filter(({ status }) => status === 'booked' || status === 'checked_in');
  const chosen = open.flatMap((row) => {
    const choice = readChoice(choices[row.reference] ?? '');
    return choice ? [{ reference: row.reference, ...choice }] : [];
  });

  async function send() {
    if (chosen.length === 0) return say(words.nothingChosen);
    const { items } = await mutateAsync({ params: { siteId }, body: { items: chosen.slice(0, 200) } });
    const wrong = items.filter(({ ok }) => !ok);
    const why = (code: string | null) =>
      code && code in errorTexts ? errorTexts[code as ErrorCode] : errorTexts.internal;
    setFailed(Object.fromEntries(wrong.map(({ reference, code }) => [reference, why(code)])));
    if (wrong.length === 0) forget();
    choose(Object.fromEntries(wrong.map(({ reference }) => [reference, choices[reference] ?? ''])));
    say(words.saved(items.length - wrong.length, wrong.length));
  }

  return (
    <>
      <p>{words.how}</p>
      {open.length === 0 ? (
        <p className="staff-empty">{words.none}</p>
      ) : (
        <StaffTable caption={words.caption} columns={columns()}>
          {open.map((row) => (
            <PaperRow
              key={row.reference}
              row={row}
              value={choices[row.reference] ?? ''}
              fault={failed[row.reference]}
              onChoose={(value) => choose({ ...choices, [row.reference]: value })}
            />
          ))}
        </StaffTable>
      )}
      {/* In sight wherever one is in a long list, with what the press did. */}
      <div className={open.length > 0 ? 'staff-finish staff-acts' : undefined}>
        {open.length > 0 && (
          <StaffButton
            kind="forward"
            busy={isPending}
            onPress={() => void send().catch((error: unknown) => say(error instanceof Error ? errorTexts.busy : ''))}
          >
            {words.submit(chosen.length)}
          </StaffButton>
        )}
        <output className="staff-count">{said}</output>
      </div>
    </>
  );
}

interface RowProps {
  row: DayRow;
  value: string;
  fault: string | undefined;
  onChoose: (value: string) => void;
}

function PaperRow({ row, value, fault, onChoose }: RowProps) {
  const id = `outcome-${row.reference}`;
  return (
    <StaffRow>
      <StaffCell kind="time">{formatTime(row.start)}</StaffCell>
      <StaffCell kind="person" names>
        <PersonSummary row={row} />
      </StaffCell>
      <StaffCell heading={words.columns.for}>
        {row.service.name}
        <SpecialList options={row.options} />
      </StaffCell>
      <StaffCell kind="status">
        <StatusTag row={row} />
      </StaffCell>
      <StaffCell kind="action">
        <label className="nhsuk-u-visually-hidden" htmlFor={id}>
          {words.outcomeOf(fullName(row))}
        </label>
        <select id={id} className="nhsuk-select" value={value} onChange={(event) => onChoose(event.target.value)}>
          <option value="">{words.choose}</option>
          <option value="complete">{texts.day.act[row.service.outcomeWord]}</option>
          <option value="did_not_attend">{texts.day.act.did_not_attend}</option>
          {row.status === 'booked' && <option value="check_in">{texts.day.act.check_in}</option>}
          {notGivenReasons.map((reason) => (
            <option key={reason} value={`not_given ${reason}`}>
              {words.notGiven(texts.reasons[reason])}
            </option>
          ))}
        </select>
        {fault && <span className="staff-flag">{fault}</span>}
      </StaffCell>
    </StaffRow>
  );
}
