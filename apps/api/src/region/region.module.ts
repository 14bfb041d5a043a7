import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { ChangeRule } from './change-rule';
import { ChangeSite } from './change-site';
import { ImportPlaces } from './import-places';
import { KeepSitePhotos } from './keep-site-photos';
import { RegionListsQueries } from './region-lists.queries';
import { RegionController } from './region.controller';
import { RegionStore } from './region.store';
import { RuleDryRunQueries } from './rule-dry-run.queries';
import { RulesController } from './rules.controller';
import { RulesStore } from './rules.store';
import { SetUpQueries } from './set-up.queries';
import { SetUpService } from './set-up-service';
import { SiteDetailsQueries } from './site-details.queries';

/** What a region is made of, kept by those who look after it: organisations, sites and what is told of them, services. */
@Module({
  imports: [StaffModule, SitesModule, ServicesModule],
  controllers: [RegionController, RulesController],
  providers: [
    RegionStore,
    RegionListsQueries,
    SetUpQueries,
    ImportPlaces,
    SiteDetailsQueries,
    ChangeSite,
    KeepSitePhotos,
    SetUpService,
    RulesStore,
    RuleDryRunQueries,
    ChangeRule,
  ],
})
export class RegionModule {}
