import { Inject, Injectable } from '@nestjs/common';
import type { acceptStaffInvitation, changePassword, openStaffInvitation, ResponseOf } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import { AttemptsStore } from '../platform/http/attempts.store';
import { AppError } from '../platform/http/app-error';
import { sessionToken, STAFF_COOKIE, type StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { AccountsStore } from './accounts.store';
import { isGuessedFirst } from './judge-password';
import { StaffUsersStore } from './staff-users.store';
import { VerifyPassword } from './verify-password';

/** The first password, from an invitation, and every later one. */
@Injectable()
export class ChoosePassword {
  constructor(
    private readonly database: Database,
    private readonly store: AccountsStore,
    private readonly users: StaffUsersStore,
    private readonly attempts: AttemptsStore,
    private readonly verify: VerifyPassword,
    private readonly keys: Keys,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async invitation({ body }: Parsed<typeof openStaffInvitation>): Promise<ResponseOf<typeof openStaffInvitation>> {
    const found = await this.database.staffTx([], (tx) => this.store.invitation(tx, this.ids.hash(body.token)));
    if (!found) throw new AppError('not_found');
    return found;
  }

  async accept({ body, requestId }: Parsed<typeof acceptStaffInvitation>): Promise<void> {
    const tokenHash = this.ids.hash(body.token);
    const found = await this.database.staffTx([], (tx) => this.store.invitation(tx, tokenHash));
    if (!found) throw new AppError('not_found');
    const hash = await this.hashed(body.password, found.email);
    const isAccepted = await this.database.staffTx([], (tx) => this.store.accept(tx, tokenHash, hash, requestId));
    if (!isAccepted) throw new AppError('not_found');
  }

  async change({ body, caller, http, requestId }: Parsed<typeof changePassword, StaffCaller>): Promise<void> {
    const presented = this.keys.blindIndex('staff_code', `password ${caller.userId}`);
    const user = await this.database.staffTx([], async (tx) => {
      const retryAfter = await this.attempts.take(tx, 'staff_code', presented, this.config.LIMIT_SIGN_INS);
      if (retryAfter !== null) throw new AppError('too_many', { retryAfter });
      return this.users.byId(tx, caller.userId);
    });
    const fits = await this.verify.run(body.current, user?.passwordHash ?? undefined);
    if (!user || !fits) throw new AppError('sign_in_failed');
    const hash = await this.hashed(body.password, user.email);
    const session = this.ids.hash(sessionToken(http, STAFF_COOKIE) ?? '');
    await this.database.staffTx([], async (tx) => {
      await this.attempts.clear(tx, 'staff_code', presented);
      await this.store.setPassword(tx, user.id, hash, session, requestId);
    });
  }

  private hashed(password: string, email: string): Promise<string> {
    if (isGuessedFirst(password, email))
      throw new AppError('invalid', { errors: [{ path: 'password', code: 'password_common' }] });
    return this.verify.hash(password);
  }
}
