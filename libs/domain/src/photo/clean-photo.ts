import { cleanJpeg } from './jpeg';
import type { CleanPhoto } from './photo-parts';
import { cleanPng } from './png';
import { cleanWebp } from './webp';

const MOST_SIDE = 2400;

/**
 * Takes a picture out of its file by copying the parts that draw it, so that what we do not know is left out. Undefined for
 * what is no whole JPEG, PNG or WebP picture, moves, or has more than 2400 dots a side.
 */
export function cleanPhoto(file: Uint8Array): CleanPhoto | undefined {
  try {
    const photo = cleanJpeg(file) ?? cleanPng(file) ?? cleanWebp(file);
    const sides = photo ? [photo.width, photo.height] : [];
    return sides.every((side) => side >= 1 && side <= MOST_SIDE) ? photo : undefined;
  } catch (error) {
    // A length that points past the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
