import { cleanPhoto } from './clean-photo';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const textOf = (file: Uint8Array | undefined): string => Buffer.from(file ?? []).toString('latin1');

describe('JPEG', () => {
  const segment = (marker: number, content: string | number[]) => {
    const inside = bytes(content);
    return [0xff, marker, (inside.length + 2) >> 8, (inside.length + 2) & 255, ...inside];
  };
  const jfif = segment(0xe0, 'JFIF\0\x01\x02\x00\x00\x01\x00\x01\x00\x00');
  const frame = segment(0xc2, [8, 0, 90, 0, 120, 1, 1, 0x11, 0]);
  const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0xff, 0xd0, 0x34];
  const draw = [...frame, ...segment(0xdb, [0, 1, 2]), ...scan, ...segment(0xc4, [0, 7]), ...scan];
  const whole = (...more: (string | number[])[]) => bytes([0xff, 0xd8], ...more, draw, [0xff, 0xd9]);

  test('where it was taken, by which camera, comments, previews and what follows the end are left out', () => {
    const file = bytes(
      [...whole(jfif, segment(0xe1, 'Exif\0\0 GPS 53.4,-2.9'), segment(0xed, 'author'), segment(0xfe, 'note'))],
      'trailer',
    );
    const clean = cleanPhoto(file);
    expect(clean).toMatchObject({ type: 'image/jpeg', width: 120, height: 90 });
    expect(textOf(clean?.bytes)).toBe(textOf(whole(jfif)));
  });

  test('a density note with a preview in it goes; the note which colours are meant stays', () => {
    const adobe = segment(0xee, 'Adobe\0\x64\0\0\0\0\x01');
    const preview = segment(0xe0, 'JFIF\0\x01\x02\x00\x00\x01\x00\x01\x01\x01abc');
    expect(textOf(cleanPhoto(whole(preview, adobe))?.bytes)).toBe(textOf(whole(adobe)));
  });

  test('one that is cut off, has no frame or holds a false length is refused', () => {
    const good = whole(jfif);
    expect(cleanPhoto(good)).toBeDefined();
    for (const cut of [2, 3, 10, 25, good.length - 2, good.length - 1])
      expect([cut, cleanPhoto(good.subarray(0, cut))]).toEqual([cut, undefined]);
    expect(cleanPhoto(bytes([0xff, 0xd8], scan, [0xff, 0xd9]))).toBeUndefined();
  });
});

describe('PNG', () => {
  const chunk = (name: string, content: string | number[]) => {
    const inside = bytes(content);
    return [0, 0, 0, inside.length, ...bytes(name), ...inside, 1, 2, 3, 4];
  };
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const header = (width: number) => chunk('IHDR', [0, 0, width >> 8, width & 255, 0, 0, 0, 20, 8, 2, 0, 0, 0]);
  const whole = (width: number, ...more: number[][]) =>
    bytes(signature, header(width), ...more, chunk('IDAT', 'dots'), chunk('IEND', []));

  test('words, times and places in it are left out, and what follows the end', () => {
    const file = bytes([...whole(30, chunk('eXIf', 'GPS'), chunk('tEXt', 'by Ann'), chunk('tIME', 'now'))], 'more');
    const clean = cleanPhoto(file);
    expect(clean).toMatchObject({ type: 'image/png', width: 30, height: 20 });
    expect(textOf(clean?.bytes)).toBe(textOf(whole(30)));
  });

  test('one of more than 2400 dots, or of none, is refused', () => {
    expect(cleanPhoto(whole(2400))).toBeDefined();
    expect(cleanPhoto(whole(2401))).toBeUndefined();
    expect(cleanPhoto(whole(0))).toBeUndefined();
    expect(cleanPhoto(whole(30).subarray(0, 60))).toBeUndefined();
  });
});

describe('WebP', () => {
  const chunk = (name: string, inside: number[]) => [
    ...bytes(name),
    inside.length,
    0,
    0,
    0,
    ...inside,
    ...(inside.length % 2 ? [0] : []),
  ];
  const whole = (...chunks: number[][]) => {
    const length = 4 + chunks.flat().length;
    return bytes('RIFF', [length & 255, length >> 8, 0, 0], 'WEBP', ...chunks);
  };
  const lossy = chunk('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 40, 0, 50, 0, 9]);
  const extended = (flags: number) => chunk('VP8X', [flags, 0, 0, 0, 39, 0, 0, 49, 0, 0]);

  test('places and words in it are left out, and its header says so', () => {
    const file = whole(extended(0x2c | 0x10), chunk('ICCP', [1]), lossy, chunk('EXIF', [1, 2, 3]), chunk('XMP ', [4]));
    const clean = cleanPhoto(file);
    expect(clean).toMatchObject({ type: 'image/webp', width: 40, height: 50 });
    expect(textOf(clean?.bytes)).toBe(textOf(whole(extended(0x10), lossy)));
  });

  test('one without loss says its size in bits; one that only moves has nothing to show', () => {
    const bits = 39 | (49 << 14);
    const lossless = chunk('VP8L', [0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255]);
    expect(cleanPhoto(whole(lossless))).toMatchObject({ width: 40, height: 50 });
    expect(cleanPhoto(whole(extended(0x02), chunk('ANMF', [1, 2])))).toBeUndefined();
  });
});

test('what is no picture is refused', () => {
  for (const text of ['', 'GIF89a', '<svg/>', '%PDF-1.7', 'RIFF....WAVE'])
    expect([text, cleanPhoto(bytes(text))]).toEqual([text, undefined]);
});
