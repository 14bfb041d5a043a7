import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Endpoint, Permission } from '@fairslot/contract';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config';
import { AppError } from './app-error';
import { ENDPOINT } from './endpoint-metadata';

export interface ResidentCaller {
  kind: 'resident';
  bookingId: number;
}

export interface StaffCaller {
  kind: 'staff';
  userId: number;
  name: string;
  /** Site ids by permission: a permission that is not there reaches nowhere. */
  sites: ReadonlyMap<Permission, readonly number[]>;
  /** Held in the whole region, with or without a site in it. */
  region: ReadonlySet<Permission>;
  /** May only set up the second factor. */
  mustEnrol: boolean;
}

export type Caller = { kind: 'public' } | ResidentCaller | StaffCaller;

export const RESIDENT_COOKIE = 'fairslot_manage';
export const STAFF_COOKIE = 'fairslot_staff';

/** A session cookie: read by no script, sent by no other site, and only to the API. */
export const sessionCookie = ({ NODE_ENV }: Pick<Config, 'NODE_ENV'>) =>
  ({ path: '/api', httpOnly: true, sameSite: 'strict', secure: NODE_ENV === 'production' }) as const;

type Resolver<C> = (token: string) => Promise<C | null>;

/** How sessions become callers. The features that own the sessions register here at start. */
@Injectable()
export class Callers {
  private resident: Resolver<ResidentCaller> | null = null;
  private staff: Resolver<StaffCaller> | null = null;

  residentBy(resolver: Resolver<ResidentCaller>): void {
    this.resident = resolver;
  }

  staffBy(resolver: Resolver<StaffCaller>): void {
    this.staff = resolver;
  }

  async of(endpoint: Endpoint, request: FastifyRequest): Promise<Caller> {
    if (endpoint.audience === 'public') return { kind: 'public' };
    const resident = endpoint.audience === 'resident';
    const token = sessionToken(request, resident ? RESIDENT_COOKIE : STAFF_COOKIE);
    const caller = token && (await (resident ? this.resident : this.staff)?.(token));
    if (!caller) throw new AppError('sign_in_required');
    if (caller.kind === 'staff' && endpoint.audience !== 'staff')
      this.demand(caller, endpoint.audience.replace('staff:', '') as Permission);
    return caller;
  }

  /** A permission held nowhere answers like an address that does not exist. */
  private demand(caller: StaffCaller, permission: Permission): void {
    if (caller.mustEnrol) throw new AppError('second_factor_required');
    if (!caller.sites.get(permission)?.length && !caller.region.has(permission)) throw new AppError('not_found');
  }
}

export function sessionToken(request: FastifyRequest, cookie: string): string | undefined {
  const bearer = /^Bearer ([\w.~+/-]{8,200}=*)$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? request.cookies[cookie];
}

/** Finds out who calls, before anything else runs; a cookie is believed only from our own pages. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(ENDPOINT, context.getHandler());
    if (!endpoint) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { caller?: Caller }>();
    if (endpoint.method !== 'GET') refuseForeignOrigin(request);
    request.caller = await this.callers.of(endpoint, request);
    return true;
  }
}

function refuseForeignOrigin(request: FastifyRequest): void {
  if (Object.keys(request.cookies).length > 0 && isForeign(request)) throw new AppError('foreign_origin');
}

/** Browsers say where a request comes from; the older ones by Origin alone, which may be the word "null". */
function isForeign({ headers, host }: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site) return site === 'cross-site' || site === 'same-site';
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}
