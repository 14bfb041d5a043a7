import { useApiQuery } from '@fairslot/client/react';
import { listAudiences } from '@fairslot/contract';
import { RadiosField } from '@fairslot/ui';
import { useState } from 'react';
import { clinicAddress, seriesAddress } from '../../ui/addresses';
import { now } from '../../ui/clock';
import { useDraft } from '../../ui/drafts';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt, formatLongDate } from '../../ui/formats';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';
import { useFocusOnStep } from '../../ui/use-focus-on-step';
import { Ask, Done, type Outcome, type Target } from './apply-change';
import { changesOf } from './changes-of';
import { draftLike, type ClinicDraft } from './clinic-draft';
import type { Changed } from './clinic-facts';
import type { BookingsWish } from '../../ui/wish-field';
import { judgeStep } from './judge-draft';
import { PeopleFields } from './people-fields';
import { ServiceFields } from './service-fields';
import { DateFields, OptionFields, StepForm, TimeFields } from './wizard-fields';

const words = texts.change;
export const changeable = ['dates', 'times', 'people', 'services', 'options', 'cancel'] as const;

interface Props {
  siteId: string;
  siteName: string;
  target: Target;
  what: Changed | 'cancel';
}

/** One change, from its form over what it does to what it did. Each is a short way of its own: nothing waits to be saved elsewhere. */
export function ChangeJourney({ siteId, siteName, target, what }: Props) {
  const { kind, shown } = target;
  const start =
    kind === 'clinics'
      ? draftLike(shown, shown.date)
      : { ...draftLike(shown, shown.startsOn, shown.weekdays), startsOn: shown.startsOn, endsOn: shown.endsOn };
  const [draft, setDraft, forget] = useDraft<ClinicDraft>(`change ${what} ${shown.id}`, start);
  const [scope, setScope] = useState<'all' | 'from'>(target.kind === 'series' && target.fromDate ? 'from' : 'all');
  const [wish, setWish] = useState<BookingsWish>('call');
  const [isAsked, setAsked] = useState(what === 'cancel');
  const [outcome, setOutcome] = useState<Outcome>();
  const faults = useFaults();
  useFocusOnStep(outcome ? 'done' : isAsked ? 'asked' : 'form');
  const today = dateAt(now());
  const fromDate = target.kind === 'series' ? target.fromDate : null;
  const home = kind === 'clinics' ? clinicAddress(siteId, shown.id) : seriesAddress(siteId, shown.id);
  const heading =
    what === 'cancel' ? (kind === 'clinics' ? words.cancelClinic : words.cancelSeries) : words.headings[what];
  const page = (
    <PageHeading
      under={`${siteName}. ${kind === 'clinics' ? formatLongDate(shown.date) : words.series}`}
      back={{ to: home, words: words.back }}
    >
      {heading}
    </PageHeading>
  );

  if (outcome) return <Done siteId={siteId} home={home} heading={heading} siteName={siteName} outcome={outcome} />;
  if (isAsked)
    return (
      <>
        {page}
        {faults.summary}
        <Ask
          siteId={siteId}
          siteName={siteName}
          target={target}
          what={what}
          changes={changesOf(what, draft, start)}
          scope={scope === 'from' && fromDate ? { scope, fromDate } : { scope: 'all' }}
          wish={wish}
          onWish={setWish}
          onBack={what === 'cancel' ? undefined : () => setAsked(false)}
          onFault={(error) =>
            faults.report(
              error === undefined
                ? [{ field: 'alone', words: texts.secondPerson.whyMissing }]
                : faultsOf(error, 'apply'),
            )
          }
          onDone={(done) => {
            forget();
            setOutcome(done);
          }}
        />
      </>
    );
  const submit = () => {
    const found =
      what === 'cancel'
        ? []
        : judgeStep(what, draft, kind === 'series' && shown.startsOn < today ? shown.startsOn : today);
    if (found.length > 0) return faults.report(found);
    if (Object.keys(changesOf(what, draft, start)).length === 0)
      return faults.report([{ field: 'main', words: words.nothing }]);
    faults.report([]);
    setAsked(true);
  };
  const fields = { draft, change: (some: Partial<ClinicDraft>) => setDraft({ ...draft, ...some }), faults };
  return (
    <>
      {page}
      {faults.summary}
      <StepForm onSubmit={submit} submit={words.seeEffect}>
        {fromDate && (
          <RadiosField
            name="scope"
            label={words.scope}
            isSmall
            chosen={scope}
            choices={[
              { value: 'from', label: words.scopeFrom(formatLongDate(fromDate)) },
              { value: 'all', label: words.scopeAll },
            ]}
            onChoose={(chosen) => setScope(chosen === 'all' ? 'all' : 'from')}
          />
        )}
        <ChangeFields siteId={siteId} what={what} fields={fields} isClinic={kind === 'clinics'} />
      </StepForm>
    </>
  );
}

function ChangeFields({
  siteId,
  what,
  fields,
  isClinic,
}: {
  siteId: string;
  what: Changed | 'cancel';
  fields: Parameters<typeof TimeFields>[0];
  isClinic: boolean;
}) {
  const { data } = useApiQuery(listAudiences, { params: { siteId } }, { enabled: what === 'options' });
  if (what === 'dates' && !isClinic) return <DateFields {...fields} />;
  if (what === 'times') return <TimeFields {...fields} />;
  if (what === 'people') return <PeopleFields {...fields} />;
  if (what === 'services') return <ServiceFields {...fields} siteId={siteId} />;
  return <OptionFields {...fields} audiences={data?.items ?? []} hasPlace={false} />;
}
