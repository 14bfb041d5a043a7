import { endpoints } from '@fairslot/contract';

const BASE = '/api/v1';

/** Each address of the contract, with what may be asked of it. */
const addresses = [
  ...endpoints.reduce((known, { path, method }) => {
    // Whoever answers GET answers HEAD.
    known.set(path, [...(known.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
    return known;
  }, new Map<string, string[]>()),
].map(([path, methods]) => ({ pattern: new RegExp(`^${BASE}${path.replace(/\{\w+\}/g, '[^/]+')}/?$`), methods }));

/** What may be asked of this address; nothing where there is none. */
export function allowedMethods(url: string): string[] {
  const [path = ''] = url.split('?');
  return [...new Set(addresses.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
}
