import type { CohortRule, CohortRules } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { RuleForm } from './rule-form';
import { parts, sentenceOf, type Known, type Part } from './rule-words';

const words = coordinatorTexts.cohorts;

interface Props {
  rules: CohortRules;
  known: Known;
  /** Left out for somebody who may only look. */
  onChange: ((rules: CohortRules) => void) | undefined;
}

/** Rules as sentences in three groups; each is added by a small form and taken away by a button. */
export function RulesEditor({ rules, known, onChange }: Props) {
  const [adding, setAdding] = useState<Part>();
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
                  {rules[part].map((rule, index) => (
                    <li key={JSON.stringify(rule)}>
                      <span>{sentenceOf(rule, known)}</span>
                      {onChange && (
                        <StaffButton
                          kind="plain"
                          aria-label={words.removeOf(sentenceOf(rule, known))}
                          onPress={() =>
                            put(
                              part,
                              rules[part].filter((_, one) => one !== index),
                            )
                          }
                        >
                          {words.remove}
                        </StaffButton>
                      )}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {adding === part && onChange ? (
              <RuleForm
                known={known}
                onCancel={() => setAdding(undefined)}
                onAdd={(rule) => {
                  setAdding(undefined);
                  const isThere = rules[part].some((one) => JSON.stringify(one) === JSON.stringify(rule));
                  if (!isThere) put(part, [...rules[part], rule]);
                }}
              />
            ) : (
              onChange && (
                <StaffButton onPress={() => setAdding(part)} aria-label={words.addTo[part]}>
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
