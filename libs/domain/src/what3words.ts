const WORDS = /^[\p{L}\p{M}]{2,}(?:\.[\p{L}\p{M}]{2,}){2}$/u;

/** '///Filled.Count.Soap' → 'filled.count.soap'; undefined for anything else. Only the form is looked at: nobody is asked. */
export function readWhat3words(typed: string): string | undefined {
  const words = typed.trim().toLowerCase().replace(/^\/+/, '');
  return WORDS.test(words) ? words : undefined;
}
