import { isProblem } from '@fairslot/client';
import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import {
  cancelForCaller,
  checkDetails,
  getBooking,
  getDay,
  notGiven,
  notGivenReasons,
  setHelp,
  type ResponseOf,
} from '@fairslot/contract';
import { CheckboxesField, RadiosField, StaffButton, StaffStatus, TextField, type StaffStatusProps } from '@fairslot/ui';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt, formatLongDate, formatTime } from '../../ui/formats';
import { newKey } from '../../ui/ids';
import { PageHeading } from '../../ui/page-heading';
import { fullName } from '../../ui/person';
import { PersonSummary } from '../../ui/person-summary';
import { todayAddress } from '../../ui/addresses';
import { StatusTag } from '../../ui/status-tag';
import { deployment } from '../../ui/deployment';
import { errorTexts, texts } from '../../ui/texts';
import { BookingFacts } from './booking-facts';
import { BookingNotes } from './booking-notes';

const words = texts.booking;
type Booking = ResponseOf<typeof getBooking>;
const once = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false };
const refreshed = [getBooking, getDay] as const;
const sayFor = 10_000;

interface Props {
  siteId: string;
  reference: string;
  mayAct: boolean;
  mayWrite: boolean;
}

/** Everything about one booking, and everything that is done about it but the presses of the day list. */
export function BookingDetail({ siteId, reference, mayAct, mayWrite }: Props) {
  const { data, error, refetch } = useApiQuery(getBooking, { params: { reference } }, once);
  const [said, setSaid] = useState<StaffStatusProps['said']>(null);
  const silence = useCallback(() => setSaid(null), []);
  const who = useRef<HTMLParagraphElement>(null);
  if (!data)
    return (
      <PageHeading back={{ to: todayAddress(siteId), words: texts.clinics.backToToday }}>
        {error ? words.notFound : texts.loading}
      </PageHeading>
    );
  const date = dateAt(data.start);
  const isOff = data.status === 'cancelled' || data.status === 'expired';
  // What was pressed has gone from the page by then.
  const onDone = (message: string) => {
    setSaid((before) => ({ id: (before?.id ?? 0) + 1, message, kind: 'done' }));
    who.current?.focus();
  };
  // Somebody else has changed it: what they made of it is shown, in place of what was open here.
  const onFault = (fault: unknown) => {
    if (!isProblem(fault)) throw fault;
    const isChanged = fault.code === 'wrong_state';
    if (isChanged) void refetch();
    const message = isChanged ? words.changedMeanwhile : errorTexts[fault.code];
    setSaid((before) => ({ id: (before?.id ?? 0) + 1, message, kind: 'fault' }));
    who.current?.focus();
  };
  return (
    <>
      <PageHeading
        under={`${formatLongDate(date)}, ${formatTime(data.start)}, ${data.site.name}`}
        back={{ to: todayAddress(siteId, date, reference), words: words.back }}
      >
        {words.heading}
      </PageHeading>
      <p className="staff-whose" ref={who} tabIndex={-1}>
        <PersonSummary row={data} />
        <StatusTag row={data} />
      </p>
      <BookingFacts booking={data} />
      {mayAct && data.status === 'checked_in' && <NotGiven booking={data} onDone={onDone} />}
      {mayAct && !isOff && <Help key={data.help.join()} booking={data} onDone={onDone} onFault={onFault} />}
      {mayAct && !isOff && data.detailsToCheck && <Details booking={data} onDone={onDone} />}
      {mayWrite && data.status === 'booked' && <Change booking={data} onDone={onDone} onFault={onFault} />}
      <BookingNotes reference={reference} notes={data.notes} mayAct={mayAct} />
      <Section id="history" title={words.history}>
        <ul className="staff-history">
          {data.history.map(({ at, action, by, reason }) => (
            <li key={at + action}>
              {formatLongDate(dateAt(at))}, {formatTime(at)}: {words.acts[action] ?? action} {words.by(by)}
              {reason && `: ${words.cancelReasons[reason] ?? reason}`}
            </li>
          ))}
        </ul>
      </Section>
      <StaffStatus said={said} forMs={sayFor} onEnd={silence} />
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="staff-section" aria-labelledby={`${id}-title`} id={id}>
      <h2 className="staff-subheading" id={`${id}-title`}>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface PartProps {
  booking: Booking;
  onDone: (said: string) => void;
}

interface ChangingProps extends PartProps {
  onFault: (error: unknown) => void;
}

function NotGiven({ booking: { reference, version }, onDone }: PartProps) {
  const { mutateAsync, isPending } = useApiMutation(notGiven, refreshed);
  const faults = useFaults();
  return (
    <Section id="not-given" title={words.notGivenTitle}>
      {faults.summary}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const reason = notGivenReasons.find((one) => one === new FormData(event.currentTarget).get('reason'));
          if (!reason) return faults.report([{ field: 'reason', words: words.reasonMissing }]);
          if (isPending) return;
          void mutateAsync({ params: { reference }, body: { version, reason } }).then(
            () => onDone(words.notGivenSaid),
            (error: unknown) => faults.report(faultsOf(error, 'reason')),
          );
        }}
      >
        <RadiosField
          name="reason"
          label={words.reason}
          error={faults.of('reason')}
          isSmall
          choices={notGivenReasons.map((reason) => ({ value: reason, label: texts.reasons[reason] }))}
        />
        <button className="staff-button staff-button--secondary" type="submit">
          {words.recordNotGiven}
        </button>
      </form>
    </Section>
  );
}

function Help({ booking: { reference, version, help }, onDone, onFault }: ChangingProps) {
  const { mutateAsync, isPending } = useApiMutation(setHelp, refreshed);
  return (
    <Section id="help" title={words.help}>
      <details className="staff-more">
        <summary>{words.changeHelp}</summary>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isPending) return;
            const wanted = new FormData(event.currentTarget).getAll('help').filter((one) => typeof one === 'string');
            void mutateAsync({ params: { reference }, body: { version, help: wanted } }).then(
              () => onDone(words.saved),
              onFault,
            );
          }}
        >
          <CheckboxesField
            isSmall
            name="help"
            label={texts.phone.helpNeeded}
            chosen={help}
            choices={Object.entries(texts.help).map(([value, label]) => ({ value, label }))}
          />
          <button className="staff-button staff-button--secondary" type="submit">
            {words.save}
          </button>
        </form>
      </details>
    </Section>
  );
}

function Details({ booking: { reference, version }, onDone }: PartProps) {
  const { mutateAsync, isPending } = useApiMutation(checkDetails, refreshed);
  const faults = useFaults();
  const send = (nhsNumber: string) => {
    if (isPending) return;
    void mutateAsync({ params: { reference }, body: { version, ...(nhsNumber.trim() && { nhsNumber }) } }).then(
      () => onDone(words.detailsCheckedSaid),
      (error: unknown) => faults.report(faultsOf(error, 'nhsNumber')),
    );
  };
  return (
    <Section id="details" title={words.detailsTitle}>
      {faults.summary}
      <form
        className="staff-form"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('nhsNumber');
          send(typeof typed === 'string' ? typed : '');
        }}
      >
        {deployment.nhsNumber && (
          <TextField
            id="nhsNumber"
            name="nhsNumber"
            label={texts.walkIn.nhsNumber}
            hint={words.detailsHint}
            error={faults.of('nhsNumber')}
            room={20}
            isCode
            autoComplete="off"
          />
        )}
        <button className="staff-button staff-button--secondary" type="submit">
          {words.detailsChecked}
        </button>
      </form>
    </Section>
  );
}

function Change({ booking, onDone, onFault }: ChangingProps) {
  const { reference } = booking;
  const { mutateAsync, isPending } = useApiMutation(cancelForCaller, refreshed);
  /** Undefined until it was asked; then focus follows to what took the place of the button pressed. */
  const [isSure, setSure] = useState<boolean>();
  useEffect(() => {
    if (isSure !== undefined) document.getElementById(isSure ? 'sure' : 'cancel')?.focus();
  }, [isSure]);
  const key = useRef(newKey());
  return (
    <Section id="change" title={words.changeTitle}>
      <p>
        <Link to={`/phone?move=${reference}`}>{words.move}</Link>
      </p>
      {isSure ? (
        <div className="staff-card" id="sure" tabIndex={-1}>
          <p>{words.sure(fullName(booking))}</p>
          <div className="staff-acts">
            <button
              type="button"
              className="nhsuk-button nhsuk-button--warning"
              aria-disabled={isPending || undefined}
              onClick={() =>
                void mutateAsync({ params: { reference }, body: {}, idempotencyKey: key.current }).then(
                  () => onDone(words.cancelledSaid(fullName(booking))),
                  onFault,
                )
              }
            >
              {words.cancel}
            </button>
            <StaffButton kind="plain" onPress={() => setSure(false)}>
              {words.keep}
            </StaffButton>
          </div>
        </div>
      ) : (
        <StaffButton id="cancel" onPress={() => setSure(true)}>
          {words.cancel}
        </StaffButton>
      )}
    </Section>
  );
}
