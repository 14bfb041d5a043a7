import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { ImportPeople } from './import-people';
import { PeopleController } from './people.controller';
import { PeopleStore } from './people.store';
import { SealPerson } from './seal-person';
import { StagedPeopleStore } from './staged-people.store';

/** Whom a health system knows from its lists. */
@Module({
  imports: [SitesModule, StaffModule],
  controllers: [PeopleController],
  providers: [PeopleStore, StagedPeopleStore, SealPerson, ImportPeople],
  exports: [SealPerson, ImportPeople],
})
export class PeopleModule {}
