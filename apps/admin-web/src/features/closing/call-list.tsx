import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { CALL_OUTCOMES, listCalls, listStranded, tickOffCall, type Call } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { bookingAddress } from '../../ui/addresses';
import { dateAt, formatShortDate, formatShortWeekday, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { fullName } from '../../ui/person';
import { errorTexts, texts } from '../../ui/texts';
import { personsToCall, type ToCall } from './persons-to-call';

const words = texts.callList;
const columns = Object.values(words.columns);
const often = { refetchInterval: 30_000 };

interface Props {
  siteId: string;
  mayWrite: boolean;
  /** May tick off who was called, and so see whom no message reached. */
  mayCall: boolean;
}

/** Everybody of a site whom somebody has to call, once each: why, how to reach them, and what came of it. */
export function CallList({ siteId, mayWrite, mayCall }: Props) {
  const stranded = useApiQuery(listStranded, { params: { siteId }, query: {} }, often);
  const open = useApiQuery(listCalls, { query: { siteId } }, { ...often, enabled: mayCall });
  const done = useApiQuery(listCalls, { query: { siteId, list: 'done' } }, { ...often, enabled: mayCall });
  const [said, say] = useState('');
  const top = useRef<HTMLOutputElement>(null);
  const onCalled = (person: ToCall, outcome: string) => {
    say(words.tickedOff(fullName(person), outcome));
    // The button that was pressed is gone.
    top.current?.focus();
  };
  return (
    <Loaded query={stranded}>
      {({ items }) => {
        if (open.error) return <p>{errorTexts[open.error.code]}</p>;
        if (mayCall && !open.data) return <p>{texts.loading}</p>;
        const people = personsToCall(items, open.data?.items ?? [], done.data?.items ?? []);
        return (
          <>
            <output className="staff-count" ref={top} tabIndex={-1}>
              {said}
            </output>
            {people.length === 0 ? (
              <p className="staff-empty">{words.none}</p>
            ) : (
              <>
                <p>{words.intro(people.length)}</p>
                <details className="staff-more">
                  <summary>{words.scriptTitle}</summary>
                  <p>{words.script}</p>
                </details>
                <StaffTable caption={words.caption} columns={columns}>
                  {people.map((one) => (
                    <CallRow key={one.key} person={one} siteId={siteId} mayWrite={mayWrite} onCalled={onCalled} />
                  ))}
                </StaffTable>
              </>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

interface RowProps {
  person: ToCall;
  siteId: string;
  mayWrite: boolean;
  onCalled: (person: ToCall, outcome: string) => void;
}

function CallRow({ person, siteId, mayWrite, onCalled }: RowProps) {
  const { start, reference, dateOfBirth, service, help, why, call, done, isStranded } = person;
  return (
    <StaffRow>
      <StaffCell kind="time">{start && `${formatShortWeekday(dateAt(start))}, ${formatTime(start)}`}</StaffCell>
      <StaffCell kind="person" names>
        {reference ? <Link to={bookingAddress(siteId, reference)}>{fullName(person)}</Link> : fullName(person)}
        <span className="staff-person__facts">
          <span>{texts.day.born(formatShortDate(dateOfBirth))}</span>
        </span>
      </StaffCell>
      <StaffCell heading={words.columns.for}>
        {service.name}
        {help.length > 0 && (
          <span className="staff-person__facts staff-person__facts--words">
            {help.map((need) => texts.help[need] ?? need).join(', ')}
          </span>
        )}
      </StaffCell>
      <StaffCell heading={words.columns.why}>
        {why}
        {done && (
          <span className="staff-person__facts staff-person__facts--words">
            {words.called(
              words.outcomes[done.outcome],
              `${formatShortDate(dateAt(done.at))}, ${formatTime(done.at)}`,
              done.by,
            )}
          </span>
        )}
      </StaffCell>
      <StaffCell heading={words.columns.contact}>
        <Reach {...person} />
      </StaffCell>
      <StaffCell kind="action">
        <div className="staff-acts">
          {mayWrite && isStranded && (
            <Link className="staff-button staff-button--secondary" to={`/phone?move=${reference}`}>
              {words.move}
              <span className="nhsuk-u-visually-hidden"> {fullName(person)}</span>
            </Link>
          )}
          {call && <TickOff call={call} onDone={(outcome) => onCalled(person, outcome)} />}
        </div>
      </StaffCell>
    </StaffRow>
  );
}

function Reach({ mobile, landline, email }: ToCall) {
  const phone = mobile ?? landline;
  if (phone) return <a href={`tel:${phone}`}>{phone}</a>;
  return email ? <a href={`mailto:${email}`}>{email}</a> : words.noContact;
}

function TickOff({ call, onDone }: { call: Call; onDone: (outcome: string) => void }) {
  const { mutateAsync, isPending } = useApiMutation(tickOffCall, [listCalls]);
  return CALL_OUTCOMES.map((outcome) => (
    <StaffButton
      key={outcome}
      kind={outcome === 'reached' ? 'secondary' : 'plain'}
      busy={isPending}
      onPress={() =>
        void mutateAsync({ params: { callId: call.id }, body: { outcome } }).then(
          () => onDone(words.outcomes[outcome]),
          // Somebody else was faster, or it is of no use any more: the list is read again and says so.
          () => undefined,
        )
      }
    >
      {words.outcomes[outcome]}
      <span className="nhsuk-u-visually-hidden"> {fullName(call)}</span>
    </StaffButton>
  ));
}
