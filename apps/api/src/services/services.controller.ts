import { Controller } from '@nestjs/common';
import { checkEligibility, listServices, type EligibilityAnswer, type ResponseOf } from '@fairslot/contract';
import { AppError } from '../platform/http/app-error';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { JudgeEligibility } from './judge-eligibility';
import { ServiceCatalogue } from './service-catalogue';

@Controller()
export class ServicesController {
  constructor(
    private readonly catalogue: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
  ) {}

  @Serve(listServices)
  list(): ResponseOf<typeof listServices> {
    return { items: this.catalogue.all().map((service) => this.catalogue.shown(service)) };
  }

  @Serve(checkEligibility)
  check(@Input() { body }: Parsed<typeof checkEligibility>): EligibilityAnswer {
    const { dateOfBirth, answers, facts, on = this.eligibility.today() } = body;
    const service = this.catalogue.find(body.serviceId);
    const faults = dateOfBirth ? this.eligibility.birthFaults(dateOfBirth, 'dateOfBirth', on) : [];
    if (!service) faults.push({ path: 'serviceId', code: 'unknown_service' });
    if (!service || faults.length > 0) throw new AppError('invalid', { errors: faults });
    return this.eligibility.judge(service, dateOfBirth, answers, on, facts);
  }
}
