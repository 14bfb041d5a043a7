import { useApiMutation } from '@fairslot/client/react';
import { getDay, recordOutcomes, type DayRow } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { Link } from 'react-router';
import { paperAddress } from '../../ui/addresses';
import { errorTexts, texts } from '../../ui/texts';
import type { Day } from './use-day';

const words = texts.day.end;
const grace = 30 * 60_000;

/** Is the last appointment of the day over for half an hour? A day without one is over at midnight, when its date has passed. */
export function isOver(day: Pick<Day, 'lastEnd'>, isPast: boolean, at: Date): boolean {
  return isPast || (day.lastEnd !== null && at.getTime() > Date.parse(day.lastEnd) + grace);
}

interface Props {
  day: Day;
  siteId: string;
  mayAct: boolean;
}

/** At the end of a day: who has no outcome, said once for all of them; then that the day is complete, with its counts. */
export function EndOfDay({ day, siteId, mayAct }: Props) {
  const { mutate, isPending, error } = useApiMutation(recordOutcomes, [getDay]);
  const open = day.items.filter(({ status }) => status === 'booked' || status === 'checked_in');
  const expected = open.filter(({ status }) => status === 'booked');
  const arrived = open.filter(({ status }) => status === 'checked_in');
  if (day.items.length === 0) return null;
  if (open.length === 0)
    return (
      <section className="staff-card staff-card--done" aria-labelledby="day-end">
        <h2 id="day-end">{words.complete}</h2>
        <p>{words.counts(day.summary)}</p>
      </section>
    );
  const record = (rows: readonly DayRow[], act: 'complete' | 'did_not_attend') => {
    const items = rows.map(({ reference, version }) => ({ reference, act, version }));
    mutate({ params: { siteId }, body: { items: items.slice(0, 200) } });
  };
  return (
    <section className="staff-card" aria-labelledby="day-end">
      <h2 id="day-end">{words.open(open.length)}</h2>
      <p>{words.openNext}</p>
      {mayAct && (
        <div className="staff-acts">
          {expected.length > 0 && (
            <StaffButton busy={isPending} onPress={() => record(expected, 'did_not_attend')}>
              {words.allMissed(expected.length)}
            </StaffButton>
          )}
          {arrived.length > 0 && (
            <StaffButton busy={isPending} onPress={() => record(arrived, 'complete')}>
              {words.allDone(arrived.length)}
            </StaffButton>
          )}
          <Link to={paperAddress(siteId, day.date)}>{words.oneByOne}</Link>
        </div>
      )}
      <div role="alert">{error && <p>{errorTexts[error.code]}</p>}</div>
    </section>
  );
}
