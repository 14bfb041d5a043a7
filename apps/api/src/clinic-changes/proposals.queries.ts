import { Inject, Injectable } from '@nestjs/common';
import type { listProposals, Proposal, ResponseOf, UrgentAlert } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Database, type Tx } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { scopeFor } from '../staff/staff.policy';
import { AlertsStore, type AlertRow } from './alerts.store';
import { ProposalsStore, type ProposalRow } from './proposals.store';

/** What waits for a second person, as staff screens get it. */
@Injectable()
export class ProposalsQueries {
  constructor(
    private readonly database: Database,
    private readonly store: ProposalsStore,
    private readonly alerts: AlertsStore,
    private readonly directory: SiteDirectory,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list(caller: StaffCaller): Promise<ResponseOf<typeof listProposals>> {
    return this.database.staffTx(scopeFor(caller, 'clinics:write'), async (tx) => {
      const items = (await this.store.recent(tx)).map((row) => this.shown(row, caller));
      const alerts = (await this.alerts.unseen(tx, caller.userId)).map((row) => this.alert(row));
      return { items, total: items.length, alerts };
    });
  }

  find(siteId: number, opaque: string): Promise<ProposalRow> {
    const id = this.ids.plain('change_proposal', opaque);
    if (id === null) throw new AppError('not_found');
    return this.database.staffTx([siteId], (tx) => this.row(tx, siteId, id));
  }

  async one(tx: Tx, siteId: number, id: number, caller: StaffCaller): Promise<Proposal> {
    return this.shown(await this.row(tx, siteId, id), caller);
  }

  shown(row: ProposalRow, caller: StaffCaller): Proposal {
    const site = this.directory.get(row.siteId);
    const text = (at: Date): string => instantText(at, this.config.TIME_ZONE);
    const { change, figures, reason, state, refusal } = row;
    return {
      id: this.ids.opaque('change_proposal', row.id),
      siteId: site.slug,
      siteName: site.name,
      change,
      reason,
      figures,
      state,
      refusal,
      requestedBy: row.requestedByName,
      requestedAt: text(row.requestedAt),
      expiresAt: text(row.expiresAt),
      decidedBy: row.decidedByName,
      isYours: row.requestedBy === caller.userId,
    };
  }

  private async row(tx: Tx, siteId: number, id: number): Promise<ProposalRow> {
    const row = await this.store.find(tx, siteId, id);
    if (!row) throw new AppError('not_found');
    return row;
  }

  private alert({ id, siteId, by, at, reason, cancelled, told }: AlertRow): UrgentAlert {
    const site = this.directory.get(siteId);
    return {
      id: this.ids.opaque('staff_alert', id),
      siteId: site.slug,
      siteName: site.name,
      by,
      at: instantText(at, this.config.TIME_ZONE),
      reason,
      cancelled,
      told,
    };
  }
}
