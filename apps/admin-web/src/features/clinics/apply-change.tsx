import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import {
  cancelClinic,
  cancelSeries,
  editClinic,
  editSeries,
  getClinic,
  getSeries,
  getWeek,
  listClinics,
  listSeries,
  previewClinicChange,
  previewSeriesChange,
  type ChangeFigures,
  type ChangePreview,
  type ProposedChange,
  type Proposal,
  type Clinic,
  type LeftDate,
  type Series,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { callListAddress, clinicAddress, clinicsAddress } from '../../ui/addresses';
import { faultsOf } from '../../ui/faults';
import { DisplacedList } from '../../ui/displaced-list';
import { formatLongDate } from '../../ui/formats';
import { MessageSamples } from '../../ui/message-samples';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';
import { AskedSecondPerson, AskSecondPerson, UrgentReason } from '../../ui/second-person';
import { useFocusOnStep } from '../../ui/use-focus-on-step';
import { WishField, type BookingsWish } from '../../ui/wish-field';
import type { Changed } from './clinic-facts';
import { Effect } from './effect';

const words = texts.change;

export type Target = { kind: 'clinics'; shown: Clinic } | { kind: 'series'; shown: Series; fromDate: string | null };

export interface Outcome {
  effect: ChangeFigures;
  notChanged: LeftDate[];
}

interface AskProps {
  siteId: string;
  siteName: string;
  target: Target;
  what: Changed | 'cancel';
  changes: object;
  scope: { scope: 'all' | 'from'; fromDate?: string };
  wish: BookingsWish;
  onWish: (wish: BookingsWish) => void;
  onBack: (() => void) | undefined;
  onFault: (error: unknown) => void;
  onDone: (outcome: Outcome) => void;
}

/** What it would do, asked of the API; then the press that does exactly that. */
export function Ask({
  siteId,
  siteName,
  target,
  what,
  changes,
  scope,
  wish,
  onWish,
  onBack,
  onFault,
  onDone,
}: AskProps) {
  const client = useClient();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [alone, setAlone] = useState('');
  const [asked, setAsked] = useState<Proposal>();
  useFocusOnStep(asked ? 'second person' : 'effect');
  const { kind, shown } = target;
  const isCancel = what === 'cancel';
  const clinic = { siteId, clinicId: shown.id };
  const series = { siteId, seriesId: shown.id };
  const preview = useQuery<ChangePreview, Error>({
    queryKey: ['change preview', kind, shown.id, what, changes, scope, wish],
    staleTime: 0,
    retry: false,
    queryFn: () =>
      kind === 'clinics'
        ? client.call(previewClinicChange, {
            params: clinic,
            body: { ...changes, bookings: wish, ...(isCancel && { cancel: true }) },
          })
        : client.call(previewSeriesChange, {
            params: series,
            body: { ...changes, ...(isCancel ? { cancel: true } : scope), bookings: wish },
          }),
  });

  const proposed = (): ProposedChange => {
    if (kind === 'clinics')
      return isCancel
        ? { kind: 'cancel_clinic', clinicId: shown.id, bookings: wish }
        : { ...changes, kind: 'edit_clinic', clinicId: shown.id, bookings: wish };
    return isCancel
      ? { kind: 'cancel_series', seriesId: shown.id, bookings: wish }
      : { ...changes, ...scope, kind: 'edit_series', seriesId: shown.id, bookings: wish };
  };

  async function apply() {
    if (!preview.data || isBusy) return;
    setBusy(true);
    const { version, preview: token } = preview.data;
    const isUrgent = preview.data.secondPerson === 'urgent';
    if (isUrgent && alone.trim() === '') {
      setBusy(false);
      return onFault(undefined);
    }
    const agreed = { bookings: wish, version, preview: token, ...(isUrgent && { alone: alone.trim() }) };
    try {
      if (kind === 'clinics') {
        const done = isCancel
          ? await client.call(cancelClinic, { params: clinic, body: agreed })
          : await client.call(editClinic, { params: clinic, body: { ...changes, ...agreed } });
        onDone({ effect: done.effect, notChanged: [] });
      } else {
        const done = isCancel
          ? await client.call(cancelSeries, { params: series, body: agreed })
          : await client.call(editSeries, { params: series, body: { ...changes, ...scope, ...agreed } });
        onDone({ effect: done.effect, notChanged: done.notChanged });
      }
      for (const read of [getClinic, getSeries, getWeek, listClinics, listSeries])
        void cache.invalidateQueries({ queryKey: [read.name] });
    } catch (error) {
      if (isProblem(error, 'preview_out_of_date')) void preview.refetch();
      onFault(error);
    } finally {
      setBusy(false);
    }
  }

  if (asked) return <AskedSecondPerson siteName={siteName} proposal={asked} />;
  if (preview.error)
    return (
      <>
        <p className="staff-notice staff-notice--warning">
          {faultsOf(preview.error, 'apply')
            .map((one) => one.words)
            .join('. ')}
        </p>
        {onBack && <StaffButton onPress={onBack}>{words.changeMind}</StaffButton>}
      </>
    );
  if (!preview.data) return <p>{texts.loading}</p>;
  const { toCall, cancelledAndTold, newTimes, clinicsChanged, people, messages } = preview.data;
  return (
    <>
      {kind === 'series' && !isCancel && <p>{words.clinicsChanged(clinicsChanged)}</p>}
      <Effect figures={preview.data} />
      {toCall + cancelledAndTold + newTimes > 0 && (
        <>
          <WishField chosen={wish} onChoose={onWish} />
          <p>{texts.effect.noWay}</p>
          <DisplacedList people={people} of={toCall + cancelledAndTold + newTimes} />
        </>
      )}
      <MessageSamples samples={messages} />
      {isCancel && <p>{words.forGood}</p>}
      {preview.data.secondPerson === 'needed' ? (
        <AskSecondPerson
          siteId={siteId}
          change={proposed()}
          preview={preview.data}
          reason=""
          onFault={onFault}
          onOutOfDate={() => void preview.refetch()}
          onAsked={setAsked}
        />
      ) : (
        <>
          {preview.data.secondPerson === 'urgent' && (
            <UrgentReason
              n={cancelledAndTold + newTimes + preview.data.toldOfPlace}
              reason={alone}
              onReason={setAlone}
            />
          )}
          <div className="staff-acts">
            <button
              id="apply"
              type="button"
              className={`nhsuk-button${isCancel ? ' nhsuk-button--warning' : ''}`}
              aria-disabled={isBusy || undefined}
              onClick={() => void apply()}
            >
              {isCancel ? (kind === 'clinics' ? words.doCancelClinic : words.doCancelSeries) : words.save}
            </button>
            {onBack && (
              <StaffButton kind="plain" onPress={onBack}>
                {words.changeMind}
              </StaffButton>
            )}
          </div>
        </>
      )}
    </>
  );
}

export function Done({
  siteId,
  home,
  heading,
  siteName,
  outcome,
}: {
  siteId: string;
  home: string;
  heading: string;
  siteName: string;
  outcome: Outcome;
}) {
  const { effect, notChanged } = outcome;
  return (
    <>
      <PageHeading under={siteName}>{words.doneHeading(heading)}</PageHeading>
      <Effect figures={effect} isDone />
      {effect.clinicsChanged > 1 && <p>{words.clinicsChanged(effect.clinicsChanged)}</p>}
      {notChanged.length > 0 && (
        <>
          <p>{words.notChanged(notChanged.length)}</p>
          <ul>
            {notChanged.map(({ clinicId, date }) => (
              <li key={clinicId}>
                <Link to={clinicAddress(siteId, clinicId)}>{formatLongDate(date)}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="staff-actions">
        {effect.toCall > 0 && (
          <li>
            <Link className="staff-button staff-button--forward" to={callListAddress(siteId)}>
              {texts.day.actions.callList(effect.toCall)}
            </Link>
          </li>
        )}
        <li>
          <Link to={home}>{words.back}</Link>
        </li>
        <li>
          <Link to={clinicsAddress(siteId)}>{texts.wizard.openWeek}</Link>
        </li>
      </ul>
    </>
  );
}
