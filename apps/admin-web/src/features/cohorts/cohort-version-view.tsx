import { useApiQuery } from '@fairslot/client/react';
import { getCohort } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { Loaded } from '../../ui/loaded';
import { Examples } from './examples';
import { parts, sentenceOf } from './rule-words';
import { useKnown } from './use-known';

const words = coordinatorTexts.cohorts;

/** One version of a cohort for whoever only reads it: its rules as sentences, and ten of its people. */
export function CohortVersionView({ cohortId, version }: { cohortId: string; version: number }) {
  const query = useApiQuery(getCohort, { params: { cohortId } });
  const known = useKnown();
  return (
    <section aria-labelledby="who">
      <h2 className="nhsuk-heading-m" id="who">
        {words.whom}
      </h2>
      <Loaded query={query}>
        {({ versions }) => {
          const rules = versions.find((one) => one.version === version)?.rules;
          if (!rules) return null;
          return (
            <>
              <dl className="coord-summary">
                {parts.map((part) => (
                  <div key={part}>
                    <dt>{words.part[part].title}</dt>
                    <dd>
                      {rules[part].length === 0
                        ? words.part[part].none
                        : rules[part].map((rule) => sentenceOf(rule, known)).join('; ')}
                    </dd>
                  </div>
                ))}
              </dl>
              <Examples rules={rules} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
