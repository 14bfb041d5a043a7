import { useApiQuery } from '@fairslot/client/react';
import { listCohorts, listServices } from '@fairslot/contract';
import { waveModes } from '@fairslot/domain';
import { RadiosField, SelectField, TextField } from '@fairslot/ui';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { HoursFields } from './hours-fields';
import { MessageEditor } from './message-editor';
import type { TaskName, Terms, TextTerm } from './read-terms';

const words = coordinatorTexts.campaigns;

interface Props {
  task: TaskName;
  terms: Terms;
  change: (some: Partial<Terms>) => void;
  errorOf: (field: string) => string | undefined;
}

/** The boxes of one task. */
export function TaskFields({ task, ...shared }: Props) {
  const { terms, change, errorOf } = shared;
  const text = (field: TextTerm, label: string, more: object = {}) => (
    <TextField
      id={field}
      name={field}
      label={label}
      error={errorOf(field)}
      value={terms[field]}
      autoComplete="off"
      onChange={({ target }) => change({ [field]: target.value })}
      {...more}
    />
  );
  const number = { room: 5, inputMode: 'numeric' as const };
  const date = { type: 'date', room: 20 };
  switch (task) {
    case 'what':
      return (
        <>
          {text('name', words.name, { hint: words.nameHint, maxLength: 120 })}
          <ServiceField {...shared} />
          {text('startsOn', words.startsOn, date)}
          {text('endsOn', words.endsOn, date)}
        </>
      );
    case 'who':
      return <CohortFields {...shared} />;
    case 'waves':
      return (
        <>
          <ModeField {...shared} />
          {text('perDay', words.perDay, { ...number, room: 10 })}
          {text('expectedPercent', words.expectedPercent, { ...number, hint: words.expectedHint })}
          {text('withinMiles', words.withinMiles, number)}
        </>
      );
    case 'when':
      return (
        <>
          <HoursFields
            hours={terms.hours}
            change={(some) => change({ hours: { ...terms.hours, ...some } })}
            errorOf={errorOf}
          />
          {text('secondAfterDays', words.secondAfterDays, { ...number, hint: words.secondHint })}
          <p>{words.fallback}</p>
        </>
      );
    case 'words':
      return <MessageEditor own={terms.words} onChange={(words) => change({ words })} errorOf={errorOf} />;
  }
}

type FieldProps = Omit<Props, 'task'>;

function ServiceField({ terms, change, errorOf }: FieldProps) {
  const services = useApiQuery(listServices, {}).data?.items ?? [];
  const choices = services.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SelectField
      id="serviceId"
      label={words.service}
      error={errorOf('serviceId')}
      none={words.serviceMissing}
      choices={choices}
      chosen={terms.serviceId}
      onChoose={(serviceId = '') => change({ serviceId })}
    />
  );
}

function CohortFields({ terms, change, errorOf }: FieldProps) {
  const { data } = useApiQuery(listCohorts, {});
  const cohorts = data?.items ?? [];
  const chosen = cohorts.find(({ id }) => id === terms.cohortId);
  if (data && cohorts.length === 0)
    return (
      <p>
        {words.noCohort} <Link to="/cohorts/new">{coordinatorTexts.cohorts.create}</Link>
      </p>
    );
  return (
    <>
      <SelectField
        id="cohortId"
        label={words.cohort}
        error={errorOf('cohortId')}
        none={words.cohortMissing}
        choices={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={terms.cohortId}
        onChoose={(cohortId = '') => {
          const newest = cohorts.find(({ id }) => id === cohortId)?.versions[0]?.version;
          change({ cohortId, cohortVersion: String(newest ?? '') });
        }}
      />
      {chosen && (
        <SelectField
          id="cohortVersion"
          label={words.cohortVersion}
          error={errorOf('cohortVersion')}
          choices={chosen.versions.map(({ version }, index) => ({
            value: String(version),
            label: index === 0 ? words.latest(version) : String(version),
          }))}
          chosen={terms.cohortVersion}
          onChoose={(cohortVersion = '') => change({ cohortVersion })}
        />
      )}
    </>
  );
}

function ModeField({ terms, change, errorOf }: FieldProps) {
  return (
    <RadiosField
      name="mode"
      label={words.mode}
      error={errorOf('mode')}
      isSmall
      chosen={terms.mode}
      choices={waveModes.map((mode) => ({ value: mode, label: words.modes[mode].label, hint: words.modes[mode].hint }))}
      onChoose={(chosen) => change({ mode: waveModes.find((mode) => mode === chosen) ?? terms.mode })}
    />
  );
}
