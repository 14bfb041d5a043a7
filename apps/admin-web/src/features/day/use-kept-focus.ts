import { useCallback, useLayoutEffect, useRef } from 'react';
import { rowId } from '../../ui/addresses';

/**
 * Keeps the keyboard where it was when an act takes the pressed button away: focus goes to the first button of the same
 * row, or to the list where the row has gone. Call the answer with the reference of the row at the press. Only a button
 * that had focus and vanished counts; focus that a person moved elsewhere is left alone.
 */
export function useKeptFocus(listId: string): (reference: string) => void {
  const pressed = useRef<{ button: Element | null; reference: string } | null>(null);
  useLayoutEffect(() => {
    const last = pressed.current;
    if (!last?.button || last.button.isConnected) return;
    pressed.current = null;
    if (document.activeElement !== document.body) return;
    if (!focusRow(last.reference)) document.getElementById(listId)?.focus({ preventScroll: true });
    // The row itself may be drawn anew a moment later and take this button away too.
    pressed.current = { button: document.activeElement, reference: last.reference };
  });
  return useCallback((reference) => {
    pressed.current = { button: document.activeElement, reference };
  }, []);
}

/** Puts focus on the first button of a row; false where there is none. */
export function focusRow(reference: string): boolean {
  const button = document.getElementById(rowId(reference))?.querySelector<HTMLElement>('button');
  button?.focus({ preventScroll: true });
  return button !== undefined && button !== null;
}
