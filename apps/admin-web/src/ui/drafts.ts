import { useCallback, useState } from 'react';

/*
 * What was typed and not sent yet. Kept in this tab's memory alone, because some of it names people: it outlives the end
 * of a session, which is a change of page and no reload, and nothing else.
 */
const drafts = new Map<string, unknown>();
let owner: string | null = null;

/** Whoever signs in next sees only what they left themselves. */
export function claimDrafts(email: string): void {
  if (owner !== null && owner !== email) drafts.clear();
  owner = email;
}

export function forgetDrafts(): void {
  drafts.clear();
  owner = null;
}

/** State of a form that is still there after signing in again. `forget` is for when it was sent. */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : initial));
  const set = useCallback(
    (next: T) => {
      drafts.set(key, next);
      setValue(next);
    },
    [key],
  );
  const forget = useCallback(() => {
    drafts.delete(key);
  }, [key]);
  return [value, set, forget];
}

/** Fills a form that is opened next. */
export function putDraft(key: string, value: unknown): void {
  drafts.set(key, value);
}
