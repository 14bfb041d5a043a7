import type { FreeTime } from '@fairslot/contract';
import { PARTS_OF_DAY, type PartOfDay } from '@fairslot/domain';
import { Details } from '@fairslot/ui';
import { useSite } from './site-context';
import { TimeButtons } from './time-buttons';
import type { When } from './when';

export interface DayOfTimes {
  date: string;
  /** Where a mobile unit stands. */
  standsAt?: string | undefined;
  parts: { part: PartOfDay; times: FreeTime[] }[];
}

/** Times in order → days, each in its parts; at most `days` of them. */
export function groupByDay(times: readonly FreeTime[], when: When, days: number): DayOfTimes[] {
  const byDate = new Map<string, FreeTime[]>();
  for (const time of times) {
    const date = when.dateOf(time.start);
    const sameDay = byDate.get(date);
    if (sameDay) sameDay.push(time);
    else if (byDate.size < days) byDate.set(date, [time]);
  }
  return [...byDate].map(([date, sameDay]) => ({
    date,
    standsAt: sameDay[0]?.standsAt,
    parts: PARTS_OF_DAY.map((part) => ({
      part,
      times: sameDay.filter((time) => when.partOfDay(time.start) === part),
    })).filter((group) => group.times.length > 0),
  }));
}

/** A mobile unit that is at its own address on none of these days: what is known of that address helps nobody. */
export const isElsewhere = (days: readonly DayOfTimes[]): boolean =>
  days.length > 0 && days.every(({ standsAt }) => standsAt);

/** The days of one place as expanders, the first one open. */
export function Days({ days, siteId }: { days: readonly DayOfTimes[]; siteId: string }) {
  const { texts, when } = useSite();
  return days.map(({ date, standsAt, parts }, index) => (
    <Details
      key={date}
      isOpen={index === 0}
      className="fs-day"
      summary={
        <>
          <span className="fs-day__name">{when.dayName(date)}</span>
          <span className="fs-day__free">
            {parts.map(({ part, times }) => texts.site.partCount(texts.site.parts[part], times.length)).join(' ')}
          </span>
        </>
      }
    >
      {standsAt ? <p dir="auto">{texts.place.standsAt(standsAt)}</p> : null}
      {parts.map(({ part, times }) => (
        <div key={part}>
          <h2 className="fs-part">{texts.site.parts[part]}</h2>
          <TimeButtons
            times={times.map((time) => ({ ...time, siteId }))}
            words={when.time}
            more={() => `, ${when.dayName(date)}`}
          />
        </div>
      ))}
    </Details>
  ));
}
