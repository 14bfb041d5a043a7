import { Inject, Injectable } from '@nestjs/common';
import type { Batch, listBatches, listStock, ResponseOf } from '@fairslot/contract';
import { addDays, localDateOf, startOfLocalDay } from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ServiceCatalogue } from '../services/service-catalogue';
import { SiteDirectory } from '../sites/site-directory';
import { scopeFor, siteInScope } from '../staff/staff.policy';
import { type BatchRow, BatchesStore } from './batches.store';

const AHEAD_DAYS = 7;
const BOOKED = `
  SELECT b.service_id AS "serviceId", count(*)::integer AS booked FROM booking b
  WHERE b.site_id = $1 AND b.starts_at >= app_now() AND b.starts_at < $2 AND b.continues IS NULL AND b.status IN ('booked', 'checked_in')
  GROUP BY b.service_id`;

/** What stock a site has, against who is coming for it. */
@Injectable()
export class StockQueries {
  constructor(
    private readonly database: Database,
    private readonly store: BatchesStore,
    private readonly services: ServiceCatalogue,
    private readonly directory: SiteDirectory,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list({ params, caller }: Parsed<typeof listBatches, StaffCaller>): Promise<ResponseOf<typeof listBatches>> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    const zone = this.config.TIME_ZONE;
    const until = startOfLocalDay(addDays(localDateOf(this.clock.now(), zone), AHEAD_DAYS + 1), zone);
    return this.database.staffTx([siteId], async (tx) => {
      const rows = await this.store.open(tx, [siteId]);
      const booked = await tx.query<{ serviceId: number; booked: number }[]>(BOOKED, [siteId, until]);
      const coming = new Map(booked.map((row) => [row.serviceId, row.booked]));
      const services = this.services
        .all()
        .filter(({ id, drawsStock }) => drawsStock && (coming.has(id) || rows.some((row) => row.serviceId === id)))
        .map(({ id, slug, name }) => ({
          id: slug,
          name,
          booked: coming.get(id) ?? 0,
          dosesLeft: dosesLeft(rows, id),
        }));
      return { items: rows.map(this.shown), services };
    });
  }

  everywhere({ query, caller }: Parsed<typeof listStock, StaffCaller>): Promise<ResponseOf<typeof listStock>> {
    const scope =
      query.siteId === undefined
        ? scopeFor(caller, 'day:read')
        : [siteInScope(caller, 'day:read', this.directory.find(query.siteId)?.id)];
    return this.database.staffTx(scope, async (tx) => {
      const rows = await this.store.open(tx, scope);
      return { items: rows.map((row) => ({ ...this.shown(row), siteId: this.directory.get(row.siteId).slug })) };
    });
  }

  /** Open batches of a site by service, for the day list. */
  open(tx: Tx, siteId: number): Promise<BatchRow[]> {
    return this.store.open(tx, [siteId]);
  }

  shown = (row: BatchRow): Batch => ({
    id: this.ids.opaque('batch', row.id),
    serviceId: this.services.get(row.serviceId).slug,
    product: row.product,
    number: row.number,
    expiresOn: row.expiresOn,
    doses: row.doses,
    left: row.left,
    inUse: row.inUse,
  });
}

/** Null where no batch of the service is counted. */
export function dosesLeft(rows: readonly BatchRow[], serviceId: number): number | null {
  const counted = rows.filter((row) => row.serviceId === serviceId && row.left !== null);
  return counted.length === 0 ? null : counted.reduce((sum, { left }) => sum + Math.max(0, left ?? 0), 0);
}
