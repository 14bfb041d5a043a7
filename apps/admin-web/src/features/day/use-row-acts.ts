import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import type { DayRow } from '@fairslot/contract';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { fullName, statusWord } from '../../ui/person';
import { errorTexts, texts } from '../../ui/texts';
import { actEndpoints, actSentence, type Act } from './row-acts';
import { useDayCache } from './use-day';

export interface Said {
  id: number;
  message: string;
  kind: 'done' | 'fault';
  /** The row as the act left it, where the act can be taken back. */
  undoable?: DayRow;
}

/** Does what a row's buttons say, puts the answer into the list at once, and says what happened; at first what the page before did. */
export function useRowActs(siteId: string, date: string | undefined, before: string) {
  const client = useClient();
  const cache = useDayCache(siteId, date);
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<Said | null>(null);
  const lastId = useRef(0);
  const say = (what: Omit<Said, 'id'>) => setSaid({ ...what, id: ++lastId.current });

  // Once the region is there, so that a screen reader hears it.
  useEffect(() => {
    if (before) setSaid({ id: ++lastId.current, message: before, kind: 'done' });
  }, [before]);

  const { mutateAsync } = useMutation({
    mutationFn: ({ row, act }: { row: DayRow; act: Act }) =>
      client.call(actEndpoints[act], { params: { reference: row.reference }, body: { version: row.version } }),
  });

  async function explain(row: DayRow, error: unknown) {
    const name = fullName(row);
    if (isProblem(error, 'sign_in_required')) return;
    if (!isProblem(error)) return say({ kind: 'fault', message: texts.day.notSaved(name, errorTexts.internal) });
    if (error.code !== 'wrong_state' && error.code !== 'not_found')
      return say({ kind: 'fault', message: texts.day.notSaved(name, errorTexts[error.code]) });
    const current = await cache.readAgain(row.reference);
    say({ kind: 'fault', message: whatChanged(row, current) });
  }

  async function run(row: DayRow, act: Act) {
    setBusy((rows) => new Set(rows).add(row.reference));
    try {
      const changed = await mutateAsync({ row, act });
      await cache.put(changed);
      say({ kind: 'done', message: actSentence(act, changed), ...(act !== 'undo' && { undoable: changed }) });
    } catch (error) {
      await explain(row, error);
    } finally {
      setBusy((rows) => new Set([...rows].filter((reference) => reference !== row.reference)));
    }
  }

  // Rows are memoised: what they are given must stay the same from one list to the next.
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  const act = useCallback((row: DayRow, what: Act) => latest.current(row, what), []);
  const silence = useCallback(() => setSaid(null), []);
  return { act, busy, said, silence };
}

/** Why the API would not do it: the row moved on, left the list, or stands as it was and may not go on today. */
function whatChanged(row: DayRow, current: DayRow | undefined): string {
  const name = fullName(row);
  if (!current) return texts.day.goneElsewhere(name);
  return current.version === row.version
    ? texts.day.notNow(name)
    : texts.day.changedElsewhere(name, statusWord(current));
}
