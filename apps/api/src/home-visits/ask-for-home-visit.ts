import { Inject, Injectable } from '@nestjs/common';
import type { askForHomeVisit, ResponseOf } from '@fairslot/contract';
import { distanceMetres, parsePostcode } from '@fairslot/domain';
import { type HomeVisitDetails, SealHomeVisit } from '../people/seal-home-visit';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import type { Tx } from '../platform/database/database';
import { AnswerOnce } from '../platform/http/answer-once';
import { AppError } from '../platform/http/app-error';
import { AttemptsStore } from '../platform/http/attempts.store';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { JudgeEligibility } from '../services/judge-eligibility';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { HomeVisitsStore } from './home-visits.store';

type Request = Parsed<typeof askForHomeVisit>;
type Answer = ResponseOf<typeof askForHomeVisit>;

/** Somebody who cannot leave home leaves a number. Nothing is judged: whoever calls decides what can be done. */
@Injectable()
export class AskForHomeVisit {
  constructor(
    private readonly once: AnswerOnce,
    private readonly store: HomeVisitsStore,
    private readonly attempts: AttemptsStore,
    private readonly services: ServiceCatalogue,
    private readonly eligibility: JudgeEligibility,
    private readonly directory: SiteDirectory,
    private readonly ids: Ids,
    private readonly keys: Keys,
    private readonly sealing: SealHomeVisit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run(request: Request): Promise<Answer> {
    return this.once.insteadOfRefusal('home_visit', request, () => this.ask(request));
  }

  private async ask(request: Request): Promise<Answer> {
    const { body } = request;
    const service = this.services.find(body.serviceId);
    const faults = this.eligibility.birthFaults(body.dateOfBirth, 'dateOfBirth');
    if (!service) faults.push({ path: 'serviceId', code: 'unknown_service' });
    if (!service || faults.length > 0) throw new AppError('invalid', { errors: faults });
    const { state } = this.services.shown(service).season;
    if (state === 'closed' || state === 'paused') throw new AppError('service_closed');
    const answer = { on: this.eligibility.today() };
    const rowKey = this.ids.rowKey();
    const { firstName, lastName, dateOfBirth, phone, postcode, language, bestTime } = body;
    const details: HomeVisitDetails = { firstName, lastName, dateOfBirth, phone, ...(postcode && { postcode }) };
    const visit = {
      rowKey,
      placeId: this.placeOf(body),
      serviceId: service.id,
      person: this.sealing.index(details),
      details: this.sealing.seal(rowKey, details),
      language,
      bestTime,
    };
    return this.once.run('home_visit', request, answer, async (tx) => {
      await this.demandFew(tx, body.phone);
      await this.store.add(tx, visit);
    });
  }

  /** Nobody has somebody else called again and again. */
  private async demandFew(tx: Tx, phone: string): Promise<void> {
    const counted = this.keys.blindIndex('home_visit', phone);
    await this.attempts.demandIn(tx, 'home_visit', counted, this.config.LIMIT_LOOK_UPS);
  }

  /** By the postcode, else by where they looked for a site; null where that says nothing. */
  private placeOf({ postcode, near }: Request['body']): number | null {
    const outcode = postcode && parsePostcode(postcode)?.outcode;
    const known = outcode && this.directory.outcode(outcode);
    if (known) return known.placeId;
    if (postcode || !near) return null;
    let nearest: { placeId: number | null; metres: number } | undefined;
    for (const { placeId, ...point } of this.directory.allOutcodes()) {
      const metres = distanceMetres(near, point);
      if (placeId !== null && metres < (nearest?.metres ?? Infinity)) nearest = { placeId, metres };
    }
    return nearest?.placeId ?? null;
  }
}
