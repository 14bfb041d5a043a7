import { Injectable } from '@nestjs/common';
import type { addBatch, Batch, useBatch } from '@fairslot/contract';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { type BatchRow, BatchesStore } from './batches.store';
import { StockQueries } from './stock.queries';

type OnBatch = Parsed<typeof useBatch, StaffCaller>;

/** Batches that arrive, are used, and run out. */
@Injectable()
export class ChangeStock {
  constructor(
    private readonly database: Database,
    private readonly store: BatchesStore,
    private readonly queries: StockQueries,
    private readonly services: ServiceCatalogue,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
  ) {}

  add({ params, body, caller, requestId }: Parsed<typeof addBatch, StaffCaller>): Promise<Batch> {
    const siteId = this.site(caller, params.siteId);
    const service = this.services.find(body.serviceId);
    if (!service) throw new AppError('invalid', { errors: [{ path: 'serviceId', code: 'unknown_service' }] });
    const { product, number, expiresOn = null, doses = null } = body;
    return this.database.staffTx([siteId], async (tx) => {
      const row = { siteId, serviceId: service.id, product, number, expiresOn, doses };
      const id = await this.store.add(tx, caller.userId, row);
      if (body.use) await this.store.use(tx, { ...row, id });
      return this.noted(tx, caller, 'stock.added', siteId, id, requestId);
    });
  }

  use(request: OnBatch): Promise<Batch> {
    return this.onBatch(request, 'stock.used', (tx, row) => this.store.use(tx, row));
  }

  end(request: OnBatch): Promise<Batch> {
    return this.onBatch(request, 'stock.ended', (tx, row) => this.store.end(tx, row.id));
  }

  private onBatch(
    { params, caller, requestId }: OnBatch,
    action: string,
    work: (tx: Tx, row: BatchRow) => Promise<void>,
  ): Promise<Batch> {
    const siteId = this.site(caller, params.siteId);
    const id = this.ids.plain('batch', params.batchId);
    return this.database.staffTx([siteId], async (tx) => {
      const row = id === null ? null : await this.store.one(tx, siteId, id);
      if (!row) throw new AppError('not_found');
      await work(tx, row);
      return this.noted(tx, caller, action, siteId, row.id, requestId);
    });
  }

  private async noted(
    tx: Tx,
    caller: StaffCaller,
    action: string,
    siteId: number,
    batchId: number,
    requestId: string,
  ): Promise<Batch> {
    const actor = staffActor(caller.userId);
    await this.audit.note(tx, { actor, action, siteId, requestId, details: { batch: batchId } });
    return this.queries.shown((await this.store.one(tx, siteId, batchId)) as BatchRow);
  }

  private site(caller: StaffCaller, slug: string): number {
    return siteInScope(caller, 'day:act', this.directory.find(slug)?.id);
  }
}
