import { createHash } from 'node:crypto';
import {
  applyDecorators,
  createParamDecorator,
  Delete,
  ExecutionContext,
  Get,
  HttpCode,
  Patch,
  Post,
  SetMetadata,
} from '@nestjs/common';
import type { BodyOf, Endpoint, Method, ParamsOf, QueryOf } from '@fairslot/contract';
import { canonicalJson } from '@fairslot/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError, type FieldFault } from './app-error';
import type { Caller } from './caller';
import { ENDPOINT } from './endpoint-metadata';
import { faultOf, unwritable } from './field-faults';

/** A request that the contract accepted. */
export interface Parsed<E extends Endpoint, C extends Caller = Caller> {
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  caller: C;
  /** Empty where the endpoint does not ask for one. */
  idempotencyKey: string;
  /** SHA-256 of method, path and body, whatever the order of its keys, to tell a repeated request from another one with the same key. Empty where there is none. */
  requestHash: Buffer;
  requestId: string;
  reply: FastifyReply;
  http: FastifyRequest;
}

const verbs: Record<Method, (path: string) => MethodDecorator> = { GET: Get, POST: Post, PATCH: Patch, DELETE: Delete };

/** Serves an endpoint of the contract: its verb, path and status. */
export function Serve(endpoint: Endpoint): MethodDecorator {
  const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1');
  return applyDecorators(SetMetadata(ENDPOINT, endpoint), verbs[endpoint.method](path), HttpCode(endpoint.status));
}

/** The parsed request. An address that names nothing is not found, a link that cannot be one of ours is answered as every dead one; every fault of query, body and key is answered at once. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): Parsed<Endpoint> => {
  const endpoint = Reflect.getMetadata(ENDPOINT, context.getHandler()) as Endpoint;
  const http = context.switchToHttp().getRequest<FastifyRequest & { caller: Caller }>();
  const faults: FieldFault[] = [];
  const read = (part: z.ZodType, value: unknown): unknown => {
    const result = part.safeParse(value);
    faults.push(...unwritable(value, []));
    if (!result.success) faults.push(...result.error.issues.map((issue) => faultOf(issue, value)));
    return result.data;
  };
  const params = read(endpoint.params, http.params);
  if (faults.length > 0) throw new AppError(isDeadLink(endpoint, faults) ? 'look_up_failed' : 'not_found');
  const query = read(endpoint.query, http.query);
  const body = read(endpoint.body, http.body);
  if (faults.length > 0) throw new AppError('invalid', { errors: faults });
  return {
    params,
    query,
    body,
    caller: http.caller,
    idempotencyKey: endpoint.idempotent ? idempotencyKey(http) : '',
    requestHash: endpoint.idempotent ? requestHash(http) : Buffer.alloc(0),
    requestId: http.id,
    reply: context.switchToHttp().getResponse<FastifyReply>(),
    http,
  };
});

const isDeadLink = ({ errors }: Endpoint, faults: readonly FieldFault[]): boolean =>
  errors.includes('look_up_failed') && faults.some(({ path }) => path === 'token');

const requestHash = ({ method, url, body }: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(`${method} ${url}\n${canonicalJson(body ?? null)}`)
    .digest();

function idempotencyKey(http: FastifyRequest): string {
  const key = http.headers['idempotency-key'];
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) throw new AppError('idempotency_key_missing');
  return key;
}
