import { createHash } from 'node:crypto';

/** SHA-256 of the words of a message, as a carrier gives them back: without spaces at the end. */
export function requestHash(text: string): Buffer {
  return createHash('sha256').update(text.trimEnd()).digest();
}
