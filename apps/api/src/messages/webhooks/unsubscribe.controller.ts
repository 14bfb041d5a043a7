import { Controller } from '@nestjs/common';
import { unsubscribe } from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../../platform/http/serve';
import { EndInvitations } from './end-invitations';

@Controller()
export class UnsubscribeController {
  constructor(private readonly ending: EndInvitations) {}

  @Serve(unsubscribe)
  end(@Input() { params }: Parsed<typeof unsubscribe>): Promise<void> {
    return this.ending.run(params.token);
  }
}
