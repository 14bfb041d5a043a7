import { Inject, Injectable } from '@nestjs/common';
import type { Closure as ShownClosure, listClosures, ResponseOf } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { siteInScope } from '../staff/staff.policy';
import { ClinicsQueries } from './clinics.queries';
import type { Closure } from './closure.entity';
import { ClosuresStore } from './closures.store';

/** Closures as staff screens get them. */
@Injectable()
export class ClosuresQueries {
  constructor(
    private readonly database: Database,
    private readonly store: ClosuresStore,
    private readonly clinics: ClinicsQueries,
    private readonly directory: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list({ params, caller }: Parsed<typeof listClosures, StaffCaller>): Promise<ResponseOf<typeof listClosures>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    return this.database.staffTx([siteId], async (tx) => {
      const items = (await this.store.notOver(tx, siteId, this.clinics.today())).map(this.shown);
      return { items, total: items.length };
    });
  }

  /** Number of the closure behind an opaque id. */
  idOf(opaque: string): number {
    const id = this.ids.plain('closure', opaque);
    if (id === null) throw new AppError('not_found');
    return id;
  }

  async one(tx: Tx, siteId: number, id: number): Promise<ShownClosure> {
    const closure = await this.store.find(tx, siteId, id);
    if (!closure) throw new AppError('not_found');
    return this.shown(closure);
  }

  private shown = ({ id, from, to, starts, ends, serviceIds, reason, createdAt, endedAt }: Closure): ShownClosure => {
    const zone = this.config.TIME_ZONE;
    return {
      id: this.ids.opaque('closure', id),
      from,
      to,
      starts,
      ends,
      serviceIds: serviceIds && serviceIds.map((service) => this.services.get(service).slug),
      reason,
      createdAt: instantText(createdAt, zone),
      endedAt: endedAt && instantText(endedAt, zone),
    };
  };
}
