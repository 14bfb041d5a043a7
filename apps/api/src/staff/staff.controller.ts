import { Controller, Inject } from '@nestjs/common';
import {
  acceptStaffInvitation,
  changePassword,
  confirmSecondFactor,
  getMe,
  openStaffInvitation,
  renewRecoveryCodes,
  getSignInWays,
  signIn,
  signOut,
  startSecondFactor,
  type ResponseOf,
  type StaffMe,
} from '@fairslot/contract';
import { CONFIG, type Config } from '../platform/config/config';
import { sessionToken, STAFF_COOKIE, type StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChoosePassword } from './choose-password';
import { MeQueries } from './me.queries';
import { SetUpSecondFactor } from './set-up-second-factor';
import { SignIn } from './sign-in';
import { SignOut } from './sign-out';

@Controller()
export class StaffController {
  constructor(
    private readonly enter: SignIn,
    private readonly leave: SignOut,
    private readonly queries: MeQueries,
    private readonly secondFactor: SetUpSecondFactor,
    private readonly password: ChoosePassword,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Serve(getSignInWays)
  ways(): ResponseOf<typeof getSignInWays> {
    return { other: this.config.SIGN_IN_BUTTON ?? null };
  }

  @Serve(signIn)
  signIn(@Input() request: Parsed<typeof signIn>): Promise<ResponseOf<typeof signIn>> {
    return this.enter.run(request);
  }

  @Serve(signOut)
  signOut(@Input() request: Parsed<typeof signOut, StaffCaller>): Promise<void> {
    return this.leave.run(request);
  }

  @Serve(getMe)
  me(@Input() { caller, http }: Parsed<typeof getMe, StaffCaller>): Promise<StaffMe> {
    return this.queries.read(caller, sessionToken(http, STAFF_COOKIE) ?? '');
  }

  @Serve(startSecondFactor)
  startSecondFactor(
    @Input() request: Parsed<typeof startSecondFactor, StaffCaller>,
  ): Promise<ResponseOf<typeof startSecondFactor>> {
    return this.secondFactor.start(request);
  }

  @Serve(confirmSecondFactor)
  confirmSecondFactor(
    @Input() request: Parsed<typeof confirmSecondFactor, StaffCaller>,
  ): Promise<ResponseOf<typeof confirmSecondFactor>> {
    return this.secondFactor.confirm(request);
  }

  @Serve(renewRecoveryCodes)
  renewRecoveryCodes(
    @Input() request: Parsed<typeof renewRecoveryCodes, StaffCaller>,
  ): Promise<ResponseOf<typeof renewRecoveryCodes>> {
    return this.secondFactor.renew(request);
  }

  @Serve(changePassword)
  changePassword(@Input() request: Parsed<typeof changePassword, StaffCaller>): Promise<void> {
    return this.password.change(request);
  }

  @Serve(openStaffInvitation)
  openInvitation(
    @Input() request: Parsed<typeof openStaffInvitation>,
  ): Promise<ResponseOf<typeof openStaffInvitation>> {
    return this.password.invitation(request);
  }

  @Serve(acceptStaffInvitation)
  acceptInvitation(@Input() request: Parsed<typeof acceptStaffInvitation>): Promise<void> {
    return this.password.accept(request);
  }
}
