import { decideCampaignAct, type CampaignHands } from './campaign-states';

const [AUTHOR, APPROVER, OTHER, EDITOR] = [1, 2, 3, 4];
const campaign = (state: CampaignHands['state']): CampaignHands => ({
  state,
  writerIds: [AUTHOR, EDITOR],
  approverId: state === 'draft' || state === 'awaiting_approval' ? null : APPROVER,
});

test('nobody approves a campaign that they wrote, changed or asked approval for', () => {
  expect(decideCampaignAct('approve', campaign('awaiting_approval'), EDITOR)).toEqual({
    ok: false,
    reason: 'own_work',
  });
  expect(decideCampaignAct('approve', campaign('awaiting_approval'), AUTHOR)).toEqual({
    ok: false,
    reason: 'own_work',
  });
  expect(decideCampaignAct('approve', campaign('awaiting_approval'), OTHER)).toEqual({ ok: true, state: 'approved' });
});

test.each([
  ['who approved it', APPROVER],
  ['its author', AUTHOR],
  ['who changed it', EDITOR],
])('what was approved is let flow by a third person, not by %s, at first or again', (_, userId) => {
  expect(decideCampaignAct('release', campaign('approved'), userId)).toEqual({ ok: false, reason: 'own_work' });
  expect(decideCampaignAct('resume', campaign('paused'), userId)).toEqual({ ok: false, reason: 'own_work' });
  expect(decideCampaignAct('release', campaign('approved'), OTHER)).toEqual({ ok: true, state: 'running' });
});

test('what needs no approval is let flow by its author', () => {
  const few = { ...campaign('paused'), approverId: null };
  expect(decideCampaignAct('release', { ...few, state: 'approved' }, AUTHOR)).toEqual({ ok: true, state: 'running' });
  expect(decideCampaignAct('resume', few, AUTHOR)).toEqual({ ok: true, state: 'running' });
});

test('whoever sees harm may pause, and stop for good', () => {
  expect(decideCampaignAct('pause', campaign('running'), APPROVER)).toEqual({ ok: true, state: 'paused' });
  expect(decideCampaignAct('stop', campaign('paused'), APPROVER)).toEqual({ ok: true, state: 'stopped' });
  expect(decideCampaignAct('resume', campaign('stopped'), OTHER)).toEqual({ ok: false, reason: 'wrong_state' });
});

test('a change takes the approval away', () => {
  expect(decideCampaignAct('change', campaign('approved'), AUTHOR)).toEqual({ ok: true, state: 'draft' });
  expect(decideCampaignAct('change', campaign('paused'), AUTHOR)).toEqual({ ok: true, state: 'draft' });
  expect(decideCampaignAct('change', campaign('running'), AUTHOR)).toEqual({ ok: false, reason: 'wrong_state' });
});
