import { joined, numbers, part, spells, type CleanPhoto } from './photo-parts';

const START_OF_SCAN = 0xda;
const END = 0xd9;
const COMMENT = 0xfe;

const isStandalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Frame headers, which hold the size; three numbers between them mean something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;

/** Density without a thumbnail, and which colours are meant: the only two notes of programs that change how the picture looks. */
const isNeeded = (segment: Uint8Array): boolean =>
  (segment[1] === 0xe0 && segment.length === 18 && spells(segment, 4, 'JFIF')) ||
  (segment[1] === 0xee && segment.length === 16 && spells(segment, 4, 'Adobe'));

/** ITU-T T.81: markers, each with its length, and coded data after each start of a scan. What comes after the end is left out. */
export function cleanJpeg(file: Uint8Array): CleanPhoto | undefined {
  if (file[0] !== 0xff || file[1] !== 0xd8) return undefined;
  const kept = [part(file, 0, 2)];
  let size: { width: number; height: number } | undefined;
  let at = 2;
  for (;;) {
    if (file[at] !== 0xff) return undefined;
    while (file[at + 1] === 0xff) at += 1;
    const marker = file[at + 1] ?? 0;
    if (marker === END) break;
    if (isStandalone(marker)) {
      kept.push(part(file, at, at + 2));
      at += 2;
      continue;
    }
    const end = at + 2 + numbers(part(file, at + 2, at + 4)).getUint16(0);
    const segment = part(file, at, end);
    if (isFrame(marker)) {
      const read = numbers(part(segment, 5, 9));
      size = { height: read.getUint16(0), width: read.getUint16(2) };
    }
    if (isApplication(marker) ? isNeeded(segment) : marker !== COMMENT) kept.push(segment);
    at = end;
    if (marker === START_OF_SCAN) {
      at = endOfScan(file, end);
      kept.push(part(file, end, at));
    }
  }
  kept.push(part(file, at, at + 2));
  return size && { type: 'image/jpeg', ...size, bytes: joined(kept) };
}

/** The next marker that is neither a stuffed byte nor a restart. */
function endOfScan(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at += 1) {
    const next = file[at + 1] ?? 0;
    if (file[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new RangeError('the picture has no end');
}
