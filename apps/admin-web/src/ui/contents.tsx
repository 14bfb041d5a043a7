import { texts } from './texts';

/** The parts of a long page, to go to one without passing all before it. Each is `[id, heading]`. */
export function Contents({ parts }: { parts: readonly (readonly [string, string])[] }) {
  return (
    <nav className="staff-contents" aria-label={texts.onThisPage}>
      <ul>
        {parts.map(([id, heading]) => (
          <li key={id}>
            <a href={`#${id}`}>{heading}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
