const letters: Record<string, string> = {
  A: 'Alpha',
  B: 'Bravo',
  C: 'Charlie',
  D: 'Delta',
  E: 'Echo',
  F: 'Foxtrot',
  G: 'Golf',
  H: 'Hotel',
  J: 'Juliet',
  K: 'Kilo',
  M: 'Mike',
  N: 'November',
  P: 'Papa',
  Q: 'Quebec',
  R: 'Romeo',
  S: 'Sierra',
  T: 'Tango',
  V: 'Victor',
  W: 'Whisky',
  X: 'X-ray',
  Y: 'Yankee',
  Z: 'Zulu',
};

/** 'K7-Q' → 'K for Kilo, 7, Q for Quebec', as it is read out on the phone. */
export function spell(reference: string): string {
  return Array.from(reference.toUpperCase().matchAll(/[0-9A-Z]/g), ([sign]) => sign)
    .map((sign) => (letters[sign] ? `${sign} for ${letters[sign]}` : sign))
    .join(', ');
}
