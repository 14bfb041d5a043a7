import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { texts } from './texts';

interface Props {
  /** Which navigation it is. */
  label: string;
  /** `<li>` with a link each. */
  children: ReactNode;
}

/**
 * The row of links, which a narrow screen folds away below a button. Style alone decides which of the two is seen, so that
 * no link is out of reach where the width is read wrongly. Escape, and a page that was chosen, fold it again.
 */
export function Menu({ label, children }: Props) {
  const { key } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === key;
  const button = useRef<HTMLButtonElement>(null);
  const list = useId();

  const fold = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    setOpenAt(undefined);
    button.current?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is heard from every link inside
    <nav className="staff-nav" aria-label={label} onKeyDown={fold}>
      <button
        type="button"
        ref={button}
        className="staff-nav__button"
        aria-expanded={isOpen}
        aria-controls={list}
        onClick={() => setOpenAt(isOpen ? undefined : key)}
      >
        {texts.frame.menu}
      </button>
      <ul className="staff-nav__list staff-width" id={list}>
        {children}
      </ul>
    </nav>
  );
}
