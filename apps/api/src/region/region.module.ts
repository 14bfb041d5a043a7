import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { ChangeSite } from './change-site';
import { ImportPlaces } from './import-places';
import { RegionController } from './region.controller';
import { RegionStore } from './region.store';
import { SetUpQueries } from './set-up.queries';
import { SetUpService } from './set-up-service';

/** What a region is made of, kept by those who look after it: organisations, sites and what is told of them, services. */
@Module({
  imports: [StaffModule, SitesModule, ServicesModule],
  controllers: [RegionController],
  providers: [RegionStore, SetUpQueries, ImportPlaces, ChangeSite, SetUpService],
})
export class RegionModule {}
