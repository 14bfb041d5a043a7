import { CanActivate, ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config';
import { AppError, type FieldFault } from './app-error';

/** Where a region has no NHS numbers none is taken in, whatever route it is sent to: what nobody asked for is not kept. */
@Injectable()
export class NhsNumberGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.config.NHS_NUMBER === 'on') return true;
    const errors = numbersIn(context.switchToHttp().getRequest<FastifyRequest>().body, []);
    if (errors.length > 0) throw new AppError('invalid', { errors });
    return true;
  }
}

function numbersIn(value: unknown, path: string[]): FieldFault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isNumber = key === 'nhsNumber' && typeof inner !== 'boolean' && inner !== null && inner !== '';
    return isNumber
      ? [{ path: [...path, key].join('.'), code: 'nhs_number_off' as const }]
      : numbersIn(inner, [...path, key]);
  });
}
