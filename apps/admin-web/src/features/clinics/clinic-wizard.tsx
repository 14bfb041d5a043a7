import { useApiQuery } from '@fairslot/client/react';
import { listAudiences, type ChangeFigures } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { clinicAddress, clinicsAddress, newClinicAddress, seriesAddress } from '../../ui/addresses';
import { now } from '../../ui/clock';
import { putDraft, useDraft } from '../../ui/drafts';
import { useFaults } from '../../ui/faults';
import { dateAt } from '../../ui/formats';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';
import { CheckStep } from './check-step';
import { draftKey, emptyDraft, type ClinicDraft } from './clinic-draft';
import { Effect } from './effect';
import { judgeStep, wizardSteps, type WizardStep } from './judge-draft';
import { PeopleFields } from './people-fields';
import { ServiceFields } from './service-fields';
import { DateFields, OptionFields, StepForm, TimeFields } from './wizard-fields';

const words = texts.wizard;

interface Props {
  siteId: string;
  siteName: string;
  step: WizardStep;
}

/** A clinic or a series, one question a page; every page may be left and come back to. */
export function ClinicWizard({ siteId, siteName, step }: Props) {
  const today = dateAt(now());
  const key = draftKey(siteId);
  const [draft, setDraft] = useDraft<ClinicDraft>(key, emptyDraft(today));
  const [made, setMade] = useState<{ kind: ClinicDraft['kind']; id: string; effect: ChangeFigures }>();
  const navigate = useNavigate();
  const faults = useFaults();
  const { data: audiences } = useApiQuery(listAudiences, { params: { siteId } }, { enabled: step === 'options' });
  const at = wizardSteps.indexOf(step);
  const fields = { draft, change: (some: Partial<ClinicDraft>) => setDraft({ ...draft, ...some }), faults };

  if (made)
    return (
      <>
        <PageHeading under={siteName}>
          {made.kind === 'one' ? words.madeOne : words.madeMany(made.effect.clinicsAdded)}
        </PageHeading>
        {made.effect.rescued > 0 && <Effect figures={made.effect} isDone />}
        <p>{words.madeNext}</p>
        <ul className="staff-actions">
          <li>
            <Link to={made.kind === 'one' ? clinicAddress(siteId, made.id) : seriesAddress(siteId, made.id)}>
              {words.openMade}
            </Link>
          </li>
          <li>
            <Link to={clinicsAddress(siteId, 'week', draft.kind === 'one' ? draft.date : draft.startsOn)}>
              {words.openWeek}
            </Link>
          </li>
          <li>
            <StaffButton
              kind="plain"
              onPress={() => {
                putDraft(key, emptyDraft(today));
                setDraft(emptyDraft(today));
                setMade(undefined);
                void navigate(newClinicAddress(siteId));
              }}
            >
              {words.another}
            </StaffButton>
          </li>
        </ul>
      </>
    );

  const next = () => {
    const found = judgeStep(step, draft, today);
    if (found.length > 0) return faults.report(found);
    const after = wizardSteps[at + 1];
    if (after) void navigate(newClinicAddress(siteId, after));
  };
  const before = wizardSteps[at - 1];
  const broken = wizardSteps.slice(0, at).find((one) => judgeStep(one, draft, today).length > 0);

  return (
    <>
      <PageHeading
        under={`${siteName}. ${words.stepOf(at + 1, wizardSteps.length)}`}
        back={
          before
            ? { to: newClinicAddress(siteId, before), words: words.back }
            : { to: clinicsAddress(siteId), words: words.leave }
        }
      >
        {words.headings[step] ?? ''}
      </PageHeading>
      {broken ? (
        <p>
          {words.broken} <Link to={newClinicAddress(siteId, broken)}>{words.steps[broken]}</Link>
        </p>
      ) : step === 'check' ? (
        <CheckStep
          siteId={siteId}
          draft={draft}
          onPublished={(what) => {
            putDraft(key, emptyDraft(today));
            setMade(what);
          }}
        />
      ) : (
        <>
          {faults.summary}
          <StepForm onSubmit={next} submit={words.next}>
            {step === 'dates' && <DateFields {...fields} isNew />}
            {step === 'times' && <TimeFields {...fields} />}
            {step === 'people' && <PeopleFields {...fields} />}
            {step === 'services' && <ServiceFields {...fields} siteId={siteId} />}
            {step === 'options' && <OptionFields {...fields} audiences={audiences?.items ?? []} hasPlace />}
          </StepForm>
        </>
      )}
    </>
  );
}
