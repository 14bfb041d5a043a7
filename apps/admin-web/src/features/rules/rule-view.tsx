import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import {
  changeServiceRule,
  getServiceRule,
  tryServiceRule,
  type RuleDryRun,
  type RuleGroupForm,
  type ServiceRule,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt, formatLongDate, formatShortDate, formatTime } from '../../ui/formats';
import { DryRun } from './dry-run';
import { groupSentence } from './group-words';
import { GroupsEditor } from './groups-editor';

const words = coordinatorTexts.rules;
/** A service without a season has these dates. */
const ALWAYS = '2099-12-31';

/** Who may have a service: changed as sentences, tried on everybody, and only then saved. */
export function RuleView({ rule }: { rule: ServiceRule }) {
  const tryIt = useApiMutation(tryServiceRule, []);
  const save = useApiMutation(changeServiceRule, [getServiceRule]);
  const [groups, setGroups] = useState<RuleGroupForm[]>(rule.groups);
  const [run, setRun] = useState<{ of: RuleGroupForm[]; run: RuleDryRun }>();
  const [said, say] = useState('');
  const faults = useFaults();
  const params = { serviceId: rule.service.id };
  const isSame = JSON.stringify(groups) === JSON.stringify(rule.groups);
  const tried = run?.of === groups ? run.run : undefined;

  async function work(what: () => Promise<void>) {
    const unnamed = groups.filter(({ label }) => label.trim() === '');
    faults.report(unnamed.map(({ id }) => ({ field: `group-${id}`, words: words.nameMissing })));
    if (unnamed.length > 0) return;
    try {
      await what();
    } catch (error) {
      if (isProblem(error, 'wrong_state')) return say(words.stale);
      faults.report(faultsOf(error, `group-${groups[0]?.id}`));
    }
  }

  return (
    <>
      <p>{words.lead}</p>
      {faults.summary}
      <output className="coord-said">{tryIt.isPending ? words.trying : said}</output>
      <div className="coord-two">
        <div>
          <GroupsEditor rule={rule} groups={groups} onChange={setGroups} errorOf={faults.of} />
          <div className="staff-acts coord-gap">
            <StaffButton
              kind={tried ? 'secondary' : 'forward'}
              busy={tryIt.isPending}
              onPress={() =>
                void work(async () => {
                  const body = { groups };
                  setRun({ of: groups, run: await tryIt.mutateAsync({ params, body }) });
                  say('');
                })
              }
            >
              {words.tryIt}
            </StaffButton>
            {tried && !isSame && (
              <StaffButton
                kind="forward"
                busy={save.isPending}
                onPress={() =>
                  void work(async () => {
                    await save.mutateAsync({ params, body: { groups, version: rule.version } });
                  })
                }
              >
                {words.save(rule.version + 1)}
              </StaffButton>
            )}
          </div>
          <p className="staff-none">{isSame ? words.unchanged : tried ? '' : words.tryFirst}</p>
        </div>
        <div aria-live="polite">{tried && <DryRun run={tried} />}</div>
      </div>
      <Versions rule={rule} />
    </>
  );
}

function Versions({ rule: { versions, questions } }: { rule: ServiceRule }) {
  return (
    <section aria-labelledby="versions">
      <h2 className="nhsuk-heading-s" id="versions">
        {words.versions}
      </h2>
      <ol className="coord-versions">
        {versions.map(({ version, by, at, opensOn, closesOn, groups }) => {
          const when = `${formatShortDate(dateAt(at))}, ${formatTime(at)}`;
          return (
            <li key={version}>
              <h3 className="coord-versions__name">{words.version(version)}</h3>
              <p className="staff-none">
                {by ? words.by(by, when) : words.made(when)}.{' '}
                {closesOn === ALWAYS ? words.always : words.season(formatLongDate(opensOn), formatLongDate(closesOn))}
              </p>
              <ul>
                {groups.map((group) => (
                  <li key={group.id}>{groupSentence(group, questions)}</li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
