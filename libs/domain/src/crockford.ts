/** Crockford's base 32: no I, L, O, U. Source: www.crockford.com/base32.html */
export const CROCKFORD_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `length` × 5 bits of `bytes`, most significant first, as `length` characters. Throws RangeError if there are too few bytes. */
export const encodeCrockford = (bytes: Uint8Array, length: number): string => {
  if (bytes.length * 8 < length * 5)
    throw new RangeError(`${length} characters need ${Math.ceil((length * 5) / 8)} bytes`);
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (held += 8; held >= 5 && text.length < length; held -= 5) text += CROCKFORD_ALPHABET[(bits >> (held - 5)) & 31];
    if (text.length === length) break;
  }
  return text;
};

/** What a person typed → upper case, without spaces and dashes of any kind, O read as 0, I and L as 1. Other characters stay. */
export const normaliseCrockford = (input: string): string =>
  input
    .replace(/[\s\p{Pd}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
