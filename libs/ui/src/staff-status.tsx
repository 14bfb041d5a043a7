import { useEffect, useState } from 'react';
import { StaffButton } from './staff-button';

export interface StaffStatusProps {
  /** What just happened, or null. The same words twice need a new `id`. */
  said: { id: number; message: string; kind: 'done' | 'fault' } | null;
  /** Offered beside the message. */
  undo?: { words: string; onPress: () => void };
  /** How long the message stands, in milliseconds; the time stops while a pointer or focus rests on Undo. */
  forMs: number;
  onEnd: () => void;
}

/** Says what a press did. The region is in the page from the start, so that a screen reader hears the first message too. */
export function StaffStatus({ said, undo, forMs, onEnd }: StaffStatusProps) {
  const [heldFor, setHeldFor] = useState<number>();
  const id = said?.id;
  const held = id !== undefined && heldFor === id;
  useEffect(() => {
    if (id === undefined || held) return;
    const timer = setTimeout(onEnd, forMs);
    return () => clearTimeout(timer);
  }, [id, held, forMs, onEnd]);

  const hold = () => setHeldFor(id);
  const letGo = () => setHeldFor(undefined);
  return (
    <output className={`staff-status${said ? ` staff-status--${said.kind}` : ''}`}>
      {said && <span key={said.id}>{said.message} </span>}
      {said && undo && (
        <StaffButton
          kind="plain"
          onPointerEnter={hold}
          onPointerLeave={letGo}
          onFocus={hold}
          onBlur={letGo}
          onPress={undo.onPress}
        >
          {undo.words}
        </StaffButton>
      )}
    </output>
  );
}
