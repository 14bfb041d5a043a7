import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { CohortExamplesQueries } from './cohort-examples.queries';
import { CohortSql } from './cohort-sql.queries';
import { CohortQueries } from './cohort.queries';
import { CohortsController } from './cohorts.controller';
import { CohortsStore } from './cohorts.store';
import { NumberListsStore } from './number-lists.store';
import { PasteNumberList } from './paste-number-list';
import { SaveCohort } from './save-cohort';

/** Saved, versioned rules over people. */
@Module({
  imports: [SitesModule, ServicesModule, StaffModule],
  controllers: [CohortsController],
  providers: [
    CohortSql,
    CohortQueries,
    CohortExamplesQueries,
    CohortsStore,
    SaveCohort,
    NumberListsStore,
    PasteNumberList,
  ],
  exports: [CohortSql, CohortsStore],
})
export class CohortsModule {}
