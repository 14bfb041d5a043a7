import { Injectable } from '@nestjs/common';
import type { Campaign, setBudget } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { AuditStore, staffActor } from '../staff/audit.store';
import { type CampaignRow, CampaignsStore } from './campaigns.store';
import { ShowCampaign } from './show-campaign';

/** Says what a campaign may cost. Nothing stops at it and nobody hears anything else because of it, so an approval stays. */
@Injectable()
export class SetBudget {
  constructor(
    private readonly database: Database,
    private readonly store: CampaignsStore,
    private readonly show: ShowCampaign,
    private readonly audit: AuditStore,
  ) {}

  async run({ params, body, caller, requestId }: Parsed<typeof setBudget, StaffCaller>): Promise<Campaign> {
    const { id } = await this.show.find(params.campaignId, caller);
    await this.database.tx(async (tx) => {
      await this.store.setBudget(tx, id, body.amount);
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'campaign.budget_set',
        siteId: null,
        requestId,
        details: { campaignId: id, amount: body.amount },
      });
    });
    return this.show.shown((await this.store.find(id)) as CampaignRow, caller);
  }
}
