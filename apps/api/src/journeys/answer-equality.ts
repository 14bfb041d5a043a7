import { Inject, Injectable } from '@nestjs/common';
import type { answerEquality } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { AnswerOnce } from '../platform/http/answer-once';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { EqualityStore } from './equality.store';

/** Keeps an answer apart from whoever gave it: the service, the Place and the week are all that goes with it. */
@Injectable()
export class AnswerEquality {
  constructor(
    private readonly once: AnswerOnce,
    private readonly store: EqualityStore,
    private readonly services: ServiceCatalogue,
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(request: Parsed<typeof answerEquality>): Promise<void> {
    const { body } = request;
    const [service, site] = [this.services.find(body.serviceId), this.directory.find(body.siteId)];
    if (!service || !site) {
      const fault: FieldFault = service
        ? { path: 'siteId', code: 'invalid' }
        : { path: 'serviceId', code: 'unknown_service' };
      throw new AppError('invalid', { errors: [fault] });
    }
    const { ethnicGroup = null, disability = null } = body;
    const answer = { serviceId: service.id, placeId: site.placeId, ethnicGroup, disability };
    await this.once.run('equality', request, {}, (tx) => this.store.add(tx, answer, this.config.TIME_ZONE));
  }
}
