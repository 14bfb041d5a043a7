import { Inject, Injectable } from '@nestjs/common';
import type { addService, changeService, listStaffServices, ResponseOf, StaffService } from '@fairslot/contract';
import { type EligibilityProgramme, type LibraryService, serviceLibrary, slugsOf } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { ServiceCatalogue } from '../services/service-catalogue';
import type { ServiceRow } from '../services/service.entity';
import { AuditStore, staffActor } from '../staff/audit.store';
import { demandRegion } from '../staff/staff.policy';
import { type NewService, RegionStore, type ServiceValues } from './region.store';
import { slugOf } from './slug-of';

type Add = Parsed<typeof addService, StaffCaller>;
type Form = Add['body'];

/** Without a season a programme runs for as long as anybody plans. */
const ALWAYS = { programme_start: '2000-01-01', programme_end: '2099-12-31' };

/** Services as rows: from the library with their rules, or a clinic of one's own for an age range. */
@Injectable()
export class SetUpService {
  constructor(
    private readonly database: Database,
    private readonly store: RegionStore,
    private readonly catalogue: ServiceCatalogue,
    private readonly audit: AuditStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list({ caller }: Parsed<typeof listStaffServices, StaffCaller>): ResponseOf<typeof listStaffServices> {
    demandRegion(caller, 'region:manage');
    const library = serviceLibrary
      .filter((service) => !this.has(service))
      .map(({ slug, kind, name, whoFor, minutes, rule }) => ({
        id: slug,
        kind,
        name,
        whoFor,
        minutes,
        source: rule.source ?? '',
      }));
    return { items: this.catalogue.all().map(this.shown), library };
  }

  async add({ body, caller, requestId }: Add): Promise<StaffService> {
    demandRegion(caller, 'region:manage');
    const found = body.libraryId === undefined ? undefined : inLibrary(body.libraryId);
    const service = found ? libraryService(found, body) : ownService(body);
    demandOrder(service);
    const isNew =
      !(found && this.has(found)) && (await this.database.staffTx([], (tx) => this.store.addService(tx, service)));
    if (!isNew) throw new AppError('invalid', { errors: [{ path: 'name', code: 'row_known' }] });
    await this.note(caller, 'service.added', requestId, service.slug);
    return this.afterwards(service.slug);
  }

  async change({ params, body, caller, requestId }: Parsed<typeof changeService, StaffCaller>): Promise<StaffService> {
    demandRegion(caller, 'region:manage');
    const known = this.catalogue.find(params.serviceId);
    if (!known) throw new AppError('not_found');
    const { name, shortName, whoFor, whatChanged, preparation, minutes, opensOn, closesOn, paused } = known;
    const before = { name, shortName, whoFor, whatChanged, preparation, minutes, opensOn, closesOn, paused };
    const values: ServiceValues = { ...before, ...defined(body) };
    demandOrder(values);
    await this.database.staffTx([], (tx) =>
      this.store.changeService(tx, known.id, values, inSeason(known.rule, values)),
    );
    await this.note(caller, 'service.changed', requestId, known.slug);
    return this.afterwards(known.slug);
  }

  private has = (service: LibraryService): boolean => slugsOf(service).some((slug) => this.catalogue.find(slug));

  private async afterwards(slug: string): Promise<StaffService> {
    await this.catalogue.load();
    return this.shown(this.catalogue.find(slug) as ServiceRow);
  }

  private shown = (row: ServiceRow): StaffService => ({
    ...this.catalogue.shown(row),
    paused: row.paused,
    opensOn: row.opensOn,
    closesOn: row.closesOn,
    drawsStock: row.drawsStock,
  });

  private async note(caller: StaffCaller, action: string, requestId: string, service: string): Promise<void> {
    const details = { service, region: this.config.REGION_NAME };
    await this.database.tx((tx) =>
      this.audit.note(tx, { actor: staffActor(caller.userId), action, siteId: null, requestId, details }),
    );
  }
}

function demandOrder({ opensOn, closesOn }: ServiceValues): void {
  if (opensOn && closesOn && opensOn > closesOn)
    throw new AppError('invalid', { errors: [{ path: 'closesOn', code: 'range_order' }] });
}

/** Leaves out what was not given, so that it does not overwrite. */
function defined<T extends object>(values: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

const inSeason = (
  rule: Omit<EligibilityProgramme, 'programme_start' | 'programme_end'>,
  { opensOn, closesOn }: Pick<ServiceValues, 'opensOn' | 'closesOn'>,
): EligibilityProgramme => ({
  ...rule,
  programme_start: opensOn ?? ALWAYS.programme_start,
  programme_end: closesOn ?? ALWAYS.programme_end,
});

function inLibrary(id: string): LibraryService {
  const found = serviceLibrary.find((service) => slugsOf(service).includes(id));
  if (!found) throw new AppError('invalid', { errors: [{ path: 'libraryId', code: 'unknown_service' }] });
  return found;
}

function libraryService(found: LibraryService, form: Form): NewService {
  const values = { opensOn: null, closesOn: null, paused: false, whatChanged: '', ...found, ...defined(form) };
  return { ...values, rule: inSeason(found.rule, values) };
}

function ownService(form: Form): NewService {
  const { name = '', whoFor = '', ageFrom, ageTo } = form;
  const faults = [...(name ? [] : ['name']), ...(whoFor ? [] : ['whoFor'])].map((path) => ({
    path,
    code: 'required' as const,
  }));
  if (faults.length > 0) throw new AppError('invalid', { errors: faults });
  if (ageFrom !== undefined && ageTo !== undefined && ageFrom > ageTo)
    throw new AppError('invalid', { errors: [{ path: 'ageTo', code: 'age_order' }] });
  const slug = slugOf(name);
  if (slug === '') throw new AppError('invalid', { errors: [{ path: 'name', code: 'invalid' }] });
  const from = ageFrom === undefined ? {} : { gte: { years: ageFrom } };
  // Up to and with an age is until the birthday after it.
  const to = ageTo === undefined ? {} : { lt: { years: ageTo + 1 } };
  const hasAge = ageFrom !== undefined || ageTo !== undefined;
  const when = hasAge ? { age: { ...from, ...to } } : true;
  const { opensOn = null, closesOn = null } = form;
  const rule = { id: slug, vaccine: slug.toUpperCase(), cohorts: [{ id: 'all', label: whoFor, priority: 1, when }] };
  return {
    slug,
    kind: 'clinic',
    name,
    shortName: name.charAt(0).toLowerCase() + name.slice(1),
    whoFor,
    whatChanged: form.whatChanged ?? '',
    preparation: form.preparation ?? '',
    outcomeWord: 'seen',
    minutes: form.minutes ?? 10,
    opensOn,
    closesOn,
    paused: form.paused ?? false,
    drawsStock: false,
    questions: [],
    doses: [],
    rule: inSeason(rule, { opensOn, closesOn }),
  };
}
