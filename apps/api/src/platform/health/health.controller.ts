import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Metrics } from '../metrics/metrics';
import { Readiness } from './readiness';

@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; waitingFor: string[] }> {
    const waitingFor = await this.readiness.waitingFor();
    void reply.status(waitingFor.length === 0 ? 200 : 503);
    return { status: waitingFor.length === 0 ? 'ok' : 'not ready', waitingFor };
  }

  @Get('metrics')
  async measure(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }

  @Get('version')
  version(): { name: string; version: string } {
    return { name: 'fairslot', version: '0.1.0' };
  }
}
