import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import {
  approveCampaign,
  getCampaign,
  getProgress,
  listCampaigns,
  pauseCampaign,
  refuseCampaign,
  releaseCampaign,
  requestApproval,
  resumeCampaign,
  type Campaign,
} from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { errorTexts } from '../../ui/texts';
import { nextLeave } from './describe-hours';
import { SlowForm, StopForm } from './pace-forms';

const words = coordinatorTexts.campaigns;
const refreshed = [getCampaign, listCampaigns, getProgress];
/** Acts of one press, in the order they are shown. */
const presses = ['requestApproval', 'approve', 'refuse', 'release', 'pause', 'resume'] as const;
type Press = (typeof presses)[number];
type Said = keyof typeof words.said;

interface Props {
  campaign: Campaign;
  /** Few people need no approval: then a draft may be released as it is. */
  mayReleaseDraft: boolean;
}

/** What the caller may do with the campaign now, each with what it does; nothing that the API would refuse. */
export function CampaignActs({ campaign, mayReleaseDraft }: Props) {
  const press = usePresses();
  const [said, say] = useState('');
  const [asking, ask] = useState<'release' | 'slow' | 'stop'>();
  const may = (act: Campaign['may'][number]) => campaign.may.includes(act) || (act === 'release' && mayReleaseDraft);
  const on = { params: { campaignId: campaign.id } };
  const isBusy = Object.values(press).some(({ isPending }) => isPending);

  async function act(name: Press) {
    ask(undefined);
    try {
      say(saidOf(name, await press[name].mutateAsync(on)));
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(error.problem.errors?.[0]?.message ?? errorTexts[error.code]);
    }
  }
  const done = (what: Said) => {
    ask(undefined);
    say(words.said[what]);
  };

  const any = presses.some(may) || may('slow') || may('stop') || may('change');
  return (
    <section aria-labelledby="acts" className="coord-acts">
      <h2 className="nhsuk-heading-s" id="acts">
        {words.act.heading}
      </h2>
      <output className="coord-said">{said}</output>
      <p>{nextOf(campaign)}</p>
      {!any && <p>{words.act.none}</p>}
      <ul className="coord-acts__list">
        {presses.filter(may).map((name) => (
          <li key={name}>
            <StaffButton
              kind={name === 'refuse' || name === 'pause' ? 'secondary' : 'forward'}
              busy={isBusy}
              onPress={() => (name === 'release' ? ask('release') : void act(name))}
            >
              {words.act[name]}
            </StaffButton>
            <span className="coord-acts__hint">{words.hint[name]}</span>
            {asking === 'release' && name === 'release' && (
              <div className="staff-acts">
                <StaffButton kind="forward" busy={isBusy} onPress={() => void act('release')}>
                  {words.confirmRelease}
                </StaffButton>
                <StaffButton kind="plain" onPress={() => ask(undefined)}>
                  {coordinatorTexts.cancel}
                </StaffButton>
              </div>
            )}
          </li>
        ))}
        {may('slow') && (
          <li>
            <StaffButton onPress={() => ask('slow')}>{words.act.slow}</StaffButton>
            <span className="coord-acts__hint">{words.hint.slow}</span>
            {asking === 'slow' && (
              <SlowForm campaign={campaign} onDone={() => done('slow')} onCancel={() => ask(undefined)} />
            )}
          </li>
        )}
        {may('change') && (
          <li>
            <Link to={`/campaigns/${encodeURIComponent(campaign.id)}/change`}>{words.act.change}</Link>
          </li>
        )}
        {may('stop') && (
          <li>
            <StaffButton kind="plain" onPress={() => ask('stop')}>
              {words.act.stop}
            </StaffButton>
            <span className="coord-acts__hint">{words.hint.stop}</span>
            {asking === 'stop' && (
              <StopForm campaign={campaign} onDone={() => done('stop')} onCancel={() => ask(undefined)} />
            )}
          </li>
        )}
      </ul>
    </section>
  );
}

function saidOf(name: Press, campaign: Campaign): string {
  const next = nextLeave(campaign);
  if (name === 'pause' && campaign.invited !== null) return words.saidPaused(campaign.invited);
  if (name === 'release' && next.is === 'later') return words.saidReleased(next.when);
  return words.said[name];
}

function nextOf(campaign: Campaign): string {
  const next = nextLeave(campaign);
  if (campaign.state !== 'running' || next.is === 'now') return words.next[campaign.state];
  return next.is === 'never' ? words.plan.noneLeft : words.leaveFrom(next.when);
}

function usePresses() {
  return {
    requestApproval: useApiMutation(requestApproval, refreshed),
    approve: useApiMutation(approveCampaign, refreshed),
    refuse: useApiMutation(refuseCampaign, refreshed),
    release: useApiMutation(releaseCampaign, refreshed),
    pause: useApiMutation(pauseCampaign, refreshed),
    resume: useApiMutation(resumeCampaign, refreshed),
  };
}
