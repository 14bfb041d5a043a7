/** A landmark of its own: outside one, a screen reader's landmark list does not reach it. */
export function BackLink({ href, words, label }: { href: string; words: string; label: string }) {
  return (
    <nav aria-label={label} className="fs-back">
      <a className="nhsuk-back-link" href={href}>
        {words}
      </a>
    </nav>
  );
}
