import { Injectable } from '@nestjs/common';
import type { ResponseOf, addAudience } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import { Ids } from '../platform/ids/ids';
import { SiteDirectory } from '../sites/site-directory';
import { AuditStore, staffActor } from '../staff/audit.store';
import { siteInScope } from '../staff/staff.policy';
import { AudiencesStore } from './audiences.store';
import type { NewAudience } from './staff-times.queries';

/** A named group whose clinics are never listed publicly: a care home, a hostel, a mosque. */
@Injectable()
export class AddAudience {
  constructor(
    private readonly database: Database,
    private readonly store: AudiencesStore,
    private readonly directory: SiteDirectory,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
  ) {}

  run({ params, body, caller, requestId }: NewAudience): Promise<ResponseOf<typeof addAudience>> {
    const siteId = siteInScope(caller, 'clinics:write', this.directory.find(params.siteId)?.id);
    return this.database.staffTx([siteId], async (tx) => {
      const id = await this.store.addGroup(tx, body.name);
      await this.audit.note(tx, { actor: staffActor(caller.userId), action: 'audience.added', siteId, requestId });
      return { id: this.ids.opaque('audience', id), kind: 'group', name: body.name };
    });
  }
}
