import { Module } from '@nestjs/common';
import { JudgeEligibility } from './judge-eligibility';
import { ServiceCatalogue } from './service-catalogue';
import { ServicePauses } from './service-pauses';
import { ServicesController } from './services.controller';
import { ServicesStore } from './services.store';

@Module({
  controllers: [ServicesController],
  providers: [ServicesStore, ServiceCatalogue, ServicePauses, JudgeEligibility],
  exports: [ServiceCatalogue, ServicePauses, JudgeEligibility],
})
export class ServicesModule {}
