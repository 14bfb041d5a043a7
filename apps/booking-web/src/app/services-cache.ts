import type { Service } from '@fairslot/contract';

const FRESH_MS = 15_000;

/** The list of services changes a few times a season and is read by every page: asked for once in a while, by one request for all. */
export function createServicesCache(load: () => Promise<readonly Service[]>, now: () => Date) {
  let kept: { services: Promise<readonly Service[]>; at: number } | undefined;
  return (): Promise<readonly Service[]> => {
    const at = now().getTime();
    if (!kept || at - kept.at > FRESH_MS || at < kept.at) {
      const services = load();
      const asked = { services, at };
      kept = asked;
      services.catch(() => {
        if (kept === asked) kept = undefined;
      });
    }
    return kept.services;
  };
}
