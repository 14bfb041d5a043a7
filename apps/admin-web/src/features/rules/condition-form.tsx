import type { ServiceRule } from '@fairslot/contract';
import { FieldsetGroup, FormGroup, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import type { Condition } from './group-words';

const words = coordinatorTexts.rules;
const cohortWords = coordinatorTexts.cohorts;
type Kind = Condition['kind'];
const kinds = Object.keys(words.kinds) as Kind[];

interface Props {
  rule: ServiceRule;
  onAdd: (condition: Condition) => void;
  onCancel: () => void;
}

/** One condition: what it is about, and the few boxes of that. */
export function ConditionForm({ rule, onAdd, onCancel }: Props) {
  const [kind, setKind] = useState<Kind>('age');
  const [from, setFrom] = useState('');
  const [below, setBelow] = useState('');
  const [picked, setPicked] = useState<string[]>([]);
  const [fault, setFault] = useState<string>();

  function add() {
    const read = readCondition(kind, { from, below, picked });
    if (typeof read === 'string') return setFault(read);
    onAdd(read);
  }
  const toggle = (value: string, isMany: boolean) =>
    setPicked(picked.includes(value) ? picked.filter((one) => one !== value) : isMany ? [...picked, value] : [value]);
  const choices: Partial<Record<Kind, { value: string; label: string }[]>> = {
    sex: (['female', 'male'] as const).map((value) => ({ value, label: words.sentence.sex[value] })),
    place: rule.places.map((value) => ({ value, label: value })),
    flag: rule.questions.map(({ id, label }) => ({ value: id, label })),
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
      <FormGroup id="condition-kind" label={words.kind}>
        <select
          className="nhsuk-select"
          id="condition-kind"
          value={kind}
          onChange={({ target }) => {
            setKind(target.value as Kind);
            setPicked([]);
            setFault(undefined);
          }}
        >
          {kinds.map((one) => (
            <option key={one} value={one} disabled={one === 'flag' && rule.questions.length === 0}>
              {words.kinds[one]}
            </option>
          ))}
        </select>
      </FormGroup>
      {kind === 'age' && (
        <div className="staff-form__pair">
          <TextField
            id="condition-from"
            name="condition-from"
            label={cohortWords.ageFrom}
            error={fault}
            room={4}
            inputMode="numeric"
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
          <TextField
            id="condition-below"
            name="condition-below"
            label={cohortWords.ageBelow}
            room={4}
            inputMode="numeric"
            value={below}
            onChange={({ target }) => setBelow(target.value)}
          />
        </div>
      )}
      {choices[kind] && (
        <FieldsetGroup
          id="condition-choices"
          label={kind === 'flag' ? words.question : words.kinds[kind]}
          error={fault}
        >
          <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
            {choices[kind].map(({ value, label }) => (
              <div className="nhsuk-checkboxes__item" key={value}>
                <input
                  className="nhsuk-checkboxes__input"
                  id={`condition-${value}`}
                  type="checkbox"
                  checked={picked.includes(value)}
                  onChange={() => toggle(value, kind === 'place')}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`condition-${value}`}>
                  {label}
                </label>
              </div>
            ))}
          </div>
        </FieldsetGroup>
      )}
      <div className="staff-acts">
        <button type="submit" className="staff-button staff-button--forward">
          {words.addCondition}
        </button>
        <StaffButton kind="plain" onPress={onCancel}>
          {coordinatorTexts.cancel}
        </StaffButton>
      </div>
    </form>
  );
}

/** The condition, or what is wrong with it. */
function readCondition(
  kind: Kind,
  { from, below, picked }: { from: string; below: string; picked: string[] },
): Condition | string {
  const [first] = picked;
  switch (kind) {
    case 'age': {
      const read = (text: string) => (text.trim() === '' ? undefined : Number(text));
      const [a, b] = [read(from), read(below)];
      const isYears = (n: number | undefined) => n === undefined || (Number.isInteger(n) && n >= 0 && n <= 130);
      if ((a === undefined && b === undefined) || !isYears(a) || !isYears(b)) return cohortWords.ageWrong;
      if (a !== undefined && b !== undefined && a >= b) return cohortWords.ageOrder;
      return { kind, ...(a !== undefined && { from: a }), ...(b !== undefined && { below: b }) };
    }
    case 'pregnant':
      return { kind };
    case 'sex':
      return first === 'female' || first === 'male' ? { kind, sex: first } : cohortWords.chooseSome;
    case 'place':
      return picked.length > 0 ? { kind, places: picked } : cohortWords.chooseSome;
    case 'flag':
      return first ? { kind, flag: first } : cohortWords.chooseSome;
  }
}
