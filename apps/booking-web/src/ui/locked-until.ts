import type { Visit } from './visit';

const USUAL_SECONDS = 15 * 60;

/** When somebody who tried too often may try again, as the API says it: the full minute after. */
export function lockedUntil(visit: Visit, { retryAfter = USUAL_SECONDS }: { retryAfter?: number }): string {
  const minutes = Math.ceil((visit.now().getTime() + retryAfter * 1000) / 60_000);
  return new Date(minutes * 60_000).toISOString();
}
