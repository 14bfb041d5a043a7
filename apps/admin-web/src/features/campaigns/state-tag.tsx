import type { Campaign } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const looks: Partial<Record<Campaign['state'], string>> = {
  awaiting_approval: 'absent',
  approved: 'arrived',
  running: 'done',
  paused: 'absent',
};

/** Where a campaign stands. The word carries it; the colour only repeats it. */
export function StateTag({ state }: { state: Campaign['state'] }) {
  return (
    <strong className={`staff-tag staff-tag--${looks[state] ?? 'plain'}`}>
      {coordinatorTexts.campaigns.state[state]}
    </strong>
  );
}
