import type { RuleGroupForm, ServiceRule } from '@fairslot/contract';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { ConditionForm } from './condition-form';
import { sentenceOf } from './group-words';

const words = coordinatorTexts.rules;

interface Props {
  rule: ServiceRule;
  groups: readonly RuleGroupForm[];
  onChange: (groups: RuleGroupForm[]) => void;
  errorOf: (field: string) => string | undefined;
}

/** Groups of people, each with its conditions as sentences. */
export function GroupsEditor({ rule, groups, onChange, errorOf }: Props) {
  const [adding, setAdding] = useState<string>();
  const put = (id: string, some: Partial<RuleGroupForm>) =>
    onChange(groups.map((group) => (group.id === id ? { ...group, ...some } : group)));

  function addGroup() {
    const taken = new Set([...groups, ...rule.groups].map(({ id }) => id));
    let n = groups.length + 1;
    while (taken.has(`group-${n}`)) n += 1;
    onChange([...groups, { id: `group-${n}`, label: '', conditions: [] }]);
  }

  return (
    <section aria-labelledby="groups">
      <h2 className="nhsuk-heading-s" id="groups">
        {words.groups}
      </h2>
      {groups.map(({ id, label, conditions }) => (
        <div key={id} className="coord-rules coord-rules--include">
          <TextField
            id={`group-${id}`}
            name={`group-${id}`}
            label={words.name}
            error={errorOf(`group-${id}`)}
            autoComplete="off"
            maxLength={120}
            value={label}
            onChange={({ target }) => put(id, { label: target.value })}
          />
          {conditions === null ? (
            <p className="staff-none">{words.kept}</p>
          ) : (
            <>
              {conditions.length === 0 && <p className="staff-none">{words.everybody}</p>}
              <ul className="coord-rules__list">
                {conditions.map((condition, index) => (
                  <li key={JSON.stringify(condition)}>
                    <span>{sentenceOf(condition, rule.questions)}</span>
                    <StaffButton
                      kind="plain"
                      aria-label={words.removeCondition(sentenceOf(condition, rule.questions))}
                      onPress={() => put(id, { conditions: conditions.filter((_, one) => one !== index) })}
                    >
                      {coordinatorTexts.cohorts.remove}
                    </StaffButton>
                  </li>
                ))}
              </ul>
              {adding === id ? (
                <ConditionForm
                  rule={rule}
                  onCancel={() => setAdding(undefined)}
                  onAdd={(condition) => {
                    setAdding(undefined);
                    put(id, { conditions: [...conditions, condition] });
                  }}
                />
              ) : (
                <StaffButton aria-label={words.conditionOf(label)} onPress={() => setAdding(id)}>
                  {words.condition}
                </StaffButton>
              )}
            </>
          )}
          {groups.length > 1 && (
            <StaffButton
              kind="plain"
              aria-label={words.removeOf(label)}
              onPress={() => onChange(groups.filter((group) => group.id !== id))}
            >
              {words.remove}
            </StaffButton>
          )}
        </div>
      ))}
      <StaffButton onPress={addGroup}>{words.add}</StaffButton>
    </section>
  );
}
