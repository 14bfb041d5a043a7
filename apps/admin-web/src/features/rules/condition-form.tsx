import type { ServiceRule } from '@fairslot/contract';
import { CheckboxesField, RadiosField, SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { readAges, type Ages } from '../../ui/read-ages';
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
  const [fault, setFault] = useState<ConditionFault>();
  const faultOf = (field: ConditionFault['field']) => (fault?.field === field ? fault.words : undefined);

  function add() {
    const read = readCondition(kind, { from, below, picked });
    if ('words' in read) return setFault(read);
    onAdd(read);
  }
  const choices = {
    sex: (['female', 'male'] as const).map((value) => ({ value, label: words.sentence.sex[value] })),
    place: rule.places.map((value) => ({ value, label: value })),
    flag: rule.questions.map(({ id, label }) => ({ value: id, label })),
  };
  const pick = { name: 'condition-choice', error: faultOf('picked') };

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
        id="condition-kind"
        label={words.kind}
        choices={kinds.map((one) => ({
          value: one,
          label: words.kinds[one],
          disabled: one === 'flag' && rule.questions.length === 0,
        }))}
        chosen={kind}
        onChoose={(chosen = kind) => {
          setKind(chosen);
          setPicked([]);
          setFault(undefined);
        }}
      />
      {kind === 'age' && (
        <div className="staff-form__pair">
          <TextField
            id="condition-from"
            name="condition-from"
            label={cohortWords.ageFrom}
            error={faultOf('from')}
            room={4}
            inputMode="numeric"
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
          <TextField
            id="condition-below"
            name="condition-below"
            label={cohortWords.ageBelow}
            error={faultOf('below')}
            room={4}
            inputMode="numeric"
            value={below}
            onChange={({ target }) => setBelow(target.value)}
          />
        </div>
      )}
      {kind === 'place' && (
        <CheckboxesField
          {...pick}
          label={words.kinds.place}
          chosen={picked}
          choices={choices.place}
          onChoose={setPicked}
        />
      )}
      {(kind === 'sex' || kind === 'flag') && (
        <RadiosField
          {...pick}
          key={kind}
          label={kind === 'flag' ? words.question : words.kinds.sex}
          isSmall
          chosen={picked[0]}
          choices={choices[kind]}
          onChoose={(value) => setPicked([value])}
        />
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

interface ConditionFault {
  field: keyof Ages | 'picked';
  words: string;
}

/** The condition, or what is wrong with it. */
function readCondition(
  kind: Kind,
  { picked, ...typed }: { from: string; below: string; picked: string[] },
): Condition | ConditionFault {
  const [first] = picked;
  const nothing: ConditionFault = { field: 'picked', words: cohortWords.chooseSome };
  switch (kind) {
    case 'age': {
      const read = readAges(typed);
      return read.ok ? { kind, ...read.ages } : read;
    }
    case 'pregnant':
      return { kind };
    case 'sex':
      return first === 'female' || first === 'male' ? { kind, sex: first } : nothing;
    case 'place':
      return picked.length > 0 ? { kind, places: picked } : nothing;
    case 'flag':
      return first ? { kind, flag: first } : nothing;
  }
}
