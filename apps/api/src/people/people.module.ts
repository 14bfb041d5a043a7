import { Module } from '@nestjs/common';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { ImportPeople } from './import-people';
import { PeopleController } from './people.controller';
import { PeopleStore } from './people.store';
import { SealPerson } from './seal-person';

/** Whom a health system knows from its lists. */
@Module({
  imports: [SitesModule, StaffModule],
  controllers: [PeopleController],
  providers: [PeopleStore, SealPerson, ImportPeople],
  exports: [SealPerson],
})
export class PeopleModule {}
