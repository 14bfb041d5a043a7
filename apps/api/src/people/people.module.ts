import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { ServicesModule } from '../services/services.module';
import { DecideDuplicate } from './decide-duplicate';
import { DosesElsewhereStore } from './doses-elsewhere.store';
import { DuplicatesStore } from './duplicates.store';
import { ImportDoses } from './import-doses';
import { ImportPeople } from './import-people';
import { ImportsStore } from './imports.store';
import { KeepRecords } from './keep-records';
import { OpenRecord } from './open-record';
import { PeopleController } from './people.controller';
import { PeopleStore } from './people.store';
import { RecordsController } from './records.controller';
import { RecordsStore } from './records.store';
import { RememberedColumns } from './remembered-columns';
import { RetentionStore } from './retention.store';
import { SealHomeVisit } from './seal-home-visit';
import { SealPerson } from './seal-person';
import { StagedPeopleStore } from './staged-people.store';

/** Whom a health system knows from its lists. */
@Module({
  imports: [SitesModule, StaffModule, ServicesModule],
  controllers: [PeopleController, RecordsController],
  providers: [
    PeopleStore,
    ImportsStore,
    StagedPeopleStore,
    SealPerson,
    SealHomeVisit,
    ImportPeople,
    RecordsStore,
    OpenRecord,
    KeepRecords,
    RetentionStore,
    DosesElsewhereStore,
    ImportDoses,
    RememberedColumns,
    DuplicatesStore,
    DecideDuplicate,
  ],
  exports: [SealPerson, SealHomeVisit, ImportPeople, KeepRecords],
})
export class PeopleModule {}
