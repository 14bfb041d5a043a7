import { useEffect, useState } from 'react';
import { StaffButton } from './staff-button';

export interface StaffStatusProps {
  /** What just happened, or null. The same words twice need a new `id`. */
  said: { id: number; message: string; kind: 'done' | 'fault' } | null;
  /** Offered beside the message. */
  undo?: { words: string; onPress: () => void };
  /** How long the message stands, in milliseconds; the time stops while a pointer or focus rests on it. */
  forMs: number;
  onEnd: () => void;
}

/** Says what a press did. The region is in the page from the start, so that a screen reader hears the first message too. */
export function StaffStatus({ said, undo, forMs, onEnd }: StaffStatusProps) {
  const [held, setHeld] = useState(false);
  const id = said?.id;
  useEffect(() => {
    if (id === undefined || held) return;
    const timer = setTimeout(onEnd, forMs);
    return () => clearTimeout(timer);
  }, [id, held, forMs, onEnd]);

  return (
    <div
      role="status"
      className={`staff-status${said ? ` staff-status--${said.kind}` : ''}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {said && <span key={said.id}>{said.message} </span>}
      {said && undo && (
        <StaffButton
          kind="plain"
          onPress={() => {
            setHeld(false);
            undo.onPress();
          }}
        >
          {undo.words}
        </StaffButton>
      )}
    </div>
  );
}
