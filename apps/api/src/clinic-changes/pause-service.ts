import { Inject, Injectable } from '@nestjs/common';
import type {
  endServicePause,
  listServicePauses,
  pauseService,
  ResponseOf,
  ServicePause as ShownPause,
} from '@fairslot/contract';
import { addDays, startOfLocalDay } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { ServicePauses } from '../services/service-pauses';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { ClinicsQueries } from './clinics.queries';
import { type SitePause, ServicePausesStore } from './service-pauses.store';

/**
 * A site that has run out of one vaccine takes no new booking of it for some days. Its clinics go on for what else they offer;
 * nobody loses a place and nobody is told.
 */
@Injectable()
export class PauseService {
  constructor(
    private readonly database: Database,
    private readonly store: ServicePausesStore,
    private readonly clinics: ClinicsQueries,
    private readonly services: ServiceCatalogue,
    private readonly inMemory: ServicePauses,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list({
    params,
    caller,
  }: Parsed<typeof listServicePauses, StaffCaller>): Promise<ResponseOf<typeof listServicePauses>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    return this.database.staffTx([siteId], async (tx) => {
      const items = (await this.store.notOver(tx, siteId, this.clinics.today())).map(this.shown);
      return { items, total: items.length };
    });
  }

  async run({ params, body, caller, requestId }: Parsed<typeof pauseService, StaffCaller>): Promise<ShownPause> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const { from, to = null } = body;
    const service = this.services.find(body.serviceId);
    const errors: FieldFault[] = [
      ...(service ? [] : [{ path: 'serviceId', code: 'unknown_service' } as const]),
      ...(from < this.clinics.today() ? [{ path: 'from', code: 'date_in_past' } as const] : []),
      ...(to !== null && to < from ? [{ path: 'to', code: 'range_order' } as const] : []),
    ];
    if (!service || errors.length > 0) throw new AppError('invalid', { errors });
    const zone = this.config.TIME_ZONE;
    const span = {
      from,
      to,
      beginsAt: startOfLocalDay(from, zone),
      endsAt: to === null ? null : startOfLocalDay(addDays(to, 1), zone),
    };
    return this.written(siteId, async (tx) => {
      const pause = await this.store.insert(tx, { siteId, serviceId: service.id, ...span });
      await this.note(tx, 'service.paused', siteId, caller, requestId, pause);
      return pause;
    });
  }

  end({ params, caller, requestId }: Parsed<typeof endServicePause, StaffCaller>): Promise<ShownPause> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    const id = this.ids.plain('service_pause', params.pauseId);
    return this.written(siteId, async (tx) => {
      const pause = id === null ? undefined : await this.store.end(tx, siteId, id);
      if (!pause) throw new AppError('not_found');
      if (pause === 'ended') throw new AppError('wrong_state');
      await this.note(tx, 'service.resumed', siteId, caller, requestId, pause);
      return pause;
    });
  }

  /** This process searches with it at once; others within seconds. */
  private async written(siteId: number, work: (tx: Tx) => Promise<SitePause>): Promise<ShownPause> {
    const pause = await this.database.staffTx([siteId], work);
    await this.inMemory.load();
    return this.shown(pause);
  }

  private note(
    tx: Tx,
    action: string,
    siteId: number,
    caller: StaffCaller,
    requestId: string,
    { serviceId, from, to }: SitePause,
  ): Promise<void> {
    const details = { serviceIds: [serviceId], from, to };
    return this.audit.note(tx, { actor: staffActor(caller.userId), action, siteId, requestId, details });
  }

  private shown = ({ id, serviceId, from, to }: SitePause): ShownPause => ({
    id: this.ids.opaque('service_pause', id),
    serviceId: this.services.get(serviceId).slug,
    from,
    to,
  });
}
