import { useApiQuery } from '@fairslot/client/react';
import { listCampaigns, type Campaign } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { campaignAddress } from '../../ui/addresses';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { formatTold } from '../../ui/figures';
import { Loaded } from '../../ui/loaded';
import { describeDates } from './describe-dates';
import { StateTag } from './state-tag';

const words = coordinatorTexts.campaigns;

export function CampaignList() {
  return (
    <Loaded query={useApiQuery(listCampaigns, {}, { refetchInterval: 30_000 })}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <StaffTable caption={words.caption} columns={words.columns}>
            {items.map((campaign) => (
              <CampaignRow key={campaign.id} campaign={campaign} />
            ))}
          </StaffTable>
        )
      }
    </Loaded>
  );
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const [, service, cohort, , invited, booked, dates] = words.columns;
  return (
    <StaffRow>
      <StaffCell kind="person" names>
        <Link to={campaignAddress(campaign.id)}>{campaign.name}</Link>
      </StaffCell>
      <StaffCell heading={service}>{campaign.service.name}</StaffCell>
      <StaffCell heading={cohort}>{words.version(campaign.cohort.name, campaign.cohort.version)}</StaffCell>
      <StaffCell kind="plain">
        <StateTag state={campaign.state} />
      </StaffCell>
      <StaffCell heading={invited}>{formatTold(campaign.invited, coordinatorTexts.hidden)}</StaffCell>
      <StaffCell heading={booked}>{formatTold(campaign.booked, coordinatorTexts.hidden)}</StaffCell>
      <StaffCell heading={dates}>{describeDates(campaign)}</StaffCell>
    </StaffRow>
  );
}
