import type { CampaignState } from './words';

export type CampaignAct =
  'change' | 'requestApproval' | 'approve' | 'refuse' | 'release' | 'pause' | 'resume' | 'slow' | 'stop';

/** From which states an act is possible, and which state it leads to; null leaves it as it is. */
const ACTS: Record<CampaignAct, { from: readonly CampaignState[]; to: CampaignState | null }> = {
  // A paused one goes through all hands again before it flows on; whoever it invited stays invited.
  change: { from: ['draft', 'awaiting_approval', 'approved', 'paused'], to: 'draft' },
  requestApproval: { from: ['draft'], to: 'awaiting_approval' },
  approve: { from: ['awaiting_approval'], to: 'approved' },
  refuse: { from: ['awaiting_approval'], to: 'draft' },
  release: { from: ['approved'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  slow: { from: ['running', 'paused'], to: null },
  stop: { from: ['draft', 'awaiting_approval', 'approved', 'running', 'paused'], to: 'stopped' },
};
/** Its messages wait while nobody lets it flow: until it is resumed, or released again after a change. */
export const isHeldBack = (state: CampaignState): boolean =>
  state === 'paused' || state === 'draft' || state === 'awaiting_approval' || state === 'approved';
export const campaignActs = Object.keys(ACTS) as CampaignAct[];

export interface CampaignHands {
  state: CampaignState;
  /** Everybody who wrote it or asked for its approval, the author among them. */
  writerIds: readonly number[];
  approverId: number | null;
}

export type CampaignDecision = { ok: true; state: CampaignState } | { ok: false; reason: 'wrong_state' | 'own_work' };

/** Three people: nobody approves what they wrote or asked for, and what was approved flows by neither. What needs no approval, its author lets flow. */
export function decideCampaignAct(act: CampaignAct, campaign: CampaignHands, userId: number): CampaignDecision {
  const { from, to } = ACTS[act];
  if (!from.includes(campaign.state)) return { ok: false, reason: 'wrong_state' };
  if (act === 'approve' && campaign.writerIds.includes(userId)) return { ok: false, reason: 'own_work' };
  const isApproved = campaign.approverId !== null;
  if (
    (act === 'release' || act === 'resume') &&
    isApproved &&
    [campaign.approverId, ...campaign.writerIds].includes(userId)
  )
    return { ok: false, reason: 'own_work' };
  return { ok: true, state: to ?? campaign.state };
}
