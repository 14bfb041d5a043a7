import { Module } from '@nestjs/common';
import { JourneysController } from './journeys.controller';
import { JourneysStore } from './journeys.store';
import { KeepJourney } from './keep-journey';

@Module({
  controllers: [JourneysController],
  providers: [JourneysStore, KeepJourney],
  exports: [JourneysStore, KeepJourney],
})
export class JourneysModule {}
