import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import {
  changeCampaign,
  createCampaign,
  getCampaign,
  getStandardWords,
  listCampaigns,
  type Campaign,
} from '@fairslot/contract';
import type { WordValues } from '@fairslot/domain';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { faultsOf, useFaults } from '../../ui/faults';
import { bodyOf, faultsOfTask, newTerms, taskNames, termsOf, type TaskName, type Terms } from './read-terms';
import { TaskFields } from './task-fields';

const words = coordinatorTexts.campaigns;
/** Which task a box belongs to, for faults that only the API finds. */
const taskOf: Partial<Record<string, TaskName>> = {
  serviceId: 'what',
  cohortId: 'who',
  cohortVersion: 'who',
  endsOn: 'what',
  words: 'words',
};

/** A task list, in any order; saved as a draft once every task is completed. */
export function CampaignForm({ campaign, cohortId = '' }: { campaign?: Campaign; cohortId?: string | undefined }) {
  const navigate = useNavigate();
  const create = useApiMutation(createCampaign, [listCampaigns]);
  const change = useApiMutation(changeCampaign, [listCampaigns, getCampaign]);
  const [terms, setTerms] = useState<Terms>(campaign ? termsOf(campaign) : { ...newTerms, cohortId });
  // The pace and the reach have figures to begin with; they are completed once somebody has looked at them.
  const [seen, setSeen] = useState<readonly TaskName[]>(campaign ? taskNames : cohortId ? ['who'] : []);
  const [open, setOpen] = useState<TaskName>();
  const faults = useFaults();
  const isBusy = create.isPending || change.isPending;

  const longest = useApiQuery(getStandardWords, {}, { staleTime: Infinity }).data?.longest as WordValues | undefined;

  const isDone = (task: TaskName) => seen.includes(task) && faultsOfTask(task, terms, longest).length === 0;
  const missing = taskNames.filter((task) => !isDone(task));

  function finish(task: TaskName) {
    const found = faultsOfTask(task, terms, longest);
    faults.report(found);
    if (found.length > 0) return;
    setSeen([...new Set([...seen, task])]);
    const next = taskNames.find((one) => one !== task && !isDone(one));
    setOpen(next);
    // What was pressed goes with the task that it closed.
    document.getElementById(next ? `task-${next}` : 'save-campaign')?.focus();
  }

  async function save() {
    if (missing.length > 0)
      return faults.report(
        missing.map((task) => ({ field: `task-${task}`, words: words.completeFirst(words.task[task]) })),
      );
    try {
      const body = bodyOf(terms);
      const saved = campaign
        ? await change.mutateAsync({ params: { campaignId: campaign.id }, body })
        : await create.mutateAsync({ body });
      void navigate(`/campaigns/${encodeURIComponent(saved.id)}`, { replace: campaign !== undefined });
    } catch (error) {
      const found = faultsOf(error, 'save-campaign');
      setOpen(found.map(({ field }) => taskOf[field]).find((task) => task !== undefined));
      faults.report(found);
    }
  }

  return (
    <>
      {faults.summary}
      {campaign && campaign.state !== 'draft' && (
        <p className="staff-notice">
          {words.changeTakesApproval} {campaign.hasInvited && words.invitedStay}
        </p>
      )}
      <h2 className="nhsuk-heading-s">{words.tasks}</h2>
      <ol className="coord-tasks">
        {taskNames.map((task) => (
          <li key={task} className="coord-tasks__item">
            <div className="coord-tasks__head">
              <button
                type="button"
                id={`task-${task}`}
                className="staff-button staff-button--plain coord-tasks__name"
                aria-expanded={open === task}
                onClick={() => setOpen(open === task ? undefined : task)}
              >
                {words.task[task]}
              </button>
              <span className={isDone(task) ? 'coord-tasks__done' : 'staff-tag staff-tag--arrived'}>
                {statusOf(seen.includes(task), isDone(task))}
              </span>
            </div>
            {open === task && (
              <form
                className="coord-tasks__form"
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  finish(task);
                }}
              >
                <TaskFields
                  task={task}
                  terms={terms}
                  change={(some) => setTerms((all) => ({ ...all, ...some }))}
                  errorOf={faults.of}
                />
                <button type="submit" className="staff-button staff-button--secondary">
                  {words.saveTask}
                </button>
              </form>
            )}
          </li>
        ))}
      </ol>
      {!campaign && <p>{words.draftHint}</p>}
      <StaffButton id="save-campaign" kind="forward" busy={isBusy} onPress={() => void save()}>
        {campaign ? words.saveChange : words.saveDraft}
      </StaffButton>
    </>
  );
}

function statusOf(wasSeen: boolean, isDone: boolean): string {
  if (isDone) return words.done;
  return wasSeen ? words.problem : words.notYet;
}
