import { useCallback, useLayoutEffect, useRef } from 'react';
import { rowId } from '../../ui/addresses';

/**
 * Keeps the keyboard where it was when an act takes the pressed button away: focus goes to the first button of the same
 * row, or to the list where the row has gone. Call the answer with the reference of the row acted on.
 */
export function useKeptFocus(listId: string): (reference: string) => void {
  const actedOn = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (actedOn.current === null || document.activeElement !== document.body) return;
    const row = document.getElementById(rowId(actedOn.current));
    (row?.querySelector<HTMLElement>('button') ?? document.getElementById(listId))?.focus({ preventScroll: true });
  });
  return useCallback((reference) => {
    actedOn.current = reference;
  }, []);
}
