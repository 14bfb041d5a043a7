import { Inject, Injectable } from '@nestjs/common';
import { normaliseCrockford } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { sameText } from '../platform/crypto/same-text';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import { AttemptsStore } from '../platform/http/attempts.store';
import { Ids } from '../platform/ids/ids';
import { type InvitationRow, InvitationsStore } from './invitations.store';

/**
 * Proves who books, with an invitation and its date of birth. Every failure has one answer; tries are counted for the
 * token presented, whether there is such an invitation or not.
 */
@Injectable()
export class ProveInvitation {
  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsStore,
    private readonly store: InvitationsStore,
    private readonly ids: Ids,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** An invitation that can still be used. */
  async run(token: string, dateOfBirth: string): Promise<InvitationRow> {
    const found = await this.match(token, dateOfBirth);
    if (!found.isOpen) throw new AppError('look_up_failed');
    return found;
  }

  /** The invitation of somebody who knows its date of birth, even where it has ended. */
  async match(token: string, dateOfBirth: string): Promise<InvitationRow> {
    const presented = normaliseCrockford(token);
    const counted = this.keys.blindIndex('invitation', presented);
    await this.attempts.demand('invitation', counted, this.config.LIMIT_LOOK_UPS);
    const found = await this.store.find(this.ids.hash(presented), this.keys.blindIndex('invitation_code', presented));
    const matches = sameText(found?.dateOfBirth ?? '0000-00-00', dateOfBirth);
    if (!found || !matches) throw new AppError('look_up_failed');
    await this.database.tx((tx) => this.attempts.clear(tx, 'invitation', counted));
    return found;
  }
}
