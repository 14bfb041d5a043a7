import { Controller, UseGuards } from '@nestjs/common';
import { receiveTwilioMessage, receiveTwilioStatus } from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../../platform/http/serve';
import { ApplyReceipt } from './apply-receipt';
import { ReceiveReply } from './receive-reply';
import { twiml } from './twiml';
import { SignedByTwilio } from './webhooks.policy';

@Controller()
@UseGuards(SignedByTwilio)
export class WebhooksController {
  constructor(
    private readonly applyReceipt: ApplyReceipt,
    private readonly receiveReply: ReceiveReply,
  ) {}

  @Serve(receiveTwilioStatus)
  status(@Input() { params, body }: Parsed<typeof receiveTwilioStatus>): Promise<void> {
    return this.applyReceipt.run(params.messageId, body);
  }

  @Serve(receiveTwilioMessage)
  async inbound(@Input() { body, requestId, reply }: Parsed<typeof receiveTwilioMessage>): Promise<string> {
    const answer = twiml(await this.receiveReply.run(body, requestId));
    void reply.header('content-type', 'text/xml; charset=utf-8');
    return answer;
  }
}
