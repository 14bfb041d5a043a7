import { Inject, Controller } from '@nestjs/common';
import { getInvitation, openInvitation, type ResponseOf } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { FindAudience } from './find-audience';
import { ProveInvitation } from './prove-invitation';

@Controller()
export class InvitationsController {
  constructor(
    private readonly prove: ProveInvitation,
    private readonly audiences: FindAudience,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The same whatever the token: a page to ask for the date of birth on. */
  @Serve(getInvitation)
  look(): ResponseOf<typeof getInvitation> {
    return { asks: ['dateOfBirth'] };
  }

  @Serve(openInvitation)
  async open(@Input() { params, body }: Parsed<typeof openInvitation>): Promise<ResponseOf<typeof openInvitation>> {
    const { firstName, audienceId, expiresAt } = await this.prove.run(params.token, body.dateOfBirth);
    return {
      firstName,
      access: this.audiences.pass(audienceId),
      expiresAt: instantText(expiresAt, this.config.TIME_ZONE),
    };
  }
}
