import { Module } from '@nestjs/common';
import { JudgeEligibility } from './judge-eligibility';
import { ServiceCatalogue } from './service-catalogue';
import { ServicesController } from './services.controller';
import { ServicesStore } from './services.store';

@Module({
  controllers: [ServicesController],
  providers: [ServicesStore, ServiceCatalogue, JudgeEligibility],
  exports: [ServiceCatalogue, JudgeEligibility],
})
export class ServicesModule {}
