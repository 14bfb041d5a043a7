import { Inject, Injectable } from '@nestjs/common';
import type { signOut } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { sessionCookie, sessionToken, STAFF_COOKIE, type StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { AuditStore, staffActor } from './audit.store';
import { SessionsStore } from './sessions.store';

/** Ends the session that asks. */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsStore,
    private readonly audit: AuditStore,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ caller, http, reply, requestId }: Parsed<typeof signOut, StaffCaller>): Promise<void> {
    const token = sessionToken(http, STAFF_COOKIE) ?? '';
    await this.database.staffTx([], (tx) => this.sessions.close(tx, this.ids.hash(token)));
    await this.database.tx((tx) =>
      this.audit.note(tx, { actor: staffActor(caller.userId), action: 'staff.signed_out', siteId: null, requestId }),
    );
    void reply.clearCookie(STAFF_COOKIE, sessionCookie(this.config));
  }
}
