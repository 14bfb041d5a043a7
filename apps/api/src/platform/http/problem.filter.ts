import { ArgumentsHost, Catch, ExceptionFilter, HttpException } from '@nestjs/common';
import { errorCatalogue, fieldErrorCatalogue, type ErrorCode, type Problem } from '@fairslot/contract';
import { en } from '@fairslot/texts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sqlState } from '../database/database';
import { Log } from '../log/log';
import { allowedMethods } from './allowed-methods';
import { AppError } from './app-error';

const titles: Record<ErrorCode, string> = en.errors;

/** SQLSTATEs and socket errors after which trying again is right: the outcome is unknown or the server is overloaded. */
const PASSING = /^(08|53|57|55P03|40001|40P01|ECONN|EPIPE|ETIMEDOUT)/;

/** What pg says, without a code, when its connection is not there. */
const LOST_CONNECTION = /^Connection terminated|not queryable|timeout exceeded when trying to connect|already released/;

/** Text that PostgreSQL cannot keep, such as a NUL character: the request is at fault, not the server. */
const UNSTORABLE = /^(22021|22P05)$/;

/** Answers every error as RFC 9457 problem details with the request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const known = this.read(error, request, reply);
    if (known.status >= 500) this.log.error({ event: 'http.failed', requestId: request.id, code: known.code }, error);
    if (known.extra.retryAfter !== undefined) void reply.header('retry-after', Math.ceil(known.extra.retryAfter));
    void reply
      .status(known.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(problemOf(known, request.id));
  }

  private read(error: unknown, request: FastifyRequest, reply: FastifyReply): AppError {
    if (error instanceof AppError) return error;
    if (error instanceof HttpException) {
      const methods = error.getStatus() === 404 ? allowedMethods(request.url) : [];
      if (methods.length === 0) return new AppError(codeOfStatus(error.getStatus()));
      void reply.header('allow', methods.join(', '));
      return new AppError('wrong_method');
    }
    const { statusCode, message } = error as { statusCode?: number; message?: string };
    if (statusCode && statusCode < 500) return new AppError(codeOfStatus(statusCode));
    const state = sqlState(error) ?? '';
    if (UNSTORABLE.test(state)) return new AppError('invalid');
    if (PASSING.test(state) || LOST_CONNECTION.test(message ?? '')) return new AppError('busy', { retryAfter: 1 });
    return new AppError('internal');
  }
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 404) return 'unknown_route';
  if (status === 413) return 'too_large';
  if (status === 415) return 'unsupported_media';
  return status < 500 ? 'invalid' : 'internal';
}

/** The body of an error. */
export function problemOf({ code, status, extra }: AppError, requestId: string): Problem {
  const { errors, alternatives, eligibility, preview, detail } = extra;
  return {
    type: `urn:fairslot:error:${code}`,
    title: titles[code],
    status,
    code,
    detail: detail ?? errorCatalogue[code].when,
    ...(errors
      ? {
          errors: errors.map((e) => ({ ...e, message: e.message ?? fieldErrorCatalogue[e.code] })),
        }
      : {}),
    ...(alternatives ? { alternatives } : {}),
    ...(eligibility ? { eligibility } : {}),
    ...(preview ? { preview } : {}),
    requestId,
  };
}
