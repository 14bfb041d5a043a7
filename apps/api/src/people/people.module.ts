import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { ImportPeople } from './import-people';
import { OpenRecord } from './open-record';
import { PeopleController } from './people.controller';
import { PeopleStore } from './people.store';
import { RecordsController } from './records.controller';
import { RecordsStore } from './records.store';
import { SealPerson } from './seal-person';

/** Whom a health system knows from its lists. */
@Module({
  imports: [SitesModule, StaffModule],
  controllers: [PeopleController, RecordsController],
  providers: [PeopleStore, SealPerson, ImportPeople, RecordsStore, OpenRecord],
  exports: [SealPerson],
})
export class PeopleModule {}
