import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import { explainCohort, type CohortRules, type ResponseOf } from '@fairslot/contract';
import { parseNhsNumber } from '@fairslot/domain';
import { TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { errorTexts } from '../../ui/texts';
import { sentenceOf, type Known } from './rule-words';

const words = coordinatorTexts.cohorts.checkPerson;

/** Whether one person is in, and which rule decided. The number stays in the page and never gets into an address. */
export function CheckPerson({ rules, known }: { rules: CohortRules; known: Known }) {
  const explain = useApiMutation(explainCohort);
  const [nhsNumber, setNumber] = useState('');
  const [fault, setFault] = useState<string>();
  const [answer, setAnswer] = useState<{ of: CohortRules; said: string }>();

  async function check() {
    setAnswer(undefined);
    if (!parseNhsNumber(nhsNumber).ok) return setFault(words.wrong);
    setFault(undefined);
    try {
      const told = await explain.mutateAsync({ body: { rules, nhsNumber } });
      setAnswer({ of: rules, said: said(told, rules, known) });
    } catch (error) {
      if (!isProblem(error)) throw error;
      setFault(error.code === 'invalid' ? words.wrong : errorTexts[error.code]);
    }
  }

  return (
    <section aria-labelledby="check-person">
      <h2 className="nhsuk-heading-s" id="check-person">
        {words.heading}
      </h2>
      <form
        noValidate
        className="staff-search"
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <TextField
          id="nhsNumber"
          name="nhsNumber"
          label={words.label}
          hint={words.hint}
          error={fault}
          room={20}
          isCode
          inputMode="numeric"
          autoComplete="off"
          value={nhsNumber}
          onChange={({ target }) => setNumber(target.value)}
        />
        <button type="submit" className="nhsuk-button nhsuk-button--secondary">
          {words.submit}
        </button>
      </form>
      {/* An answer to rules that were changed since is no answer. */}
      <output className="coord-said">{answer && answer.of === rules ? answer.said : ''}</output>
    </section>
  );
}

function said(
  { isKnown, isIn, decidedBy }: ResponseOf<typeof explainCohort>,
  rules: CohortRules,
  known: Known,
): string {
  if (!isKnown) return words.unknown;
  if (isIn) return words.in;
  const rule = decidedBy && rules[decidedBy.part][decidedBy.index];
  return rule
    ? words.out(coordinatorTexts.cohorts.part[decidedBy.part].title, sentenceOf(rule, known))
    : words.outNoRule;
}
