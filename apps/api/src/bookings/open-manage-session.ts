import { Inject, Injectable } from '@nestjs/common';
import type { openManageSession, ResponseOf } from '@fairslot/contract';
import { formatReference, instantText, normaliseCrockford } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { sameText } from '../platform/crypto/same-text';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import { AttemptsStore } from '../platform/http/attempts.store';
import { RESIDENT_COOKIE, sessionCookie } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { ManageSessionsStore } from './manage-sessions.store';

type Request = Pick<Parsed<typeof openManageSession>, 'body' | 'reply'>;

/**
 * Opens a booking with its link or reference and the date of birth. Every failure has one answer, and tries are
 * counted for the value presented, whether it exists or not; success begins anew, with a cookie for browsers and the same
 * session as a bearer token.
 */
@Injectable()
export class OpenManageSession {
  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsStore,
    private readonly store: ManageSessionsStore,
    private readonly ids: Ids,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ body, reply }: Request): Promise<ResponseOf<typeof openManageSession>> {
    const presented = normaliseCrockford(body.reference ?? body.token ?? '');
    const counted = this.keys.blindIndex('look_up', presented);
    // Counted and committed before anything is looked up, so that tries sent together cannot pass together.
    await this.attempts.demand('manage', counted, this.config.LIMIT_LOOK_UPS);
    const found = body.reference
      ? await this.store.byReference(presented)
      : await this.store.byToken(this.ids.hash(presented));
    const matches = sameText(found?.dateOfBirth ?? '0000-00-00', body.dateOfBirth);
    if (!found || !matches) throw new AppError('look_up_failed');
    await this.database.tx((tx) => this.attempts.clear(tx, 'manage', counted));
    const token = this.ids.secret();
    const expiresAt = await this.store.open(this.ids.hash(token), found.id);
    void reply.setCookie(RESIDENT_COOKIE, token, { ...sessionCookie(this.config), expires: expiresAt });
    return {
      token,
      expiresAt: instantText(expiresAt, this.config.TIME_ZONE),
      reference: formatReference(found.reference),
    };
  }
}
