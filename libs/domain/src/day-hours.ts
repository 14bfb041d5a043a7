import { addDays, weekdayOf, type LocalDate, type LocalTime } from './local-date';

/** Hours on one day of the week, 1 = Monday to 7 = Sunday. A day may have several. */
export interface DayHours {
  day: number;
  from: LocalTime;
  until: LocalTime;
}

export interface HoursOnDate {
  date: LocalDate;
  from: LocalTime;
  until: LocalTime;
}

const byStart = (a: { from: LocalTime }, b: { from: LocalTime }): number => (a.from < b.from ? -1 : 1);

/** The hours that are running at a local date and time or come next, at most `days` dates ahead (1: only that date). */
export function nextHours(
  hours: readonly DayHours[],
  date: LocalDate,
  time: LocalTime,
  days: number,
  isClosed: (on: HoursOnDate) => boolean = () => false,
): HoursOnDate | null {
  for (let ahead = 0; ahead < days; ahead++) {
    const on = addDays(date, ahead);
    const found = hours
      .filter(({ day, until }) => day === weekdayOf(on) && (ahead > 0 || until > time))
      .sort(byStart)
      .map(({ from, until }) => ({ date: on, from, until }))
      .find((one) => !isClosed(one));
    if (found) return found;
  }
  return null;
}

/** Days that follow each other and have the same hours, together: Monday to Friday 9 to 5, Saturday 10 to 2. */
export function groupDays(
  hours: readonly DayHours[],
): { days: number[]; spans: { from: LocalTime; until: LocalTime }[] }[] {
  const groups: { days: number[]; spans: { from: LocalTime; until: LocalTime }[]; key: string }[] = [];
  for (let day = 1; day <= 7; day++) {
    const spans = hours
      .filter((one) => one.day === day)
      .map(({ from, until }) => ({ from, until }))
      .sort(byStart);
    if (spans.length === 0) continue;
    const key = JSON.stringify(spans);
    const last = groups.at(-1);
    if (last?.key === key && last.days.at(-1) === day - 1) last.days.push(day);
    else groups.push({ days: [day], spans, key });
  }
  return groups.map(({ days, spans }) => ({ days, spans }));
}
