import { useEffect, useSyncExternalStore } from 'react';
import { texts } from './texts';

let faultyForms = 0;
const listeners = new Set<() => void>();

const count = (by: 1 | -1): void => {
  faultyForms += by;
  for (const heard of listeners) heard();
};
const listen = (heard: () => void) => {
  listeners.add(heard);
  return () => listeners.delete(heard);
};

/** While a form of the page has faults, the title of the tab says so first. */
export function useErrorInTitle(hasFaults: boolean): void {
  useEffect(() => {
    if (!hasFaults) return;
    count(1);
    return () => count(-1);
  }, [hasFaults]);
}

/** The title of the browser tab. React moves it to the head. Never a person's name: tabs are seen by others. */
export function PageTitle({ page, error = false }: { page: string; error?: boolean }) {
  const isFaulty = useSyncExternalStore(listen, () => faultyForms > 0);
  return <title>{error || isFaulty ? texts.errorTitle(page) : texts.title(page)}</title>;
}
