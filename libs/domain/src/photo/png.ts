import { joined, numbers, part, spells, type CleanPhoto } from './photo-parts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const DRAWN = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs'];

/** PNG (ISO/IEC 15948): chunks of length, name, data and checksum. What comes after the end is left out. */
export function cleanPng(file: Uint8Array): CleanPhoto | undefined {
  if (!SIGNATURE.every((byte, n) => file[n] === byte) || !spells(file, 12, 'IHDR')) return undefined;
  const size = numbers(part(file, 16, 24));
  const kept = [part(file, 0, 8)];
  for (let at = 8; ;) {
    const end = at + 12 + numbers(part(file, at, at + 4)).getUint32(0);
    const chunk = part(file, at, end);
    if (DRAWN.some((name) => spells(chunk, 4, name))) kept.push(chunk);
    if (spells(chunk, 4, 'IEND')) break;
    at = end;
  }
  return { type: 'image/png', width: size.getUint32(0), height: size.getUint32(4), bytes: joined(kept) };
}
