import type { HomeVisit } from '@fairslot/contract';
import { HOME_VISIT_REASONS, type HomeVisitReason, type HomeVisitState } from '@fairslot/domain';
import { StaffButton, StaffCell, StaffRow, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { languageName } from '../../ui/language-name';
import { fullName } from '../../ui/person';
import { texts } from '../../ui/texts';

const words = texts.homeVisits;
const whenAt = (at: string): string => `${formatShortDate(dateAt(at))}, ${formatTime(at)}`;

export interface Press {
  state: HomeVisitState;
  reason?: HomeVisitReason;
  note?: string;
}

interface Props {
  visit: HomeVisit;
  busy: boolean;
  /** Whether it was done. */
  onPress: (press: Press) => Promise<boolean>;
}

/** What moves it forward: one button of a row. */
const FORWARD: Record<HomeVisitState, { says: string; press: Press }> = {
  new: { says: words.called, press: { state: 'called' } },
  called: { says: words.arrange, press: { state: 'arranged' } },
  arranged: { says: words.visited, press: { state: 'closed', reason: 'visited' } },
  closed: { says: words.reopen, press: { state: 'called' } },
};

export function VisitRow({ visit, busy, onPress }: Props) {
  const { place, service, dateOfBirth, phone, postcode, language, bestTime, askedAt } = visit;
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <span className="staff-person__name">{fullName(visit)}</span>
        <span className="staff-person__facts">
          <span>{words.born(formatShortDate(dateOfBirth))}</span>
          <span>
            {place?.name ?? words.anywhere}
            {postcode && `, ${postcode}`}
          </span>
        </span>
      </StaffCell>
      <StaffCell heading={words.columns.for}>{service.name}</StaffCell>
      <StaffCell heading={words.columns.call}>
        <a href={`tel:${phone}`}>{phone}</a>, {words.bestTimes[bestTime]}
        {!language.startsWith('en') && <span className="staff-flag">{words.speaks(languageName(language))}</span>}
      </StaffCell>
      <StaffCell heading={words.columns.asked}>{whenAt(askedAt)}</StaffCell>
      <StaffCell heading={words.columns.state}>
        <Steps visit={visit} />
      </StaffCell>
      <StaffCell kind="action">
        <Acts visit={visit} busy={busy} onPress={onPress} />
      </StaffCell>
    </StaffRow>
  );
}

function Steps({ visit: { state, steps } }: { visit: HomeVisit }) {
  const [last, ...before] = steps;
  if (!last) return words.states[state];
  return (
    <>
      <StepText step={last} />
      {before.length > 0 && (
        <details className="staff-more">
          <summary>{words.earlier(before.length)}</summary>
          <ul className="staff-history">
            {before.map((step) => (
              <li key={`${step.at} ${step.state}`}>
                <StepText step={step} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function StepText({ step: { state, reason, note, by, at } }: { step: HomeVisit['steps'][number] }) {
  return (
    <>
      {words.step(reason ? words.reasons[reason] : words.states[state], by, whenAt(at))}
      {note && <span className="staff-note"> “{note}”</span>}
    </>
  );
}

function Acts({ visit, busy, onPress }: Props) {
  const [note, setNote] = useState('');
  const forward = FORWARD[visit.state];
  const name = <span className="nhsuk-u-visually-hidden"> {fullName(visit)}</span>;
  const press = async (what: Press) => {
    if (await onPress({ ...what, ...(note.trim() && { note: note.trim() }) })) setNote('');
  };
  return (
    <>
      <StaffButton kind="forward" busy={busy} onPress={() => void press(forward.press)}>
        {forward.says}
        {name}
      </StaffButton>
      {visit.state !== 'closed' && (
        <details className="staff-more">
          <summary>
            {words.noteOrClose}
            {name}
          </summary>
          <TextField
            id={`note-${visit.id}`}
            name={`note-${visit.id}`}
            label={words.note}
            hint={words.noteHint}
            autoComplete="off"
            maxLength={200}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          {visit.state !== 'new' && (
            <div className="staff-acts">
              <StaffButton busy={busy} onPress={() => void press({ state: 'called' })}>
                {visit.state === 'called' ? words.calledAgain : words.reopen}
                {name}
              </StaffButton>
            </div>
          )}
          <p>{words.close}</p>
          <div className="staff-acts">
            {HOME_VISIT_REASONS.map((reason) => (
              <StaffButton
                key={reason}
                kind="plain"
                busy={busy}
                onPress={() => void press({ state: 'closed', reason })}
              >
                {words.reasons[reason]}
                {name}
              </StaffButton>
            ))}
          </div>
        </details>
      )}
    </>
  );
}
