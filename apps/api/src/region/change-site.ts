import { Injectable } from '@nestjs/common';
import type { changeSite, getSiteDetails, SiteDetails } from '@fairslot/contract';
import { parsePostcode } from '@fairslot/domain';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { RegionStore } from './region.store';
import { SiteDetailsQueries } from './site-details.queries';

/** What residents are told of a site, as its own staff keep it. */
@Injectable()
export class ChangeSite {
  constructor(
    private readonly database: Database,
    private readonly store: RegionStore,
    private readonly details: SiteDetailsQueries,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
  ) {}

  async read({ params, caller }: Parsed<typeof getSiteDetails, StaffCaller>): Promise<SiteDetails> {
    return this.details.read(siteInScope(caller, 'day:read', this.directory.find(params.siteId)?.id));
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
    return this.details.readAnew(siteId);
  }
}
