import { useApiQuery } from '@fairslot/client/react';
import { listClinics } from '@fairslot/contract';
import { isLocalDate } from '@fairslot/domain';
import { CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { todayAddress } from '../../ui/addresses';
import { useDraft } from '../../ui/drafts';
import { faultsOf, useFaults } from '../../ui/faults';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';
import { useFocusOnStep } from '../../ui/use-focus-on-step';
import { useServices } from '../../ui/use-services';
import { Done, Effects } from './close-effects';
import { closeSteps, reasons, type CloseStep, type Closing, type Outcome } from './closing';
import { Step } from './step';

const words = texts.close;
interface Props {
  siteId: string;
  siteName: string;
  date: string;
  step: CloseStep;
}

/** Five screens from "we cannot open" to everybody told or on the call list. Nothing is done before the last press. */
export function CloseDay({ siteId, siteName, date, step }: Props) {
  const empty: Closing = {
    reason: '',
    other: '',
    from: date,
    to: date,
    isPart: false,
    starts: '12:00',
    ends: '24:00',
    isSome: false,
    serviceIds: [],
    bookings: 'move',
  };
  const [closing, set, forget] = useDraft<Closing>(`close ${siteId} ${date}`, empty);
  const [outcome, setOutcome] = useState<Outcome>();
  const faults = useFaults();
  useFocusOnStep(outcome ? 'done' : step);
  const navigate = useNavigate();
  const at = closeSteps.indexOf(step);
  const address = (to: CloseStep) => `?date=${date}&step=${to}`;
  const change = (some: Partial<Closing>) => set({ ...closing, ...some });
  const next = () => {
    const found = judge(step, closing);
    faults.report(found);
    const after = closeSteps[at + 1];
    if (found.length === 0 && after) void navigate(address(after));
  };
  if (outcome) return <Done siteId={siteId} siteName={siteName} outcome={outcome} closing={closing} />;
  const before = closeSteps[at - 1];
  return (
    <>
      <PageHeading
        under={`${siteName}. ${texts.wizard.stepOf(at + 1, closeSteps.length)}`}
        back={
          before
            ? { to: address(before), words: texts.wizard.back }
            : { to: todayAddress(siteId, date), words: texts.clinics.backToToday }
        }
      >
        {words.headings[step]}
      </PageHeading>
      {faults.summary}
      {step === 'reason' && (
        <Step onNext={next}>
          <RadiosField
            name="reason"
            label={words.reason}
            isSmall
            error={faults.of('reason')}
            chosen={closing.reason}
            choices={reasons.map((reason) => ({ value: reason, label: words.reasons[reason] }))}
            onChoose={(reason) => change({ reason })}
          />
          <TextField
            id="other"
            name="other"
            label={words.more}
            hint={words.moreHint}
            value={closing.other}
            onChange={(event) => change({ other: event.target.value })}
          />
        </Step>
      )}
      {step === 'scope' && <Scope siteId={siteId} closing={closing} change={change} onNext={next} of={faults.of} />}
      {step !== 'reason' && step !== 'scope' && (
        <Effects
          siteId={siteId}
          siteName={siteName}
          closing={closing}
          change={change}
          step={step}
          onNext={next}
          onFault={(error) => faults.report(faultsOf(error, 'close'))}
          onDone={(done) => {
            forget();
            setOutcome(done);
          }}
        />
      )}
    </>
  );
}

function judge(step: CloseStep, closing: Closing) {
  if (step === 'reason' && !closing.reason) return [{ field: 'reason', words: words.reasonMissing }];
  if (step !== 'scope') return [];
  return [
    ...(isLocalDate(closing.from) ? [] : [{ field: 'from', words: texts.wizard.faults.date }]),
    ...(isLocalDate(closing.to) && closing.to >= closing.from
      ? []
      : [{ field: 'to', words: texts.wizard.faults.endsOn }]),
    ...(closing.isPart && closing.starts >= closing.ends ? [{ field: 'ends', words: texts.wizard.faults.until }] : []),
    ...(closing.isSome && closing.serviceIds.length === 0 ? [{ field: 'services', words: words.servicesMissing }] : []),
  ];
}

function Scope({
  siteId,
  closing,
  change,
  onNext,
  of,
}: {
  siteId: string;
  closing: Closing;
  change: (some: Partial<Closing>) => void;
  onNext: () => void;
  of: (field: string) => string | undefined;
}) {
  const field = (name: 'from' | 'to' | 'starts' | 'ends') => ({
    id: name,
    name,
    value: closing[name] === '24:00' ? '' : closing[name],
    error: of(name),
    onChange: (event: { target: { value: string } }) =>
      change({ [name]: event.target.value || (name === 'ends' ? '24:00' : '') }),
  });
  return (
    <Step onNext={onNext}>
      <div className="staff-form__pair">
        <TextField {...field('from')} type="date" label={words.from} />
        <TextField {...field('to')} type="date" label={words.to} />
      </div>
      <RadiosField
        name="part"
        label={words.howMuch}
        isSmall
        chosen={closing.isPart ? 'part' : 'all'}
        choices={[
          { value: 'all', label: words.allDay },
          { value: 'part', label: words.part },
        ]}
        onChoose={(part) => change({ isPart: part === 'part' })}
      />
      {closing.isPart && (
        <div className="staff-form__pair">
          <TextField {...field('starts')} type="time" label={words.starts} />
          <TextField {...field('ends')} type="time" label={words.ends} hint={words.endsHint} />
        </div>
      )}
      <RadiosField
        name="what"
        label={words.forWhat}
        isSmall
        chosen={closing.isSome ? 'some' : 'all'}
        choices={[
          { value: 'all', label: words.everything },
          { value: 'some', label: words.some },
        ]}
        onChoose={(what) => change({ isSome: what === 'some' })}
      />
      {closing.isSome && <Services siteId={siteId} closing={closing} change={change} error={of('services')} />}
    </Step>
  );
}

/** What the clinics of these days offer; everything until that is known. */
function Services({
  siteId,
  closing: { from, to, serviceIds },
  change,
  error,
}: {
  siteId: string;
  closing: Closing;
  change: (some: Partial<Closing>) => void;
  error: string | undefined;
}) {
  const { all } = useServices();
  const { data } = useApiQuery(listClinics, { params: { siteId }, query: { from, to } }, { retry: false });
  const offered = new Set(data?.items.flatMap((clinic) => (clinic.status === 'cancelled' ? [] : clinic.serviceIds)));
  const choices = all.filter(({ id }) => offered.size === 0 || offered.has(id));
  return (
    <CheckboxesField
      key={choices.length}
      isSmall
      name="services"
      label={words.services}
      hint={words.servicesHint}
      error={error}
      chosen={serviceIds}
      choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
      onChoose={(chosen) => change({ serviceIds: chosen })}
    />
  );
}
