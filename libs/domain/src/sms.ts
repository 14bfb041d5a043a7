import { SegmentedMessage } from 'sms-segments-calculator';

export interface SmsParts {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets (GSM-7) or 16-bit units (UCS-2). */
  units: number;
  parts: number;
  /** Characters outside GSM-7, each once, in the order they appear: the reason for UCS-2. */
  offending: string[];
}

const BITS = { 'GSM-7': 7, 'UCS-2': 16 } as const;

/** How many parts a text message takes and why, as Twilio counts them. An empty text takes none. */
export const smsParts = (text: string): SmsParts => {
  if (text === '') return { encoding: 'GSM-7', units: 0, parts: 0, offending: [] };
  const counted = new SegmentedMessage(text);
  const encoding = counted.encodingName === 'GSM-7' ? 'GSM-7' : 'UCS-2';
  return {
    encoding,
    units: counted.messageSize / BITS[encoding],
    parts: counted.segmentsCount,
    offending: encoding === 'GSM-7' ? [] : [...new Set(counted.getNonGsmCharacters())],
  };
};

/**
 * What texts cost that take so many parts in all, rounded to the hundredth; null where nobody said what a part costs.
 * @param pricePerPart in the currency of the deployment
 */
export const smsCost = (parts: number, pricePerPart: number | undefined): number | null =>
  pricePerPart === undefined ? null : Math.round(parts * pricePerPart * 100) / 100;

/** Letters that only look finer, and the plain ones that keep a text message in the cheap alphabet. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′`´]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
  [/…/g, '...'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g, ''],
];

/** The same words without typographic signs, one of which would turn 160 characters a part into 70. */
export const plainSigns = (text: string): string =>
  PLAIN.reduce((plain, [fine, sign]) => plain.replace(fine, sign), text);
