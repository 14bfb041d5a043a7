import type { DayRow } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow } from '@fairslot/ui';
import { memo } from 'react';
import { Link } from 'react-router';
import { bookingAddress, rowId } from '../../ui/addresses';
import { formatShortDate, formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { PersonSummary } from '../../ui/person-summary';
import { StatusTag } from '../../ui/status-tag';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';
import { actsOf, actWord, type Act, type When } from './row-acts';

const words = texts.day;

interface Props {
  row: DayRow;
  look: 'past' | 'now' | 'found' | 'plain';
  busy: boolean;
  /** Where the day on screen lies. */
  when: When;
  /** Left out where the caller may only look. */
  onAct?: (row: DayRow, act: Act) => void;
}

/** One booking of the day. Redrawn only when it changed, so that a list read every 15 seconds costs nothing. */
export const BookingRow = memo(function BookingRow({ row, look, busy, when, onAct }: Props) {
  const isVaccine = row.service.outcomeWord === 'vaccinated';
  const toCheck = [
    row.stranded && words.stranded,
    row.detailsToCheck && words.detailsToCheck,
    row.possibleDuplicate && words.possibleDuplicate,
    row.hadElsewhere && words.hadElsewhere(formatShortDate(row.hadElsewhere.on), row.hadElsewhere.answer),
    row.outcome === 'given' && isVaccine && row.dose?.number === null && words.batchMissing,
    row.reason && texts.reasons[row.reason],
    row.source === 'walk_in' && words.walkIn,
  ];
  const needs = [...row.help.map((need) => texts.help[need] ?? need), ...specialWords(row.options)];
  return (
    <StaffRow id={rowId(row.reference)} look={look}>
      <StaffCell kind="time">
        {formatTime(row.start)}
        {look === 'now' && <span className="nhsuk-u-visually-hidden"> {words.now}</span>}
      </StaffCell>
      <StaffCell kind="person" names>
        <PersonSummary row={row} />
      </StaffCell>
      <StaffCell heading={words.columns.for}>{row.service.name}</StaffCell>
      <StaffCell heading={words.columns.help} kind={needs.length > 0 ? 'plain' : 'empty'}>
        {needs.length > 0 ? (
          <ul className="staff-plain-list">
            {needs.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        ) : (
          <span className="staff-none">{words.noHelp}</span>
        )}
      </StaffCell>
      <StaffCell kind="status">
        <StatusTag row={row} />
        {toCheck.map(
          (flag) =>
            flag && (
              <span key={flag} className="staff-flag">
                {flag}
              </span>
            ),
        )}
      </StaffCell>
      <StaffCell kind="action">
        <div className="staff-acts">
          {onAct && <RowActs row={row} busy={busy} when={when} onAct={onAct} />}
          <Link className="staff-row-more" to={bookingAddress(row.site.id, row.reference)}>
            {onAct && row.status === 'checked_in' && when !== 'future' ? words.notGivenAct : words.more}
            <span className="nhsuk-u-visually-hidden"> {fullName(row)}</span>
          </Link>
        </div>
      </StaffCell>
    </StaffRow>
  );
});

function RowActs({ row, busy, when, onAct }: Required<Omit<Props, 'look'>>) {
  const { forward, didNotAttend, undo } = actsOf(row, when);
  // The name is for those who hear one button after another without seeing the row.
  const forWhom = <span className="nhsuk-u-visually-hidden"> {fullName(row)}</span>;
  return (
    <>
      {forward && (
        <StaffButton kind="forward" busy={busy} onPress={() => onAct(row, forward)}>
          {actWord(forward, row)}
          {forWhom}
        </StaffButton>
      )}
      {undo && (
        <StaffButton kind="plain" busy={busy} onPress={() => onAct(row, 'undo')}>
          {words.act.undo}
          {forWhom}
        </StaffButton>
      )}
      {didNotAttend && (
        <StaffButton kind="plain" busy={busy} onPress={() => onAct(row, 'did_not_attend')}>
          {words.act.did_not_attend}
          {forWhom}
        </StaffButton>
      )}
    </>
  );
}
