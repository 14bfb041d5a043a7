import type { CohortRule, CohortRules } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useEffect, useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { RuleForm } from './rule-form';
import { parts, sentenceOf, type Known, type Part } from './rule-words';

const words = coordinatorTexts.cohorts;

const isSameRule = (one: CohortRule, other: CohortRule): boolean => JSON.stringify(one) === JSON.stringify(other);

interface Props {
  rules: CohortRules;
  known: Known;
  /** Left out for somebody who may only look. */
  onChange: ((rules: CohortRules) => void) | undefined;
}

/** Rules as sentences in three groups; each is added and changed by a small form, and taken away by a button. */
export function RulesEditor({ rules, known, onChange }: Props) {
  const [adding, setAdding] = useState<Part>();
  const [changing, setChanging] = useState<{ part: Part; index: number }>();
  // Goes back to the part whose form or rule has gone from the page, and focus would be lost with it.
  const [back, setBack] = useState<{ to: Part }>();
  useEffect(() => {
    if (back) document.getElementById(`add-to-${back.to}`)?.focus();
  }, [back]);
  const put = (part: Part, list: CohortRule[]) => onChange?.({ ...rules, [part]: list });
  return (
    <>
      {parts.map((part) => {
        const { title, lead, none } = words.part[part];
        return (
          <section key={part} className={`coord-rules coord-rules--${part}`} aria-labelledby={`rules-${part}`}>
            <h2 className="nhsuk-heading-s" id={`rules-${part}`}>
              {title}
            </h2>
            {rules[part].length === 0 ? (
              <p className="staff-none">{none}</p>
            ) : (
              <>
                <p className="coord-rules__lead">{lead}</p>
                <ul className="coord-rules__list">
                  {rules[part].map((rule, index) =>
                    onChange && changing?.part === part && changing.index === index ? (
                      <li key={JSON.stringify(rule)} className="coord-rules__form">
                        <RuleForm
                          known={known}
                          rule={rule}
                          onCancel={() => {
                            setChanging(undefined);
                            setBack({ to: part });
                          }}
                          onAdd={(changed) => {
                            setChanging(undefined);
                            setBack({ to: part });
                            const others = rules[part].filter((_, one) => one !== index);
                            const isThere = others.some((one) => isSameRule(one, changed));
                            put(part, isThere ? others : rules[part].map((one, at) => (at === index ? changed : one)));
                          }}
                        />
                      </li>
                    ) : (
                      <li key={JSON.stringify(rule)}>
                        <span>{sentenceOf(rule, known)}</span>
                        {onChange && (
                          <span className="coord-rules__acts">
                            <StaffButton
                              kind="plain"
                              aria-label={words.changeOf(sentenceOf(rule, known))}
                              onPress={() => setChanging({ part, index })}
                            >
                              {words.change}
                            </StaffButton>
                            <StaffButton
                              kind="plain"
                              aria-label={words.removeOf(sentenceOf(rule, known))}
                              onPress={() => {
                                setChanging(undefined);
                                setBack({ to: part });
                                put(
                                  part,
                                  rules[part].filter((_, one) => one !== index),
                                );
                              }}
                            >
                              {words.remove}
                            </StaffButton>
                          </span>
                        )}
                      </li>
                    ),
                  )}
                </ul>
              </>
            )}
            {adding === part && onChange ? (
              <RuleForm
                known={known}
                onCancel={() => {
                  setAdding(undefined);
                  setBack({ to: part });
                }}
                onAdd={(rule) => {
                  setAdding(undefined);
                  setBack({ to: part });
                  const isThere = rules[part].some((one) => isSameRule(one, rule));
                  if (!isThere) put(part, [...rules[part], rule]);
                }}
              />
            ) : (
              onChange && (
                <StaffButton id={`add-to-${part}`} onPress={() => setAdding(part)} aria-label={words.addTo[part]}>
                  {words.addTo[part]}
                </StaffButton>
              )
            )}
          </section>
        );
      })}
    </>
  );
}
