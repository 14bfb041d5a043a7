import { Injectable } from '@nestjs/common';
import type { changeSite, getSiteDetails, SiteDetails } from '@fairslot/contract';
import { parsePostcode } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { aboutSite, SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { RegionStore } from './region.store';
import { SetUpQueries } from './set-up.queries';

/** What residents are told of a site, as its own staff keep it. */
@Injectable()
export class ChangeSite {
  constructor(
    private readonly database: Database,
    private readonly store: RegionStore,
    private readonly queries: SetUpQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async details({ params, caller }: Parsed<typeof getSiteDetails, StaffCaller>): Promise<SiteDetails> {
    const siteId = siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id);
    return this.shown(siteId);
  }

  async change({ params, body, caller, requestId }: Parsed<typeof changeSite, StaffCaller>): Promise<SiteDetails> {
    const siteId = siteInScope(caller, 'site:write', this.directory.find(params.siteId)?.id);
    const postcode =
      body.postcode === undefined ? {} : { postcode: parsePostcode(body.postcode)?.postcode ?? body.postcode };
    await this.database.staffTx([siteId], async (tx) => {
      await this.store.changeSite(tx, siteId, { ...body, ...postcode });
      const details = { fields: Object.keys(body) };
      await this.audit.note(tx, {
        actor: staffActor(caller.userId),
        action: 'site.changed',
        siteId,
        requestId,
        details,
      });
    });
    await this.directory.load();
    return this.shown(siteId);
  }

  private async shown(siteId: number): Promise<SiteDetails> {
    const site = this.directory.get(siteId);
    const organisation = await this.queries.organisationOf(site.organisationId);
    if (organisation === null) throw new AppError('not_found');
    return { ...aboutSite(site), status: site.status, organisation };
  }
}
