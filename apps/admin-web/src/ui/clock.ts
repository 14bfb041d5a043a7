import { useEffect, useState } from 'react';

/** The only place that reads the browser's clock. */
export const now = (): Date => new Date();

/** The present moment, told again every `everyMs` milliseconds. */
export function useNow(everyMs: number): Date {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return moment;
}
