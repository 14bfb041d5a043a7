import { matchRoutes } from 'react-router';
import type { RoutesFor } from '../routes/routes';

/**
 * What a log may keep of an address: the pattern of its page. The address itself can hold the token of a link or what
 * somebody typed, and the router also takes it in capitals, percent-encoded or with dots between its slashes.
 */
export function loggedPath(url: string, routesFor: RoutesFor): string {
  const base = 'http://site';
  const path = url.replace(/^\/+/, '/');
  if (!URL.canParse(path, base)) return '[no address]';
  const { pathname } = new URL(path, base);
  // The router would print an address that it cannot decode.
  if (!isDecodable(pathname)) return '[no address]';
  return matchRoutes(routesFor(pathname), pathname)?.at(-1)?.route.path ?? '*';
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** A request id from in front of us is kept when it is harmless; otherwise there is a new one. */
export const requestIdFrom = (header: unknown, make: () => string): string =>
  typeof header === 'string' && REQUEST_ID.test(header) ? header : make();
