import { Controller } from '@nestjs/common';
import { getMe, signIn, signOut, type ResponseOf, type StaffMe } from '@fairslot/contract';
import { sessionToken, STAFF_COOKIE, type StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { MeQueries } from './me.queries';
import { SignIn } from './sign-in';
import { SignOut } from './sign-out';

@Controller()
export class StaffController {
  constructor(
    private readonly enter: SignIn,
    private readonly leave: SignOut,
    private readonly queries: MeQueries,
  ) {}

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
}
