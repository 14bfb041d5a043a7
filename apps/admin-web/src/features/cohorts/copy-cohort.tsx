import { useApiQuery } from '@fairslot/client/react';
import { getCohort, type Cohort, type CohortRule, type CohortRules } from '@fairslot/contract';
import { isLocalDate } from '@fairslot/domain';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { useFaults } from '../../ui/faults';
import { Loaded } from '../../ui/loaded';
import { CohortEditor } from './cohort-editor';
import { parts, sentenceOf, type Part } from './rule-words';
import { useKnown } from './use-known';

const words = coordinatorTexts.cohorts;

/** A new cohort that begins with rules of another one. */
export function CopyCohort({ cohortId }: { cohortId: string }) {
  const query = useApiQuery(getCohort, { params: { cohortId } });
  const [rules, take] = useState<CohortRules>();
  if (rules) return <CohortEditor begin={rules} mayWrite />;
  return <Loaded query={query}>{(cohort) => <ChooseRules cohort={cohort} onTake={take} />}</Loaded>;
}

interface Choice {
  part: Part;
  rule: CohortRule;
  /** Of its boxes. */
  id: string;
}

/** Nothing is ticked, and a day is never taken over: what the new cohort says is chosen, not left standing. */
function ChooseRules({ cohort, onTake }: { cohort: Cohort; onTake: (rules: CohortRules) => void }) {
  const known = useKnown();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [days, setDays] = useState<Readonly<Record<string, string>>>({});
  const faults = useFaults();
  const from = cohort.versions[0]?.rules;
  const choices = parts.flatMap((part) =>
    (from?.[part] ?? []).map((rule, index): Choice => ({ part, rule, id: `copy-${part}-${index}` })),
  );
  const taken = choices.filter(({ id }) => ticked.includes(id));

  function go() {
    const undated = taken.filter(({ rule, id }) => dayOf(rule) && !isLocalDate(days[id] ?? ''));
    faults.report(undated.map(({ id }) => ({ field: `${id}-day`, words: words.copy.dayMissing })));
    if (undated.length > 0) return;
    const rulesOf = (part: Part) =>
      taken.filter((one) => one.part === part).map(({ rule, id }) => onDay(rule, days[id] ?? ''));
    onTake({ include: rulesOf('include'), leaveOut: rulesOf('leaveOut'), doNotContact: rulesOf('doNotContact') });
  }

  return (
    <>
      {faults.summary}
      <p>{words.copy.lead(cohort.name)}</p>
      {choices.map(({ part, rule, id }) => (
        <div key={id} className="coord-copy">
          <label className="coord-pick">
            <input
              type="checkbox"
              checked={ticked.includes(id)}
              onChange={({ target }) =>
                setTicked(target.checked ? [...ticked, id] : ticked.filter((one) => one !== id))
              }
            />
            <span>{words.copy.rule(words.part[part].title, sentenceOf(rule, known))}</span>
          </label>
          {ticked.includes(id) && dayOf(rule) && (
            <TextField
              id={`${id}-day`}
              name={`${id}-day`}
              type="date"
              room={20}
              label={words.copy.day}
              error={faults.of(`${id}-day`)}
              value={days[id] ?? ''}
              onChange={({ target }) => setDays({ ...days, [id]: target.value })}
            />
          )}
        </div>
      ))}
      <StaffButton kind="forward" onPress={go}>
        {words.copy.take(taken.length)}
      </StaffButton>
    </>
  );
}

/** The day that a rule names, where it names one. */
function dayOf(rule: CohortRule): string | undefined {
  if (rule.kind === 'age') return rule.on;
  return rule.kind === 'had' ? rule.since : undefined;
}

function onDay(rule: CohortRule, day: string): CohortRule {
  if (dayOf(rule) === undefined) return rule;
  if (rule.kind === 'age') return { ...rule, on: day };
  return rule.kind === 'had' ? { ...rule, since: day } : rule;
}
