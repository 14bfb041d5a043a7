/** Syllables of an English word, near enough for an average: groups of vowels, without the silent e. */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|[^aeiouy]ed|[^laeiouy]e)$/, '').replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

/** Flesch–Kincaid grade of several texts together: school years it takes to read them. Source: Kincaid et al., 1975. */
export function readingGrade(texts: readonly string[]): number {
  const sentences = texts.flatMap((text) => text.split(/[.?!:](?:\s|$)/)).filter((one) => /[a-z]/i.test(one));
  const words = sentences.flatMap((sentence) => sentence.split(/[\s–-]+/).filter((word) => /[a-z]/i.test(word)));
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}
