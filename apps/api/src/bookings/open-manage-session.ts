import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { BodyOf, openManageSession, ResponseOf } from '@fairslot/contract';
import { formatReference, instantText, normaliseCrockford } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { AppError } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
import { ManageSessionsStore } from './manage-sessions.store';

type Body = BodyOf<typeof openManageSession>;

/**
 * Opens a booking with its link or reference and the date of birth. Every failure has one answer, and failures are
 * counted for the value presented, whether it exists or not.
 */
@Injectable()
export class OpenManageSession {
  constructor(
    private readonly store: ManageSessionsStore,
    private readonly ids: Ids,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(body: Body): Promise<ResponseOf<typeof openManageSession>> {
    const presented = normaliseCrockford(body.reference ?? body.token ?? '');
    const counted = this.keys.blindIndex('look_up', presented);
    await this.refuseTooMany(counted);
    const found = body.reference
      ? await this.store.byReference(presented)
      : await this.store.byToken(this.ids.hash(presented));
    const matches = sameText(found?.dateOfBirth ?? '0000-00-00', body.dateOfBirth);
    if (!found || !matches) {
      await this.store.failed(counted);
      throw new AppError('look_up_failed');
    }
    const token = this.ids.secret();
    const expiresAt = await this.store.open(this.ids.hash(token), found.id);
    return {
      token,
      expiresAt: instantText(expiresAt, this.config.TIME_ZONE),
      reference: formatReference(found.reference),
    };
  }

  private async refuseTooMany(counted: Buffer): Promise<void> {
    for (const { tries, seconds } of this.config.LIMIT_LOOK_UPS) {
      const known = await this.store.attempts(counted, seconds);
      if (known.tries >= tries) throw new AppError('too_many', { retryAfter: Math.max(1, known.freeIn) });
    }
  }
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
