import type { Cohort, CohortRules } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { changesOf, sentenceOf, type Known } from './rule-words';

const words = coordinatorTexts.cohorts.versions;
const partTitle = coordinatorTexts.cohorts.part;

interface Props {
  cohort: Cohort;
  known: Known;
  onUse: ((rules: CohortRules) => void) | undefined;
}

/** Versions, the latest first, each with what it changed. They never change themselves. */
export function Versions({ cohort, known, onUse }: Props) {
  return (
    <section aria-labelledby="versions">
      <h2 className="nhsuk-heading-s" id="versions">
        {words.heading}
      </h2>
      <ol className="coord-versions">
        {cohort.versions.map(({ version, rules, by, at }, index) => {
          const before = cohort.versions[index + 1];
          const changes = before ? changesOf(before.rules, rules) : [];
          return (
            <li key={version}>
              <h3 className="coord-versions__name">{words.version(version)}</h3>
              <p className="staff-none">{words.saved(by, `${formatShortDate(dateAt(at))}, ${formatTime(at)}`)}</p>
              {changes.length === 0 ? (
                <p>{before ? words.same : words.first}</p>
              ) : (
                <ul>
                  {changes.map(({ part, rule, is }) => (
                    <li key={`${part} ${is} ${JSON.stringify(rule)}`}>
                      {words[is](partTitle[part].title, sentenceOf(rule, known))}
                    </li>
                  ))}
                </ul>
              )}
              {onUse && index > 0 && (
                <StaffButton kind="plain" aria-label={words.useOf(version)} onPress={() => onUse(rules)}>
                  {words.use}
                </StaffButton>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
