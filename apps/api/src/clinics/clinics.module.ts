import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { AvailabilityController } from './availability.controller';
import { FindAlternatives } from './find-alternatives';
import { FollowSlots } from './follow-slots';
import { SearchAvailability } from './search-availability';
import { SlotBoard } from './slot-board';
import { SlotsStore } from './slots.store';

@Module({
  imports: [SitesModule, ServicesModule],
  controllers: [AvailabilityController],
  providers: [SlotsStore, SlotBoard, FollowSlots, SearchAvailability, FindAlternatives],
  exports: [SlotsStore, SlotBoard, FollowSlots, SearchAvailability, FindAlternatives],
})
export class ClinicsModule {}
