/** The picture and nothing else: no place, time, device, author, preview or comment that a camera or program wrote into the file. */
export interface CleanPhoto {
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** The bytes from one place to another; a RangeError where the file ends before. */
export function part(file: Uint8Array, from: number, to: number): Uint8Array {
  if (to > file.length || from > to) throw new RangeError('the file ends before its parts do');
  return file.subarray(from, to);
}

/** Do the bytes at a place spell this? Latin letters only. */
export function spells(file: Uint8Array, at: number, text: string): boolean {
  for (let n = 0; n < text.length; n += 1) if (file[at + n] !== text.codePointAt(n)) return false;
  return true;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of parts) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/** To read numbers of several bytes. */
export const numbers = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
