import type { Visit } from './visit';

const USUAL_SECONDS = 15 * 60;

/** When somebody who tried too often may try again, as the API says it, in words: the full minute after, with its day where that is not today. */
export function lockedUntil(visit: Visit, { retryAfter = USUAL_SECONDS }: { retryAfter?: number }): string {
  const minutes = Math.ceil((visit.now().getTime() + retryAfter * 1000) / 60_000);
  const until = new Date(minutes * 60_000).toISOString();
  const today = visit.when.dateOf(visit.now().toISOString());
  return visit.when.dateOf(until) === today ? visit.when.time(until) : visit.when.short(until);
}
