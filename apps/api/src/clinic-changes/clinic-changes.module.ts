import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module';
import { MessagesModule } from '../messages/messages.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { AlertOthers } from './alert-others';
import { AlertsStore } from './alerts.store';
import { ChangeClinic } from './change-clinic';
import { ChangeSeries } from './change-series';
import { ClinicSlotsStore } from './clinic-slots.store';
import { ClinicsController } from './clinics.controller';
import { ClinicsQueries } from './clinics.queries';
import { ClinicsStore } from './clinics.store';
import { ClinicsModule } from '../clinics/clinics.module';
import { CloseSite } from './close-site';
import { EmailChannel } from '../messages/channels/email';
import { ClosuresController } from './closures.controller';
import { ClosuresQueries } from './closures.queries';
import { ClosuresStore } from './closures.store';
import { CreateClinic } from './create-clinic';
import { CreateSeries } from './create-series';
import { ReadClinicBody } from './read-clinic-body';
import { ReadSeriesBody } from './read-series-body';
import { DecideProposal } from './decide-proposal';
import { ProposalsController } from './proposals.controller';
import { ProposalsQueries } from './proposals.queries';
import { ProposalsStore } from './proposals.store';
import { SeeAlert } from './see-alert';
import { SendAlerts } from './send-alerts.job';
import { DisplacedStore } from './displaced.store';
import { FindOtherTimes } from './find-other-times';
import { RefitSlots } from './refit-slots';
import { ReopenSite } from './reopen-site';
import { SeriesAuditStore } from './series-audit.store';
import { SeriesController } from './series.controller';
import { SeriesQueries } from './series.queries';
import { SeriesStore } from './series.store';
import { SettleStranded } from './settle-stranded';
import { ShowDisplaced } from './show-displaced';
import { SiteLocationsStore } from './site-locations.store';
import { StrandedQueries } from './stranded.queries';
import { StrandedStore } from './stranded.store';
import { TakeBack } from './take-back';
import { TellNewPlace } from './tell-new-place';
import { TryChange } from './try-change';
import { WeekController } from './week.controller';
import { WeekQueries } from './week.queries';
import { WriteSeries } from './write-series';

import { PauseService } from './pause-service';
import { ResumePaused } from './resume-paused';
import { ServicePausesController } from './service-pauses.controller';
import { ServicePausesStore } from './service-pauses.store';
import { KeepClinic } from './keep-clinic';
import { KeptClinicsStore } from './kept-clinics.store';
import { AddAudience } from './add-audience';
import { AudiencesStore } from './audiences.store';
import { SiteDeskController } from './site-desk.controller';
import { SiteVisibilityQueries } from './site-visibility.queries';
import { StaffTimesQueries } from './staff-times.queries';

/** Everything that changes what is open, and what that does to bookings. */
@Module({
  imports: [StaffModule, SitesModule, ServicesModule, MessagesModule, ClinicsModule, BookingsModule],
  controllers: [
    SiteDeskController,
    ClinicsController,
    SeriesController,
    ClosuresController,
    ServicePausesController,
    ProposalsController,
    WeekController,
  ],
  providers: [
    AddAudience,
    KeepClinic,
    PauseService,
    ResumePaused,
    ServicePausesStore,
    KeptClinicsStore,
    AudiencesStore,
    SiteVisibilityQueries,
    StaffTimesQueries,
    ClinicsStore,
    ClinicSlotsStore,
    SeriesStore,
    ClosuresStore,
    SiteLocationsStore,
    StrandedStore,
    DisplacedStore,
    FindOtherTimes,
    ShowDisplaced,
    TakeBack,
    SeriesAuditStore,
    TryChange,
    RefitSlots,
    SettleStranded,
    TellNewPlace,
    ReadClinicBody,
    ReadSeriesBody,
    WriteSeries,
    CreateClinic,
    ChangeClinic,
    CreateSeries,
    ChangeSeries,
    CloseSite,
    ReopenSite,
    ClinicsQueries,
    SeriesQueries,
    ClosuresQueries,
    WeekQueries,
    StrandedQueries,
    AlertOthers,
    AlertsStore,
    DecideProposal,
    ProposalsQueries,
    ProposalsStore,
    SeeAlert,
    EmailChannel,
    SendAlerts,
  ],
  exports: [SendAlerts, KeepClinic, ResumePaused],
})
export class ClinicChangesModule {}
