import { createClient } from '@fairslot/client';
import { listServices, type ErrorCode } from '@fairslot/contract';
import { textsFor } from '@fairslot/texts';
import type { FastifyRequest } from 'fastify';
import type { Cookies } from '../ui/cookies';
import type { Visit } from '../ui/visit';
import { createWhen } from '../ui/when';
import { createServicesCache } from './services-cache';
import type { Config } from './config';

const LANGUAGE = 'en';
/** A page waits no longer than this for one answer of the API. */
const API_TIMEOUT_MS = 10_000;

/** Makes the visit of each request: all a page may use. */
export function createVisits(config: Config, now: () => Date) {
  const client = createClient({ baseUrl: config.apiUrl, timeoutMs: API_TIMEOUT_MS });
  const services = createServicesCache(async () => (await client.call(listServices, {})).items, now);
  const { booking, errors: errorTexts } = textsFor(LANGUAGE);
  // A code without words does not compile.
  const errors: Record<ErrorCode, string> = errorTexts;
  const when = createWhen(booking.when, config.timeZone, 'en-GB');
  const { region, helpPhone, timeZone, isDemo, outboxUrl } = config;
  const site = { region, helpPhone, timeZone, isDemo, ...(outboxUrl && { outboxUrl }) };

  return (request: FastifyRequest, cookies: Cookies): Visit => ({
    site,
    language: LANGUAGE,
    texts: booking,
    errors,
    when,
    cookies,
    services,
    now,
    call: (endpoint, input) =>
      client.call(endpoint, { ...input, headers: { ...input.headers, ...forwarded(request) } } as typeof input),
  });
}

/**
 * The API logs our request's id and counts its limits by the caller's address. It gets one, because it believes one:
 * the address that we believe ourselves, and nothing of what a caller wrote into the header.
 */
function forwarded({ id, ip }: FastifyRequest): Record<string, string> {
  return { 'x-request-id': id, 'x-forwarded-for': ip };
}
