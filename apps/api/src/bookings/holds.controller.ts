import { Controller } from '@nestjs/common';
import { holdSlot, releaseHold, renewHold, sendDetailsAgain, type Hold, type ResponseOf } from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { HoldSlot } from './hold-slot';
import { KeepHold } from './keep-hold';
import { SendDetailsAgain } from './send-details-again';

@Controller()
export class HoldsController {
  constructor(
    private readonly holdSlot: HoldSlot,
    private readonly keepHold: KeepHold,
    private readonly sendDetailsAgain: SendDetailsAgain,
  ) {}

  @Serve(holdSlot)
  hold(@Input() request: Parsed<typeof holdSlot>): Promise<Hold> {
    return this.holdSlot.run(request);
  }

  @Serve(renewHold)
  renew(@Input() { params, body }: Parsed<typeof renewHold>): Promise<{ expiresAt: string }> {
    return this.keepHold.renew(params.holdId, body.token);
  }

  @Serve(releaseHold)
  async release(@Input() { params, body }: Parsed<typeof releaseHold>): Promise<void> {
    await this.keepHold.release(params.holdId, body.token);
  }

  @Serve(sendDetailsAgain)
  detailsAgain(@Input() request: Parsed<typeof sendDetailsAgain>): Promise<ResponseOf<typeof sendDetailsAgain>> {
    return this.sendDetailsAgain.run(request);
  }
}
