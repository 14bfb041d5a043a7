import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** So many rows cost a slow computer nothing to draw again; a day of more shows those around now first. */
const most = 100;
const before = 10;

export interface Part<T> {
  rows: readonly T[];
  /** How many are left out above and below. */
  above: number;
  below: number;
  showAll: () => void;
}

/** The rows around `at` of a list that is long; all of them once somebody asks, and on paper. */
export function usePartOfList<T>(rows: readonly T[], at: number, isWhole: boolean): Part<T> {
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    const all = () => flushSync(() => setAll(true));
    addEventListener('beforeprint', all);
    return () => removeEventListener('beforeprint', all);
  }, []);
  const showAll = () => setAll(true);
  if (isAll || isWhole || rows.length <= most) return { rows, above: 0, below: 0, showAll };
  const above = Math.max(0, Math.min(at - before, rows.length - most));
  return { rows: rows.slice(above, above + most), above, below: rows.length - above - most, showAll };
}
