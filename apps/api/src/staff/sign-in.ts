import { Inject, Injectable } from '@nestjs/common';
import type { ResponseOf, signIn } from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { Keys } from '../platform/crypto/keys';
import { Database } from '../platform/database/database';
import { AttemptsStore } from '../platform/http/attempts.store';
import { AppError } from '../platform/http/app-error';
import { sessionCookie, STAFF_COOKIE } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { AuditStore, staffActor } from './audit.store';
import { CheckCode } from './check-code';
import { MeQueries } from './me.queries';
import { ResolveSession } from './resolve-session';
import { SecondFactorStore } from './second-factor.store';
import { SessionsStore } from './sessions.store';
import { StaffUsersStore } from './staff-users.store';
import type { StaffUser } from './staff-user.entity';
import { VerifyPassword } from './verify-password';

/** Signs a member of staff in. Every refusal takes the same time and says the same. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly users: StaffUsersStore,
    private readonly attempts: AttemptsStore,
    private readonly sessions: SessionsStore,
    private readonly audit: AuditStore,
    private readonly verifyPassword: VerifyPassword,
    private readonly secondFactors: SecondFactorStore,
    private readonly checkCode: CheckCode,
    private readonly resolveSession: ResolveSession,
    private readonly me: MeQueries,
    private readonly keys: Keys,
    private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run({ body, reply, requestId }: Parsed<typeof signIn>): Promise<ResponseOf<typeof signIn>> {
    const email = body.email.toLowerCase();
    const presented = this.keys.blindIndex('sign_in', email);
    const user = await this.countAndFind(email, presented);
    const known = user?.passwordHash;
    const fits = await this.verifyPassword.run(body.password, known ?? undefined);
    if (!user || !known || !fits || !this.mayEnter(user)) throw new AppError('sign_in_failed');
    await this.demandCode(user, body.code);
    // Told only to who knows the password and the code.
    if (await this.database.staffTx([], (tx) => this.users.isAsleep(tx, user.id))) throw new AppError('account_asleep');

    const token = this.ids.secret();
    const renewed = this.verifyPassword.hasCostOfNow(known) ? null : await this.verifyPassword.hash(body.password);
    await this.database.staffTx([], async (tx) => {
      await this.attempts.clear(tx, 'sign_in', presented);
      await this.sessions.open(tx, this.ids.hash(token), user.id);
      await this.users.noteSignIn(tx, user.id);
      if (renewed) await this.users.renewHash(tx, user.id, known, renewed);
    });
    // No site is concerned, so the staff role may not write it; until this stands, nobody has been told the token.
    await this.database.tx((tx) =>
      this.audit.note(tx, { actor: staffActor(user.id), action: 'staff.signed_in', siteId: null, requestId }),
    );
    const caller = await this.resolveSession.run(token);
    if (!caller) throw new AppError('sign_in_failed');
    void reply.setCookie(STAFF_COOKIE, token, sessionCookie(this.config));
    return { token, me: await this.me.read(caller, token) };
  }

  /** Told only after the password fitted, so that nobody learns which accounts have a second factor. */
  private async demandCode(user: StaffUser, code: string | undefined): Promise<void> {
    const factor = await this.database.staffTx([], (tx) => this.secondFactors.of(tx, user.id));
    if (!factor?.isConfirmed) return;
    if (code === undefined) throw new AppError('code_needed');
    await this.checkCode.demand(user.id, factor, code);
  }

  private countAndFind(email: string, presented: Buffer): Promise<StaffUser | null> {
    return this.database.staffTx([], async (tx) => {
      const retryAfter = await this.attempts.take(tx, 'sign_in', presented, this.config.LIMIT_SIGN_INS);
      if (retryAfter !== null) throw new AppError('too_many', { retryAfter });
      return this.users.byEmail(tx, email);
    });
  }

  private mayEnter(user: StaffUser): boolean {
    return user.active && !(user.demo && this.config.NODE_ENV === 'production');
  }
}
