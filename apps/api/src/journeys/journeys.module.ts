import { Module } from '@nestjs/common';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { AnswerEquality } from './answer-equality';
import { EqualityStore } from './equality.store';
import { JourneysController } from './journeys.controller';
import { JourneysStore } from './journeys.store';
import { KeepJourney } from './keep-journey';

@Module({
  imports: [SitesModule, ServicesModule],
  controllers: [JourneysController],
  providers: [JourneysStore, KeepJourney, EqualityStore, AnswerEquality],
  exports: [JourneysStore, KeepJourney],
})
export class JourneysModule {}
