import type { Cohort, CohortRules } from '@fairslot/contract';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { deployment } from '../../ui/deployment';
import { CheckPerson } from './check-person';
import { Examples } from './examples';
import { LiveCount } from './live-count';
import { noRules } from './rule-words';
import { RulesEditor } from './rules-editor';
import { SaveCohort } from './save-cohort';
import { useKnown } from './use-known';
import { Versions } from './versions';

const words = coordinatorTexts.cohorts;

interface Props {
  /** Left out for a new one. */
  cohort?: Cohort;
  /** What a new one begins with. */
  begin?: CohortRules;
  mayWrite: boolean;
}

/** Rules on one side, the count that follows them on the other. */
export function CohortEditor({ cohort, begin = noRules, mayWrite }: Props) {
  const navigate = useNavigate();
  const known = useKnown();
  const saved = cohort?.versions[0]?.rules;
  const [rules, setRules] = useState<CohortRules>(saved ?? begin);
  const [said, say] = useState('');

  function onSaved(now: Cohort) {
    say(words.save.saved(now.versions[0]?.version ?? 1));
    setRules(now.versions[0]?.rules ?? rules);
    if (!cohort) void navigate(`/cohorts/${encodeURIComponent(now.id)}`, { replace: true });
  }

  return (
    <>
      <output className="coord-said">{said}</output>
      <div className="coord-editor">
        <div className="coord-editor__rules">
          <RulesEditor rules={rules} known={known} onChange={mayWrite ? setRules : undefined} />
        </div>
        <div className="coord-editor__count">
          <LiveCount rules={rules} saved={saved} known={known} />
        </div>
        <div className="coord-editor__rest">
          {mayWrite && <SaveCohort cohort={cohort} rules={rules} onSaved={onSaved} />}
          <Examples rules={rules} />
          {deployment.nhsNumber && <CheckPerson rules={rules} known={known} />}
          {cohort && <Versions cohort={cohort} known={known} onUse={mayWrite ? setRules : undefined} />}
        </div>
      </div>
    </>
  );
}
