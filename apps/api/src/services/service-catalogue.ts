import { Inject, Injectable } from '@nestjs/common';
import type { Service } from '@fairslot/contract';
import { addDays, localDateOf } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { ServiceRow } from './service.entity';
import { ServicesStore } from './services.store';

const CLOSING_WITHIN_DAYS = 14;

/** Two services in one visit: as one combined service, or, without one, in a place each. */
export interface ServicePair {
  combined: ServiceRow | null;
}

/** The services and their rules in memory. Read anew every few seconds. */
@Injectable()
export class ServiceCatalogue {
  private byId = new Map<number, ServiceRow>();
  private bySlug = new Map<string, ServiceRow>();
  private pairs = new Map<string, ServicePair>();
  /** Slugs of what can be given in the same visit, by service. */
  private companions = new Map<number, string[]>();

  constructor(
    private readonly store: ServicesStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async load(): Promise<void> {
    const [services, pairs] = await Promise.all([this.store.all(), this.store.pairs()]);
    this.byId = new Map(services.map((service) => [service.id, service]));
    this.bySlug = new Map(services.map((service) => [service.slug, service]));
    this.pairs = new Map(
      pairs.map(({ firstId, secondId, combinedId }) => [
        `${firstId}/${secondId}`,
        { combined: combinedId === null ? null : this.get(combinedId) },
      ]),
    );
    this.companions = new Map(
      services.map(({ id }) => [
        id,
        pairs.flatMap(({ firstId, secondId }) =>
          firstId === id ? [this.get(secondId).slug] : secondId === id ? [this.get(firstId).slug] : [],
        ),
      ]),
    );
  }

  get(id: number): ServiceRow {
    const service = this.byId.get(id);
    if (!service) throw new Error(`Service ${id} is not in memory`);
    return service;
  }

  find(slug: string): ServiceRow | undefined {
    return this.bySlug.get(slug);
  }

  /** How two services are given in one visit; undefined when they are not. */
  pair(oneId: number, otherId: number): ServicePair | undefined {
    return this.pairs.get(`${Math.min(oneId, otherId)}/${Math.max(oneId, otherId)}`);
  }

  /** What one visit for two services takes: one combined service, or both. Undefined where they are not given together. */
  inOneVisit(first: ServiceRow, second: ServiceRow): ServiceRow[] | undefined {
    const pair = this.pair(first.id, second.id);
    return pair && (pair.combined ? [pair.combined] : [first, second]);
  }

  all(): ServiceRow[] {
    return [...this.byId.values()];
  }

  /** What a resident sees of a service. */
  shown(service: ServiceRow): Service {
    const { slug, kind, name, shortName, whoFor, whatChanged, preparation, outcomeWord, minutes } = service;
    const { questions, sensitive, doses } = service;
    return {
      id: slug,
      kind,
      name,
      shortName,
      whoFor,
      whatChanged,
      preparation,
      outcomeWord,
      minutes,
      questions,
      isSensitive: sensitive,
      alsoWith: this.companions.get(service.id) ?? [],
      season: this.season(service),
      doses: doses.map(({ dose, afterPrevious, withinPrevious }) => ({
        dose,
        afterDays: afterPrevious?.days ?? 1,
        ...(withinPrevious ? { withinDays: withinPrevious.days } : {}),
      })),
    };
  }

  /** May it be booked today? */
  isOpen(service: ServiceRow): boolean {
    return ['open', 'closing'].includes(this.season(service).state);
  }

  demandOpen(service: ServiceRow): void {
    if (!this.isOpen(service)) throw new AppError('service_closed');
  }

  private season({ opensOn, closesOn, paused }: ServiceRow): Service['season'] {
    const today = localDateOf(this.clock.now(), this.config.TIME_ZONE);
    const dates = { ...(opensOn ? { opensOn } : {}), ...(closesOn ? { closesOn } : {}) };
    if (opensOn && today < opensOn) return { state: 'opens', ...dates };
    if (closesOn && today > closesOn) return { state: 'closed', ...dates };
    if (paused) return { state: 'paused', ...dates };
    if (closesOn && today >= addDays(closesOn, -CLOSING_WITHIN_DAYS)) return { state: 'closing', ...dates };
    return { state: 'open', ...dates };
  }
}
