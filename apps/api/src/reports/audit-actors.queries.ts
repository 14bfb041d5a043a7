import { Injectable } from '@nestjs/common';
import type { listAuditActors, ResponseOf } from '@fairslot/contract';
import { Database } from '../platform/database/database';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { scopeFor } from '../staff/staff.policy';

// Also those whose access or role has ended: what they did stays. Who acts for the whole region acts at every site.
const ACTORS = `
  WITH RECURSIVE above (id, parent_id) AS (
    SELECT o.id, o.parent_id FROM organisation o JOIN site ON site.organisation_id = o.id WHERE site.id = ANY ($1)
    UNION SELECT o.id, o.parent_id FROM organisation o JOIN above ON o.id = above.parent_id
  )
  SELECT u.id, u.name, u.email FROM staff_user u
  WHERE $2 OR EXISTS (SELECT 1 FROM role_grant g WHERE g.staff_user_id = u.id AND CASE g.scope_kind
    WHEN 'region' THEN true
    WHEN 'place' THEN g.scope_id IN (SELECT place_id FROM site WHERE id = ANY ($1))
    WHEN 'organisation' THEN g.scope_id IN (SELECT id FROM above)
    ELSE g.scope_id = ANY ($1) END)
  ORDER BY lower(u.name), u.id`;

/** Whose acts a reader of the audit can ask for: staff who work, or worked, at the reader's sites. */
@Injectable()
export class AuditActorsQueries {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  list({ caller }: Parsed<typeof listAuditActors, StaffCaller>): Promise<ResponseOf<typeof listAuditActors>> {
    const sites = scopeFor(caller, 'audit:read');
    const values = [sites, caller.region.has('audit:read')];
    return this.database.staffTx(sites, async (tx) => {
      const rows = await tx.query<{ id: number; name: string; email: string }[]>(ACTORS, values);
      const items = rows.map(({ id, name, email }) => ({ id: this.ids.opaque('staff_user', id), name, email }));
      return { items, total: items.length };
    });
  }
}
