import type { KillSwitch } from '@fairslot/contract';
import { MESSAGE_CHANNELS, MESSAGE_KINDS } from '@fairslot/domain';
import { messageTexts } from '../../ui/message-texts';

const { describe, someCampaign } = messageTexts.stops;

export interface Names {
  sites: readonly { id: string; name: string }[];
  campaigns: readonly { id: string; name: string }[];
}

/** What is held back, in words: 'every text', 'invitations of Flu in Halton'. */
export function describeStop({ what, value }: Pick<KillSwitch, 'what' | 'value'>, { sites, campaigns }: Names): string {
  const nameIn = (all: Names['sites'], otherwise: string) => all.find(({ id }) => id === value)?.name ?? otherwise;
  if (what === 'all') return describe.all;
  if (what === 'site') return describe.site(nameIn(sites, value));
  if (what === 'campaign') return describe.campaign(nameIn(campaigns, someCampaign));
  if (what === 'channel') {
    const channel = MESSAGE_CHANNELS.find((one) => one === value);
    return describe.channel(channel ? messageTexts.channel[channel] : value);
  }
  const kind = MESSAGE_KINDS.find((one) => one === value);
  return describe.kind(kind ? messageTexts.kind[kind] : value);
}
