import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { BookingsModule } from './bookings/bookings.module';
import { CampaignsModule } from './campaigns/campaigns.module';
import { ClinicChangesModule } from './clinic-changes/clinic-changes.module';
import { ClinicsModule } from './clinics/clinics.module';
import { CohortsModule } from './cohorts/cohorts.module';
import { entities } from './entities';
import { HomeVisitsModule } from './home-visits/home-visits.module';
import { InvitationsModule } from './invitations/invitations.module';
import { HelpedDraftsModule } from './helped-drafts/helped-drafts.module';
import { JourneysModule } from './journeys/journeys.module';
import { MessagesModule } from './messages/messages.module';
import { PeopleModule } from './people/people.module';
import { CONFIG, type Config } from './platform/config/config';
import { ENTITIES } from './platform/database/database';
import { CallerGuard } from './platform/http/caller';
import { NhsNumberGuard } from './platform/http/nhs-number-guard';
import { ProblemFilter } from './platform/http/problem.filter';
import { PlatformModule } from './platform/platform.module';
import { ReportsModule } from './reports/reports.module';
import { Schedule } from './schedule';
import { RegionModule } from './region/region.module';
import { ServicesModule } from './services/services.module';
import { SitesModule } from './sites/sites.module';
import { StaffModule } from './staff/staff.module';
import { StockModule } from './stock/stock.module';
import { TeamModule } from './team/team.module';

/** The list of features. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PlatformModule,
        StaffModule,
        SitesModule,
        ServicesModule,
        MessagesModule,
        TeamModule,
        RegionModule,
        StockModule,
        InvitationsModule,
        HomeVisitsModule,
        ClinicsModule,
        JourneysModule,
        HelpedDraftsModule,
        BookingsModule,
        ClinicChangesModule,
        PeopleModule,
        CohortsModule,
        CampaignsModule,
        ReportsModule,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: ENTITIES, useValue: entities },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: CallerGuard },
        { provide: APP_GUARD, useClass: NhsNumberGuard },
        Schedule,
      ],
      exports: [CONFIG, ENTITIES],
    };
  }
}
