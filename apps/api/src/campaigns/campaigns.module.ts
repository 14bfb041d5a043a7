import { Module } from '@nestjs/common';
import { CohortsModule } from '../cohorts/cohorts.module';
import { EmailChannel } from '../messages/channels/email';
import { MessagesModule } from '../messages/messages.module';
import { PeopleModule } from '../people/people.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { BookedQueries } from './booked.queries';
import { CampaignsController } from './campaigns.controller';
import { CampaignsStore } from './campaigns.store';
import { InvitationFactsStore } from './invitation-facts.store';
import { InviteStore } from './invite.store';
import { JudgeRoom } from './judge-room';
import { PlanCampaign } from './plan-campaign';
import { ProgressQueries } from './progress.queries';
import { RegionQueries } from './region.queries';
import { ReleaseWaves } from './release-waves';
import { RoomQueries } from './room.queries';
import { SelectionQueries } from './selection.queries';
import { SeasonQueries } from './season.queries';
import { SendTestMessage } from './send-test-message';
import { SetBudget } from './set-budget';
import { SimulateCampaign } from './simulate-campaign';
import { ShowCampaign } from './show-campaign';
import { ShowProgress } from './show-progress';
import { SpokenQueries } from './spoken.queries';
import { WriteCampaign } from './write-campaign';
import { WriteInvitation } from './write-invitation';
import { WriteWords } from './write-words';

/** Invitation drives: who is asked, when, and no faster than they can find a time. */
@Module({
  imports: [StaffModule, SitesModule, ServicesModule, PeopleModule, CohortsModule, MessagesModule],
  controllers: [CampaignsController],
  providers: [
    CampaignsStore,
    BookedQueries,
    InviteStore,
    InvitationFactsStore,
    SelectionQueries,
    RoomQueries,
    ProgressQueries,
    SeasonQueries,
    ShowProgress,
    JudgeRoom,
    RegionQueries,
    ShowCampaign,
    PlanCampaign,
    SimulateCampaign,
    WriteCampaign,
    SetBudget,
    WriteInvitation,
    WriteWords,
    SpokenQueries,
    EmailChannel,
    SendTestMessage,
    ReleaseWaves,
  ],
  exports: [ReleaseWaves],
})
export class CampaignsModule {}
