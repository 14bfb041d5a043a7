import { Controller } from '@nestjs/common';
import { askToBeTold, declineInvitation, getInvitation, openInvitation, type ResponseOf } from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AskToBeTold } from './ask-to-be-told';
import { OpenInvitation } from './open-invitation';

@Controller()
export class InvitationsController {
  constructor(
    private readonly opened: OpenInvitation,
    private readonly alerts: AskToBeTold,
  ) {}

  /** The same whatever the token: a page to ask for the date of birth on. */
  @Serve(getInvitation)
  look(): ResponseOf<typeof getInvitation> {
    return { asks: ['dateOfBirth'] };
  }

  @Serve(openInvitation)
  open(@Input() { params, body }: Parsed<typeof openInvitation>): Promise<ResponseOf<typeof openInvitation>> {
    return this.opened.run(params.token, body.dateOfBirth);
  }

  @Serve(declineInvitation)
  decline(@Input() { params, body }: Parsed<typeof declineInvitation>): Promise<ResponseOf<typeof declineInvitation>> {
    return this.opened.decline(params.token, body.dateOfBirth, body.reason);
  }

  @Serve(askToBeTold)
  tell(@Input() request: Parsed<typeof askToBeTold>): Promise<ResponseOf<typeof askToBeTold>> {
    return this.alerts.run(request);
  }
}
