import { createHash, randomUUID } from 'node:crypto';

/** The only place that makes random values. */
export const newKey = (): string => randomUUID();

/** A short fingerprint: the same input gives the same text, and nothing can be read back from it. */
export const fingerprint = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
