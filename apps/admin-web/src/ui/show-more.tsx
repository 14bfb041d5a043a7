import { StaffButton } from '@fairslot/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { texts } from './texts';

interface Props {
  /** How many pages are asked for. */
  pages: number;
  /** The last of them. */
  query: { data: { nextCursor?: string | undefined } | undefined };
  onMore: (cursor: string) => void;
  children: ReactNode;
}

/** Asks for another page of a list. It stays while that loads, and at the end its focus goes to the words that say so. */
export function ShowMore({ pages, query: { data }, onMore, children }: Props) {
  const end = useRef<HTMLSpanElement>(null);
  const wasPressed = useRef(false);
  const next = data?.nextCursor;
  const isEnd = data !== undefined && !next;
  useEffect(() => {
    if (isEnd && wasPressed.current && document.activeElement === document.body) end.current?.focus();
    if (isEnd) wasPressed.current = false;
  }, [isEnd]);
  if (pages === 1 && !next) return null;
  if (isEnd)
    return (
      <span ref={end} tabIndex={-1}>
        {texts.endOfList}
      </span>
    );
  const press = () => {
    if (!next) return;
    wasPressed.current = true;
    onMore(next);
  };
  return (
    <StaffButton busy={!next} onPress={press}>
      {children}
    </StaffButton>
  );
}
