import type { CohortRule } from '@fairslot/contract';
import { contactWays, personFlags } from '@fairslot/domain';
import { FieldsetGroup, SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { deployment } from '../../ui/deployment';
import { languageName } from '../../ui/language-name';
import { PasteList } from './paste-list';
import { emptyFields, fieldsOf, readRule, type RuleFields, type RuleKind } from './read-rule';
import type { Known } from './rule-words';

const words = coordinatorTexts.cohorts;
const kinds = (): RuleKind[] =>
  (Object.keys(words.kinds) as RuleKind[]).filter((kind) => kind !== 'list' || deployment.nhsNumber);

interface Props {
  known: Known;
  /** The rule that is changed; left out for a new one. */
  rule?: CohortRule;
  onAdd: (rule: CohortRule) => void;
  onCancel: () => void;
}

/** One rule: first what it is about, then the few boxes of that kind. */
export function RuleForm({ known, rule, onAdd, onCancel }: Props) {
  const [kind, setKind] = useState<RuleKind | undefined>(rule?.kind);
  const [fields, setFields] = useState(rule ? fieldsOf(rule) : emptyFields);
  const [fault, setFault] = useState<{ field: string; words: string }>();
  const change = (some: Partial<RuleFields>) => setFields((all) => ({ ...all, ...some }));

  function add() {
    if (!kind) return setFault({ field: 'rule-kind', words: words.chooseKind });
    const read = readRule(kind, fields);
    if (read.ok) return onAdd(read.rule);
    setFault(read);
    document.getElementById(read.field)?.focus();
  }

  const shared = {
    fields,
    change,
    known,
    errorOf: (field: string) => (fault?.field === field ? fault.words : undefined),
  };
  return (
    <form
      className="coord-rule-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <SelectField
        id="rule-kind"
        label={words.kind}
        error={shared.errorOf('rule-kind')}
        none={words.chooseKind}
        choices={kinds().map((one) => ({ value: one, label: words.kinds[one] }))}
        chosen={kind}
        onChoose={(chosen) => {
          setKind(chosen);
          setFields(emptyFields);
          setFault(undefined);
        }}
        takesFocus
      />
      {kind && <FieldsOf kind={kind} {...shared} />}
      <div className="staff-acts">
        <button className="staff-button staff-button--forward" type="submit">
          {rule ? words.keep : words.add}
        </button>
        <StaffButton kind="plain" onPress={onCancel}>
          {coordinatorTexts.cancel}
        </StaffButton>
      </div>
    </form>
  );
}

interface FieldsProps {
  kind: RuleKind;
  fields: RuleFields;
  change: (some: Partial<RuleFields>) => void;
  known: Known;
  errorOf: (field: string) => string | undefined;
}

function FieldsOf({ kind, known, ...shared }: FieldsProps) {
  const { fields, change, errorOf } = shared;
  const text = (name: Exclude<keyof RuleFields, 'picked'>, label: string, more: object = {}) => (
    <TextField
      id={`rule-${name}`}
      name={name}
      label={label}
      error={errorOf(`rule-${name}`)}
      value={fields[name]}
      autoComplete="off"
      onChange={({ target }) => change({ [name]: target.value })}
      {...more}
    />
  );
  const number = { room: 4, inputMode: 'numeric' as const };
  const date = { type: 'date', room: 20 };
  switch (kind) {
    case 'age':
      return (
        <>
          {text('from', words.ageFrom, number)}
          {text('below', words.ageBelow, number)}
          {text('on', words.ageOn, date)}
        </>
      );
    case 'practice':
      return text('practices', words.practices, { hint: words.practicesHint });
    case 'outcode':
      return text('outcodes', words.outcodes, { hint: words.outcodesHint });
    case 'notResponded':
      return (
        <SelectField
          id="rule-campaign"
          label={words.campaign}
          error={errorOf('rule-campaign')}
          none={words.campaignMissing}
          choices={known.campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={fields.campaign}
          onChoose={(campaign = '') => change({ campaign })}
        />
      );
    case 'due':
      return (
        <>
          <ServiceField known={known} {...shared} />
          <p className="nhsuk-hint">{words.doseHint}</p>
          <SelectField
            id="rule-dose"
            label={words.dose}
            error={errorOf('rule-dose')}
            none={words.doseMissing}
            choices={dosesOf(known, fields.service).map((dose) => ({
              value: dose,
              label: words.doseName(Number(dose)),
            }))}
            chosen={fields.dose}
            onChoose={(dose = '') => change({ dose })}
          />
        </>
      );
    case 'list':
      return (
        <PasteList
          known={known}
          picked={fields.picked}
          error={errorOf('rule-picked')}
          onPick={(picked) => change({ picked })}
        />
      );
    case 'had':
    case 'booked':
    case 'invited':
    case 'silent':
    case 'missed':
      return (
        <>
          <ServiceField known={known} {...shared} />
          {kind === 'had' && text('since', words.since, date)}
          {(kind === 'invited' || kind === 'silent' || kind === 'missed') &&
            text('withinDays', words.withinDays, number)}
        </>
      );
    default:
      return <PickField label={words.kinds[kind]} choices={choicesOf(kind, known)} {...shared} />;
  }
}

function ServiceField({ known, fields, change, errorOf }: Omit<FieldsProps, 'kind'>) {
  return (
    <SelectField
      id="rule-service"
      label={words.service}
      error={errorOf('rule-service')}
      none={words.serviceMissing}
      choices={known.services.map(({ id, name }) => ({ value: id, label: name }))}
      chosen={fields.service}
      onChoose={(service = '') => change({ service })}
    />
  );
}

/** A service that counts no doses has a first one all the same. */
const dosesOf = (known: Known, service: string): string[] => {
  const doses = known.services.find(({ id }) => id === service)?.doses ?? [];
  return doses.length > 0 ? doses.map(({ dose }) => String(dose)) : ['1'];
};

interface PickProps extends Omit<FieldsProps, 'kind' | 'known'> {
  label: string;
  choices: readonly [value: string, label: string][];
}

function PickField({ label, choices, fields, change, errorOf }: PickProps) {
  const { picked } = fields;
  return (
    <FieldsetGroup id="rule-pick" label={label} error={errorOf('rule-picked')}>
      <div className="coord-picks">
        {choices.map(([value, says], index) => (
          <label key={value} className="coord-pick">
            <input
              type="checkbox"
              id={index === 0 ? 'rule-picked' : undefined}
              checked={picked.includes(value)}
              onChange={({ target }) =>
                change({ picked: target.checked ? [...picked, value] : picked.filter((one) => one !== value) })
              }
            />
            <span>{says}</span>
          </label>
        ))}
      </div>
    </FieldsetGroup>
  );
}

function choicesOf(kind: RuleKind, known: Known): [string, string][] {
  switch (kind) {
    case 'place':
      return known.places.map(({ key, name }) => [key, name]);
    case 'deprivation':
      return words.fifth.map((says, index) => [String(index + 1), says]);
    case 'sex':
      return Object.entries(words.sex);
    case 'ethnicity':
      return Object.entries(words.ethnicity);
    case 'language':
      return known.languages.map((code) => [code, languageName(code)]);
    case 'flag':
      return personFlags.map((flag) => [flag, words.flag[flag]]);
    case 'optedOut':
      return Object.entries(words.channel);
    case 'contact':
      return contactWays.map((way) => [way, words.contact[way]]);
    default:
      return [];
  }
}
