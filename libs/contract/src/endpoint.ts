import { z } from 'zod';
import type { ErrorCode } from './errors';
import type { Permission } from './permissions';

/** Who may call an endpoint: anybody, the holder of a resident session, a signed-in member of staff, or staff holding a permission. */
export type Audience = 'public' | 'resident' | 'staff' | `staff:${Permission}`;

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One endpoint: everything the API, both webs and the printed OpenAPI document know about it. */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  /** Unique camelCase name; the operationId in OpenAPI. */
  name: string;
  method: Method;
  /** Path below /api/v1, with parameters in braces: `/sites/{siteId}`. */
  path: string;
  audience: Audience;
  summary: string;
  params: P;
  query: Q;
  body: B;
  /** HTTP status of success. 204 has no body. */
  status: 200 | 201 | 204;
  response: R;
  errors: readonly ErrorCode[];
  /** True where an `Idempotency-Key` header is required. */
  idempotent: boolean;
  /** True where it is refused first when more comes in than can be answered: nobody who asks it loses anything. */
  canWait?: boolean;
  /** Bytes of the largest body it takes, where that is more than usual. */
  largest?: number;
  /** Where a value of the body may be a file: bytes of the largest. It is sent as a form of that file and `terms`, which is the rest as JSON. */
  largestFile?: number;
  /** What the body is sent as, and what success is answered as, where it is not JSON. */
  sentAs?: 'application/x-www-form-urlencoded';
  answeredAs?: 'text/xml' | 'image/*';
}

const nothing = z.undefined().or(z.null()).optional();
/** Many clients send `{}` with every write. */
const noBody = nothing.or(z.object({}).transform(() => undefined));
const noParams = z.object({});

export type Nothing = typeof nothing;
export type NoParams = typeof noParams;

interface Definition<P, Q, B, R> {
  name: string;
  method: Method;
  path: string;
  audience: Audience;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  status?: 200 | 201 | 204;
  response?: R;
  errors?: readonly ErrorCode[];
  idempotent?: boolean;
  canWait?: boolean;
  largest?: number;
  largestFile?: number;
  sentAs?: 'application/x-www-form-urlencoded';
  answeredAs?: 'text/xml' | 'image/*';
}

/** Declares an endpoint. Parts left out accept nothing. */
export function defineEndpoint<
  P extends z.ZodType = NoParams,
  Q extends z.ZodType = NoParams,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(d: Definition<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...d,
    params: (d.params ?? noParams) as P,
    query: (d.query ?? noParams) as Q,
    body: (d.body ?? noBody) as B,
    response: (d.response ?? nothing) as R,
    status: d.status ?? (d.response ? 200 : 204),
    errors: d.errors ?? [],
    idempotent: d.idempotent ?? false,
  };
}

export type ParamsOf<E extends Endpoint> = z.output<E['params']>;
export type QueryOf<E extends Endpoint> = z.output<E['query']>;
export type BodyOf<E extends Endpoint> = z.output<E['body']>;
export type ResponseOf<E extends Endpoint> = z.output<E['response']>;
export type ParamsInput<E extends Endpoint> = z.input<E['params']>;
export type QueryInput<E extends Endpoint> = z.input<E['query']>;
export type BodyInput<E extends Endpoint> = z.input<E['body']>;
