/** Area and district of every UK form (A9, A99, AA9, AA99, A9A, AA9A). Source: BS 7666, Royal Mail Programmers' Guide. */
const OUTCODE = '[A-PR-UWYZ](?:[A-HK-Y]?[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y])';
const FULL = new RegExp(`^(GIR(?=0AA$)|${OUTCODE})([0-9][A-Z]{2})$`);
const OUTWARD = new RegExp(`^${OUTCODE}$`);

/** As lists write them. */
const PLAIN = /^[A-Z0-9]{2,4} [0-9][A-Z]{2}$/;

const compact = (input: string): string => {
  if (PLAIN.test(input)) return input.replace(' ', '');
  return input.length > 40 ? '' : input.replace(/[\s.,\p{Pd}\p{Cf}]/gu, '').toUpperCase();
};

/**
 * Reads a full UK postcode, however spaced. Unit letters that are never issued (C, I, K, M, O, V) are let through, because
 * synthetic people live there.
 */
export const parsePostcode = (input: string): { postcode: string; outcode: string } | null => {
  const match = FULL.exec(compact(input));
  return match ? { postcode: `${match[1]} ${match[2]}`, outcode: String(match[1]) } : null;
};

/** Reads an outward code alone: 'l24' → 'L24'; null for a full postcode or anything else. */
export const parseOutcode = (input: string): string | null => {
  const text = compact(input);
  return OUTWARD.test(text) ? text : null;
};
