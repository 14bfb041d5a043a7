import { useApiQuery } from '@fairslot/client/react';
import { listCohorts, type Cohort } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { dateAt, formatShortDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { parts, sentenceOf, type Known } from './rule-words';
import { useKnown } from './use-known';

const words = coordinatorTexts.cohorts;

export function CohortList() {
  const known = useKnown();
  return (
    <Loaded query={useApiQuery(listCohorts, {})}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <StaffTable caption={words.caption} columns={words.columns}>
            {items.map((cohort) => (
              <CohortRow key={cohort.id} cohort={cohort} known={known} />
            ))}
          </StaffTable>
        )
      }
    </Loaded>
  );
}

function CohortRow({ cohort, known }: { cohort: Cohort; known: Known }) {
  const [, rulesWord, versionWord, savedWord] = words.columns;
  const latest = cohort.versions[0];
  if (!latest) return null;
  const said = parts.flatMap((part) =>
    latest.rules[part].length === 0
      ? []
      : [`${words.part[part].title}: ${latest.rules[part].map((rule) => sentenceOf(rule, known)).join('; ')}`],
  );
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <Link to={`/cohorts/${encodeURIComponent(cohort.id)}`}>{cohort.name}</Link>
      </StaffCell>
      <StaffCell heading={rulesWord}>
        <ul className="staff-plain-list">
          {said.length === 0 ? <li>{words.part.include.none}</li> : said.map((line) => <li key={line}>{line}</li>)}
        </ul>
      </StaffCell>
      <StaffCell heading={versionWord}>{latest.version}</StaffCell>
      <StaffCell heading={savedWord}>
        {formatShortDate(dateAt(latest.at))}, {latest.by}
      </StaffCell>
    </StaffRow>
  );
}
