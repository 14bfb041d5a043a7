import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface Props {
  /** What the button says. */
  label: ReactNode;
  /** Read before the label by a screen reader: "Change site". */
  hiddenPrefix?: string;
  /** The panel. A link pressed in it closes it. */
  children: ReactNode;
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
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    const followed = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('.staff-disclosure__panel a')) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    document.addEventListener('keydown', escape);
    document.addEventListener('click', followed);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
      document.removeEventListener('keydown', escape);
      document.removeEventListener('click', followed);
    };
  }, [open]);

  return (
    <div className="staff-disclosure" ref={whole}>
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
          {children}
        </div>
      )}
    </div>
  );
}
