import { isProblem } from '@fairslot/client';
import { useApiQuery, useClient } from '@fairslot/client/react';
import {
  createClosure,
  endClosure,
  getDay,
  getWeek,
  listClosures,
  previewClosure,
  type ChangeFigures,
  type ChangePreview,
} from '@fairslot/contract';
import { RadiosField, StaffButton } from '@fairslot/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { callListAddress, todayAddress } from '../../ui/addresses';
import { faultsOf } from '../../ui/faults';
import { formatLocalTime, formatLongDate } from '../../ui/formats';
import { PageHeading } from '../../ui/page-heading';
import { errorTexts, texts } from '../../ui/texts';
import { bodyOf, type CloseStep, type Closing, type Outcome } from './closing';
import { Picks, Step } from './step';

const words = texts.close;

interface EffectsProps {
  siteId: string;
  closing: Closing;
  change: (some: Partial<Closing>) => void;
  step: CloseStep;
  onNext: () => void;
  onFault: (error: unknown) => void;
  onDone: (outcome: Outcome) => void;
}

export function Effects({ siteId, closing, change, step, onNext, onFault, onDone }: EffectsProps) {
  const client = useClient();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const preview = useQuery<ChangePreview, Error>({
    queryKey: ['close preview', siteId, bodyOf(closing)],
    staleTime: 0,
    retry: false,
    queryFn: () => client.call(previewClosure, { params: { siteId }, body: bodyOf(closing) }),
  });

  async function close() {
    if (!preview.data || isBusy) return;
    setBusy(true);
    try {
      const body = { ...bodyOf(closing), preview: preview.data.preview };
      const done = await client.call(createClosure, { params: { siteId }, body });
      for (const read of [getDay, getWeek, listClosures]) void cache.invalidateQueries({ queryKey: [read.name] });
      onDone({ id: done.id, effect: done.effect });
    } catch (error) {
      if (isProblem(error, 'preview_out_of_date')) void preview.refetch();
      onFault(error);
    } finally {
      setBusy(false);
    }
  }

  if (preview.error)
    return <p className="staff-notice staff-notice--warning">{faultsOf(preview.error, 'close')[0]?.words}</p>;
  if (!preview.data) return <p>{texts.loading}</p>;
  const { bookings, cancelledAndTold, toCall } = preview.data;
  if (step === 'preview')
    return (
      <Step onNext={onNext}>
        <Figures figures={preview.data} />
        {bookings > 0 && (
          <Picks onPick={(value) => change({ bookings: value === 'call' ? 'call' : 'cancel' })}>
            <RadiosField
              name="bookings"
              label={words.wish}
              isSmall
              chosen={closing.bookings}
              choices={[
                { value: 'cancel', label: words.wishCancel, hint: words.wishCancelHint },
                { value: 'call', label: words.wishCall, hint: words.wishCallHint },
              ]}
            />
          </Picks>
        )}
      </Step>
    );
  if (step === 'messages')
    return (
      <Step onNext={onNext}>
        <p>{words.messageFor(cancelledAndTold)}</p>
        {cancelledAndTold > 0 && <MessagePreview siteId={siteId} date={closing.from} />}
        {toCall > 0 && <p>{words.callFor(toCall)}</p>}
      </Step>
    );
  return (
    <>
      <p>
        {words.summary(
          closing.from === closing.to
            ? formatLongDate(closing.from)
            : texts.clinics.fromTo(formatLongDate(closing.from), formatLongDate(closing.to)),
          closing.isPart
            ? texts.clinics.times(formatLocalTime(closing.starts), formatLocalTime(closing.ends))
            : texts.clinics.allDay,
        )}
      </p>
      <Figures figures={preview.data} />
      <button
        id="close"
        type="button"
        className="nhsuk-button nhsuk-button--warning"
        aria-disabled={isBusy || undefined}
        onClick={() => void close()}
      >
        {cancelledAndTold > 0 ? words.closeAndTell(cancelledAndTold) : words.closeOnly}
      </button>
    </>
  );
}

/** The text as it is sent, with the help phone of the deployment. */
function MessagePreview({ siteId, date }: { siteId: string; date: string }) {
  const { data } = useApiQuery(getDay, { params: { siteId }, query: { date } });
  const [first] = data?.items ?? [];
  return (
    <figure className="staff-message-preview">
      <figcaption>{words.messageCaption}</figcaption>
      <blockquote>
        {words.message(first?.service.name ?? words.anAppointment, formatLongDate(date), data?.site.name ?? '')}
      </blockquote>
    </figure>
  );
}

function Figures({ figures }: { figures: ChangeFigures }) {
  const { bookings, kept, moved, cancelledAndTold, toCall, freeBefore } = figures;
  if (bookings === 0) return <p>{words.nobody(freeBefore)}</p>;
  const rows: [string, number][] = [
    [texts.effect.told, cancelledAndTold],
    [texts.effect.toCall, toCall],
    [texts.effect.moved, moved],
    [texts.effect.kept, kept],
  ];
  return (
    <dl className="staff-figures">
      {rows.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
      <div className="staff-figures__sum">
        <dt>{texts.effect.bookings}</dt>
        <dd>{bookings}</dd>
      </div>
    </dl>
  );
}

export function Done({
  siteId,
  siteName,
  outcome,
  closing,
}: {
  siteId: string;
  siteName: string;
  outcome: Outcome;
  closing: Closing;
}) {
  const client = useClient();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState('');
  const { effect, id } = outcome;
  const reopen = () =>
    void client.call(endClosure, { params: { siteId, closureId: id }, body: {} }).then(
      () => {
        setOpen(true);
        for (const read of [getDay, getWeek, listClosures]) void cache.invalidateQueries({ queryKey: [read.name] });
      },
      (error: unknown) => setFault(isProblem(error) ? errorTexts[error.code] : errorTexts.internal),
    );
  return (
    <>
      <PageHeading under={siteName}>{isOpen ? words.reopened : words.done}</PageHeading>
      <Figures figures={effect} />
      {!isOpen && (
        <>
          {effect.toCall > 0 && (
            <p>
              <Link className="staff-button staff-button--forward" to={callListAddress(siteId)}>
                {texts.day.actions.callList(effect.toCall)}
              </Link>
            </p>
          )}
          <p>{effect.cancelledAndTold > 0 ? words.reopenHintTold : words.reopenHint}</p>
          <StaffButton onPress={reopen}>{texts.clinics.reopen}</StaffButton>
        </>
      )}
      <div role="alert">{fault}</div>
      <p>
        <Link to={todayAddress(siteId, closing.from)}>{texts.clinics.backToToday}</Link>
      </p>
    </>
  );
}
