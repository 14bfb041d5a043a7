import { Module, OnModuleInit } from '@nestjs/common';
import { Callers } from '../platform/http/caller';
import { AccountsStore } from './accounts.store';
import { AuditStore } from './audit.store';
import { CheckCode } from './check-code';
import { ChoosePassword } from './choose-password';
import { MeQueries } from './me.queries';
import { ResolveSession } from './resolve-session';
import { SecondFactorStore } from './second-factor.store';
import { SessionsStore } from './sessions.store';
import { SetUpSecondFactor } from './set-up-second-factor';
import { SignIn } from './sign-in';
import { SignOut } from './sign-out';
import { StaffController } from './staff.controller';
import { StaffUsersStore } from './staff-users.store';
import { VerifyPassword } from './verify-password';

/** Local accounts of staff, their sessions, and what they may do where. */
@Module({
  controllers: [StaffController],
  providers: [
    StaffUsersStore,
    SessionsStore,
    AuditStore,
    AccountsStore,
    SecondFactorStore,
    VerifyPassword,
    CheckCode,
    ResolveSession,
    MeQueries,
    SignIn,
    SignOut,
    SetUpSecondFactor,
    ChoosePassword,
  ],
  exports: [AuditStore],
})
export class StaffModule implements OnModuleInit {
  constructor(
    private readonly callers: Callers,
    private readonly resolveSession: ResolveSession,
    private readonly verifyPassword: VerifyPassword,
  ) {}

  async onModuleInit(): Promise<void> {
    this.callers.staffBy((token) => this.resolveSession.run(token));
    await this.verifyPassword.prepare();
  }
}
