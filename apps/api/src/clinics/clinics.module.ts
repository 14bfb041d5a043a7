import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { AvailabilityController } from './availability.controller';
import { ClinicsController } from './clinics.controller';
import { ClinicsStore } from './clinics.store';
import { CreateClinic } from './create-clinic';
import { FindAlternatives } from './find-alternatives';
import { FollowSlots } from './follow-slots';
import { SearchAvailability } from './search-availability';
import { SlotBoard } from './slot-board';
import { SlotsStore } from './slots.store';

@Module({
  imports: [StaffModule, SitesModule, ServicesModule],
  controllers: [AvailabilityController, ClinicsController],
  providers: [SlotsStore, SlotBoard, FollowSlots, SearchAvailability, FindAlternatives, ClinicsStore, CreateClinic],
  exports: [SlotsStore, SlotBoard, FollowSlots, SearchAvailability, FindAlternatives],
})
export class ClinicsModule {}
