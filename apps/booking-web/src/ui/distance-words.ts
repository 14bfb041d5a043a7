import { milesFromMetres } from '@fairslot/domain';
import type { Texts } from '@fairslot/texts';

/** 1930 → "1.2 miles". Whole miles from 10 on; nobody needs the tenth there. */
export function distanceWords(metres: number, words: Texts['booking']['distance']): string {
  const miles = milesFromMetres(metres);
  if (miles < 0.1) return words.underTenth;
  const shown = miles >= 10 ? Math.round(miles) : Math.round(miles * 10) / 10;
  return words.miles(String(shown));
}
