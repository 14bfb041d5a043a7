import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { AskForHomeVisit } from './ask-for-home-visit';
import { ChangeHomeVisit } from './change-home-visit';
import { HomeVisitsController } from './home-visits.controller';
import { HomeVisitsQueries } from './home-visits.queries';
import { HomeVisitsStore } from './home-visits.store';

/** Visits at home: who asks for one, and whom somebody has to call. */
@Module({
  imports: [PeopleModule, StaffModule, SitesModule, ServicesModule],
  controllers: [HomeVisitsController],
  providers: [HomeVisitsStore, HomeVisitsQueries, AskForHomeVisit, ChangeHomeVisit],
})
export class HomeVisitsModule {}
