import { randomUUID } from 'node:crypto';

const PLAUSIBLE = /^[\w.:-]{8,100}$/;

/** The id a request came with, where it is fit for a log line; else a new one. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && PLAUSIBLE.test(given) ? given : randomUUID();
}
