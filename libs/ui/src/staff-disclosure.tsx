import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface Props {
  /** What the button says. */
  label: ReactNode;
  /** Read before the label by a screen reader: "Change site". */
  hiddenPrefix?: string;
  /** The panel; it may call `close`, which puts focus back on the button. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a panel below it. Escape, a press elsewhere and leaving it with Tab close it. */
export function StaffDisclosure({ label, hiddenPrefix, children }: Props) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useId();

  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      className="staff-disclosure"
      ref={whole}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) close();
      }}
    >
      <button
        type="button"
        ref={button}
        className="staff-disclosure__button"
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={() => setOpen(!open)}
      >
        {hiddenPrefix && <span className="nhsuk-u-visually-hidden">{hiddenPrefix}: </span>}
        {label}
      </button>
      {open && (
        <div className="staff-disclosure__panel" id={panel}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
