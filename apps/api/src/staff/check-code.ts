import { Inject, Injectable } from '@nestjs/common';
import { normaliseCrockford } from '@fairslot/domain';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import { AttemptsStore } from '../platform/http/attempts.store';
import { AppError } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
import { SecondFactorStore, type SecondFactor } from './second-factor.store';

const PERIOD_SECONDS = 30;
/** A clock half a minute off, either way, is a person's phone, not an attack. */
const WINDOW = 1;

/** The column and the row a secret is bound to. */
export const SECRET_COLUMN = 'staff_second_factor.secret';

/** The authenticator of a secret, by the common defaults that every app knows. */
export function authenticator(secret: Buffer, label = ''): TOTP {
  // A view of its own: the secret must not drag the pool that a Buffer lies in with it.
  const buffer = Uint8Array.from(secret).buffer;
  return new TOTP({ issuer: 'Fairslot', label, period: PERIOD_SECONDS, digits: 6, secret: new Secret({ buffer }) });
}

/** Judges a code of the second factor: six digits that count once, or a recovery code. Tries are counted by account. */
@Injectable()
export class CheckCode {
  constructor(
    private readonly database: Database,
    private readonly store: SecondFactorStore,
    private readonly attempts: AttemptsStore,
    private readonly cipher: Cipher,
    private readonly keys: Keys,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws `code_wrong`, or `too_many` with the wait. */
  async demand(userId: number, factor: SecondFactor, code: string): Promise<void> {
    const presented = this.keys.blindIndex('staff_code', String(userId));
    await this.database.staffTx([], async (tx) => {
      const retryAfter = await this.attempts.take(tx, 'staff_code', presented, this.config.LIMIT_SIGN_INS);
      if (retryAfter !== null) throw new AppError('too_many', { retryAfter });
    });
    const fits = await this.database.staffTx([], async (tx) => {
      const step = this.stepOf(factor, code);
      const used =
        step === null
          ? await this.store.useRecoveryCode(tx, userId, this.ids.hash(normaliseCrockford(code)))
          : await this.store.useStep(tx, userId, step);
      if (used) await this.attempts.clear(tx, 'staff_code', presented);
      return used;
    });
    if (!fits) throw new AppError('code_wrong');
  }

  /** The half minute whose code this is; null when it is none of these. */
  private stepOf({ rowKey, secret }: SecondFactor, code: string): number | null {
    if (!/^\d{6}$/.test(code)) return null;
    const timestamp = this.clock.now().getTime();
    const opened = Buffer.from(this.cipher.open(SECRET_COLUMN, rowKey, secret), 'base64url');
    const delta = authenticator(opened).validate({ token: code, timestamp, window: WINDOW });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  }
}
