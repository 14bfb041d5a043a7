import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { AvailabilityController } from './availability.controller';
import { FindAlternatives } from './find-alternatives';
import { FindWalkIns } from './find-walk-ins';
import { FollowSlots } from './follow-slots';
import { FreeTimes } from './free-times';
import { ReconcileSlots } from './reconcile-slots';
import { ReconcileStore } from './reconcile.store';
import { SearchAvailability } from './search-availability';
import { SlotBoard } from './slot-board';
import { SlotsStore } from './slots.store';

@Module({
  imports: [StaffModule, SitesModule, ServicesModule],
  controllers: [AvailabilityController],
  providers: [
    SlotsStore,
    SlotBoard,
    FollowSlots,
    FreeTimes,
    SearchAvailability,
    FindAlternatives,
    FindWalkIns,
    ReconcileStore,
    ReconcileSlots,
  ],
  exports: [SlotsStore, SlotBoard, FollowSlots, SearchAvailability, FindAlternatives, ReconcileSlots],
})
export class ClinicsModule {}
