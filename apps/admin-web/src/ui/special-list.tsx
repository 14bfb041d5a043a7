import { specialWords } from './special-words';

/** What a clinic is besides, a word or two a line; nothing where it is nothing. */
export function SpecialList({ options }: { options: readonly string[] | undefined }) {
  const words = specialWords(options);
  if (words.length === 0) return null;
  return (
    <ul className="staff-plain-list">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
