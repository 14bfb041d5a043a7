import type { Campaign } from '@fairslot/contract';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { CampaignActs } from './campaign-acts';
import { CampaignPlanView, usePlan } from './campaign-plan';
import { CampaignSummary } from './campaign-summary';
import { SinceApproved } from './since-approved';

const words = coordinatorTexts.campaigns;
const hasInvited = (campaign: Campaign) => campaign.hasInvited || ['running', 'paused'].includes(campaign.state);

/** One campaign: what it is, what it would do, what the caller may do. */
export function CampaignView({ campaign, mayRelease }: { campaign: Campaign; mayRelease: boolean }) {
  const plan = usePlan(campaign);
  const mayReleaseDraft = campaign.state === 'draft' && mayRelease && plan.data?.needsApproval === false;
  return (
    <>
      {hasInvited(campaign) && (
        <p>
          <Link to={`/campaigns/${encodeURIComponent(campaign.id)}/progress`}>{words.toProgress}</Link>
        </p>
      )}
      {campaign.shortOf.length > 0 && (
        <p className="staff-notice staff-notice--warning">{words.shortOf(campaign.shortOf.join(', '))}</p>
      )}
      <div className="coord-two">
        <CampaignSummary campaign={campaign} />
        <CampaignActs campaign={campaign} mayReleaseDraft={mayReleaseDraft} />
      </div>
      <SinceApproved campaign={campaign} />
      <CampaignPlanView campaign={campaign} query={plan} />
    </>
  );
}
