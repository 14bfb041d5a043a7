import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import {
  createClosure,
  endClosure,
  getDay,
  getWeek,
  listClosures,
  previewClosure,
  type ChangeFigures,
  type ChangePreview,
  type Proposal,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { callListAddress, todayAddress } from '../../ui/addresses';
import { DisplacedList } from '../../ui/displaced-list';
import { EffectFigures } from '../../ui/effect-figures';
import { faultsOf } from '../../ui/faults';
import { formatLocalTime, formatLongDate } from '../../ui/formats';
import { MessageSamples } from '../../ui/message-samples';
import { PageHeading } from '../../ui/page-heading';
import { errorTexts, texts } from '../../ui/texts';
import { AskedSecondPerson, AskSecondPerson } from '../../ui/second-person';
import { useServices } from '../../ui/use-services';
import { WishField } from '../../ui/wish-field';
import { bodyOf, type CloseStep, type Closing, type Outcome } from './closing';
import { Step } from './step';

const words = texts.close;

interface EffectsProps {
  siteName: string;
  siteId: string;
  closing: Closing;
  change: (some: Partial<Closing>) => void;
  step: CloseStep;
  onNext: () => void;
  onFault: (error: unknown) => void;
  onDone: (outcome: Outcome) => void;
}

export function Effects({ siteId, siteName, closing, change, step, onNext, onFault, onDone }: EffectsProps) {
  const client = useClient();
  const cache = useQueryClient();
  const { nameOf } = useServices();
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<Proposal>();
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

  if (asked) return <AskedSecondPerson siteName={siteName} proposal={asked} />;
  if (preview.error)
    return <p className="staff-notice staff-notice--warning">{faultsOf(preview.error, 'close')[0]?.words}</p>;
  if (!preview.data) return <p>{texts.loading}</p>;
  const { cancelledAndTold, newTimes, toCall } = preview.data;
  const told = cancelledAndTold + newTimes;
  const losing = told + toCall;
  if (step === 'preview')
    return (
      <>
        <Step onNext={onNext}>
          <Figures figures={preview.data} isSome={closing.isSome} />
          {losing > 0 && (
            <>
              <WishField chosen={closing.bookings} onChoose={(wish) => change({ bookings: wish })} />
              <p>{texts.effect.noWay}</p>
            </>
          )}
        </Step>
        <DisplacedList people={preview.data.people} of={losing} />
      </>
    );
  if (step === 'messages')
    return (
      <Step onNext={onNext}>
        <p>{words.messageFor(told)}</p>
        <MessageSamples samples={preview.data.messages} />
        {told > 0 && <p>{words.leavesAfter}</p>}
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
          closing.isSome ? closing.serviceIds.map(nameOf).join(', ') : '',
        )}
      </p>
      <Figures figures={preview.data} isSome={closing.isSome} />
      {preview.data.secondPerson === 'needed' ? (
        <AskSecondPerson
          siteId={siteId}
          change={{ kind: 'close', ...bodyOf(closing) }}
          preview={preview.data}
          reason={bodyOf(closing).reason}
          onFault={onFault}
          onOutOfDate={() => void preview.refetch()}
          onAsked={setAsked}
        />
      ) : (
        <>
          {preview.data.secondPerson === 'urgent' && <p className="staff-notice">{texts.secondPerson.urgent(told)}</p>}
          <button
            id="close"
            type="button"
            className="nhsuk-button nhsuk-button--warning"
            aria-disabled={isBusy || undefined}
            onClick={() => void close()}
          >
            {told > 0 ? words.closeAndTell(told) : words.closeOnly}
          </button>
        </>
      )}
    </>
  );
}

function Figures({ figures, isSome }: { figures: ChangeFigures; isSome: boolean }) {
  const { bookings, begun, inFrozen, freeBefore } = figures;
  return (
    <>
      {/* Of a service that is closed, the places are free for the others. */}
      {bookings > 0 ? <EffectFigures figures={figures} /> : <p>{isSome ? words.noneFor : words.nobody(freeBefore)}</p>}
      {inFrozen > 0 && <p>{words.inFrozen(inFrozen)}</p>}
      {begun > 0 && <p>{words.begun(begun)}</p>}
    </>
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
  const [opened, setOpened] = useState<ChangeFigures>();
  const [fault, setFault] = useState('');
  const { effect, id } = outcome;
  const told = effect.cancelledAndTold + effect.newTimes;
  const reopen = () =>
    void client.call(endClosure, { params: { siteId, closureId: id }, body: {} }).then(
      ({ effect: after }) => {
        setOpened(after);
        for (const read of [getDay, getWeek, listClosures]) void cache.invalidateQueries({ queryKey: [read.name] });
      },
      (error: unknown) => setFault(isProblem(error) ? errorTexts[error.code] : errorTexts.internal),
    );
  return (
    <>
      <PageHeading under={siteName}>{opened ? words.reopened : words.done}</PageHeading>
      {opened ? <Reopened figures={opened} told={told} /> : <Figures figures={effect} isSome={closing.isSome} />}
      {!opened && (
        <>
          {effect.toCall > 0 && (
            <p>
              <Link className="staff-button staff-button--forward" to={callListAddress(siteId)}>
                {texts.day.actions.callList(effect.toCall)}
              </Link>
            </p>
          )}
          <p>{told > 0 ? words.reopenHintTold : words.reopenHint}</p>
          <p>
            <StaffButton onPress={reopen}>{texts.clinics.reopen}</StaffButton>
          </p>
        </>
      )}
      <div role="alert">{fault}</div>
      <p>
        <Link to={todayAddress(siteId, closing.from)}>{texts.clinics.backToToday}</Link>
      </p>
    </>
  );
}

function Reopened({ figures: { takenBack, rescued }, told }: { figures: ChangeFigures; told: number }) {
  return (
    <div aria-live="polite">
      {takenBack > 0 && <p>{words.takenBack(takenBack)}</p>}
      {takenBack === 0 && told > 0 && <p>{words.notTakenBack}</p>}
      {rescued > 0 && <p>{texts.effect.rescued(rescued)}</p>}
    </div>
  );
}
