import { CanActivate, ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../platform/config/config';
import { AppError } from '../../platform/http/app-error';
import { twilioOf } from '../channels/sms-settings';
import { isSignedByTwilio } from '../channels/sms-signature';

/** Lets a request through that Twilio signed for the address it came to. Where Twilio is not set up, nothing is. */
@Injectable()
export class SignedByTwilio implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { originalUrl, headers, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const settings = twilioOf(this.config);
    const signature = headers['x-twilio-signature'];
    const form = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    if (!settings || typeof signature !== 'string' || !isSignedByTwilio(settings, originalUrl, signature, form))
      throw new AppError('bad_signature');
    return true;
  }
}
