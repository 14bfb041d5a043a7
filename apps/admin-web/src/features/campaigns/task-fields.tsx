import { useApiQuery } from '@fairslot/client/react';
import { listCohorts, listServices } from '@fairslot/contract';
import { waveModes } from '@fairslot/domain';
import { FieldsetGroup, FormGroup, TextField } from '@fairslot/ui';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
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
        </>
      );
    case 'who':
      return <CohortFields {...shared} />;
    case 'when':
      return (
        <>
          {text('startsOn', words.startsOn, date)}
          {text('endsOn', words.endsOn, date)}
          <ModeField {...shared} />
          {text('perDay', words.perDay, { ...number, room: 10 })}
        </>
      );
    case 'reach':
      return (
        <>
          {text('expectedPercent', words.expectedPercent, { ...number, hint: words.expectedHint })}
          {text('withinKm', words.withinKm, number)}
          {text('secondAfterDays', words.secondAfterDays, { ...number, hint: words.secondHint })}
        </>
      );
    case 'words':
      return <MessageEditor own={terms.words} onChange={(words) => change({ words })} errorOf={errorOf} />;
  }
}

type FieldProps = Omit<Props, 'task'>;

interface SelectProps extends FieldProps {
  field: TextTerm;
  label: string;
  choose: string | undefined;
  choices: readonly { value: string; label: string }[];
}

function SelectField({ field, label, choose, choices, terms, change, errorOf }: SelectProps) {
  return (
    <FormGroup id={field} label={label} error={errorOf(field)}>
      <select
        className="nhsuk-select"
        id={field}
        value={terms[field]}
        onChange={({ target }) => change({ [field]: target.value })}
      >
        {choose !== undefined && <option value="">{choose}</option>}
        {choices.map(({ value, label: says }) => (
          <option key={value} value={value}>
            {says}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}

function ServiceField(props: FieldProps) {
  const services = useApiQuery(listServices, {}).data?.items ?? [];
  const choices = services.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SelectField field="serviceId" label={words.service} choose={words.serviceMissing} choices={choices} {...props} />
  );
}

function CohortFields(props: FieldProps) {
  const { data } = useApiQuery(listCohorts, {});
  const cohorts = data?.items ?? [];
  const chosen = cohorts.find(({ id }) => id === props.terms.cohortId);
  if (data && cohorts.length === 0)
    return (
      <p>
        {words.noCohort} <Link to="/cohorts/new">{coordinatorTexts.cohorts.create}</Link>
      </p>
    );
  return (
    <>
      <SelectField
        field="cohortId"
        label={words.cohort}
        choose={words.cohortMissing}
        choices={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
        {...props}
        change={(some) =>
          props.change({
            ...some,
            cohortVersion: String(cohorts.find(({ id }) => id === some.cohortId)?.versions[0]?.version ?? ''),
          })
        }
      />
      {chosen && (
        <SelectField
          field="cohortVersion"
          label={words.cohortVersion}
          choose={undefined}
          choices={chosen.versions.map(({ version }, index) => ({
            value: String(version),
            label: index === 0 ? words.latest(version) : String(version),
          }))}
          {...props}
        />
      )}
    </>
  );
}

function ModeField({ terms, change, errorOf }: FieldProps) {
  return (
    <FieldsetGroup id="mode-group" label={words.mode} error={errorOf('mode')}>
      <div className="nhsuk-radios nhsuk-radios--small">
        {waveModes.map((mode) => (
          <div className="nhsuk-radios__item" key={mode}>
            <input
              className="nhsuk-radios__input"
              type="radio"
              name="mode"
              id={`mode-${mode}`}
              checked={terms.mode === mode}
              aria-describedby={`mode-${mode}-hint`}
              onChange={() => change({ mode })}
            />
            <label className="nhsuk-label nhsuk-radios__label" htmlFor={`mode-${mode}`}>
              {words.modes[mode].label}
            </label>
            <div className="nhsuk-hint nhsuk-radios__hint" id={`mode-${mode}-hint`}>
              {words.modes[mode].hint}
            </div>
          </div>
        ))}
      </div>
    </FieldsetGroup>
  );
}
