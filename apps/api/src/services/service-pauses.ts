import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@fairslot/domain';
import { ServicesStore, type ServicePauseRow } from './services.store';

/** The days of which a service cannot be booked, by site. */
export type PausedAt = ReadonlyMap<number, readonly ServicePauseRow[]>;

/** Services that single sites have paused, in memory for search. Read anew every few seconds; the claim of a place decides. */
@Injectable()
export class ServicePauses {
  private rows: readonly ServicePauseRow[] = [];
  private known = '[]';
  /** Changes with what is paused. */
  version = 0;

  constructor(private readonly store: ServicesStore) {}

  async load(): Promise<void> {
    const rows = await this.store.servicePauses();
    const known = JSON.stringify(rows);
    if (known === this.known) return;
    [this.rows, this.known] = [rows, known];
    this.version += 1;
  }

  /** Where any of these services is paused; null: nowhere, as nearly always. */
  of(serviceIds: readonly number[]): PausedAt | null {
    const rows = this.rows.filter(({ serviceId }) => serviceIds.includes(serviceId));
    if (rows.length === 0) return null;
    const paused = new Map<number, ServicePauseRow[]>();
    for (const row of rows) paused.set(row.siteId, [...(paused.get(row.siteId) ?? []), row]);
    return paused;
  }
}

/**
 * No pause of a service holds where and when a slot of this name begins, as is_service_paused says it. Written out for statements that read tens
 * of thousands of slots: PostgreSQL calls a function with a subquery for each row, and takes seconds for what is one look at a short table.
 */
export const notPausedAt = (slot: string, service: string): string =>
  `NOT EXISTS (SELECT 1 FROM service_pause sp WHERE sp.site_id = ${slot}.site_id AND sp.service_id = ${service} AND sp.ended_at IS NULL
     AND sp.begins_at <= ${slot}.starts_at AND (sp.ends_at IS NULL OR ${slot}.starts_at < sp.ends_at))`;

/** Is one of the services paused there on this local date? */
export const isPausedOn = (paused: PausedAt | null, siteId: number, date: LocalDate): boolean =>
  paused?.get(siteId)?.some(({ from, to }) => date >= from && (to === null || date <= to)) ?? false;
