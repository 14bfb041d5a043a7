import { joined, numbers, part, spells, type CleanPhoto } from './photo-parts';

const HEADER = 12;
/** Of the flags of an extended file, only that it has transparency stays. */
const HAS_ALPHA = 0x10;

/** WebP (RFC 9649): RIFF chunks. A moving picture holds its frames in chunks that are left out, and so has nothing to show. */
export function cleanWebp(file: Uint8Array): CleanPhoto | undefined {
  if (!spells(file, 0, 'RIFF') || !spells(file, 8, 'WEBP')) return undefined;
  const kept: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  const whole = 8 + numbers(part(file, 4, 8)).getUint32(0, true);
  for (let at = HEADER; at < whole;) {
    const length = numbers(part(file, at + 4, at + 8)).getUint32(0, true);
    const end = at + 8 + length + (length % 2);
    const chunk = part(file, at, end);
    if (spells(chunk, 0, 'VP8X')) kept.push(withoutNotes(chunk));
    else if (spells(chunk, 0, 'ALPH')) kept.push(chunk);
    else if (spells(chunk, 0, 'VP8 ') || spells(chunk, 0, 'VP8L')) {
      size = sizeOf(chunk);
      kept.push(chunk);
    }
    at = end;
  }
  const length = kept.reduce((sum, chunk) => sum + chunk.length, 4);
  const header = Uint8Array.from(part(file, 0, HEADER));
  numbers(header).setUint32(4, length, true);
  return size && { type: 'image/webp', ...size, bytes: joined([header, ...kept]) };
}

function withoutNotes(extended: Uint8Array): Uint8Array {
  const chunk = Uint8Array.from(extended);
  chunk[8] = (chunk[8] ?? 0) & HAS_ALPHA;
  return chunk;
}

function sizeOf(chunk: Uint8Array): { width: number; height: number } {
  if (spells(chunk, 0, 'VP8L')) {
    const bits = numbers(part(chunk, 9, 13)).getUint32(0, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  const read = numbers(part(chunk, 14, 18));
  return { width: read.getUint16(0, true) & 0x3fff, height: read.getUint16(2, true) & 0x3fff };
}
