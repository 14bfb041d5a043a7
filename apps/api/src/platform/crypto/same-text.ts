import { timingSafeEqual } from 'node:crypto';

/** Compares a secret in a time that says nothing of where it differs. */
export const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
