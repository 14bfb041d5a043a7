import { useEffect, useRef } from 'react';

/**
 * A step that takes the place of another at the same path is announced like a new page: what was pressed has gone, and
 * focus would be lost with it. The first step shown leaves focus alone.
 */
export function useFocusOnStep(step: string): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    document.getElementById('main')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [step]);
}
