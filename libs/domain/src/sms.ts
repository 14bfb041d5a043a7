export interface SmsParts {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets (GSM-7) or 16-bit units (UCS-2). */
  units: number;
  parts: number;
  /** Characters outside GSM-7, each once, in the order they appear: the reason for UCS-2. */
  offending: string[];
}

/** Source: 3GPP TS 23.038, section 6.2.1. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Sent as escape + character, two septets that may not be split between parts. Source: 3GPP TS 23.038, section 6.2.1.1. */
const EXTENSION = new Set('\f^{}\\[~]|€');

const LIMITS = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

/** How many parts a text message takes and why. An empty text takes none. */
export const smsParts = (text: string): SmsParts => {
  const characters = Array.from(text);
  const offending = [...new Set(characters.filter((character) => !BASIC.has(character) && !EXTENSION.has(character)))];
  const encoding = offending.length === 0 ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) =>
    encoding === 'UCS-2' ? character.length : EXTENSION.has(character) ? 2 : 1,
  );
  const units = sizes.reduce((total, size) => total + size, 0);
  const { alone, joined } = LIMITS[encoding];
  if (units <= alone) return { encoding, units, parts: units === 0 ? 0 : 1, offending };
  let parts = 1;
  let room = joined;
  for (const size of sizes) {
    if (size > room) {
      parts += 1;
      room = joined;
    }
    room -= size;
  }
  return { encoding, units, parts, offending };
};
