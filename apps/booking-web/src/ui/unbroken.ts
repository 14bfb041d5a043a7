const NO_BREAK = '\u00a0';

/** "28 November" in one line: the space between the day and the month does not break. */
export const unbrokenDate = (date: string): string => date.replaceAll(/(?<=\p{N}) (?=\p{L})/gu, NO_BREAK);

/** What a place is called, or "L24 8QB" in one line. */
export const unbrokenPostcode = (place: string): string => place.replace(/ (?=\d[A-Z]{2}$)/, NO_BREAK);
