import { addDays, daysBetween, startOfLocalDay, type LocalDate } from '@fairslot/domain';

const DAY = 86_400_000;
const FIRST: LocalDate = '1970-01-01';
const MOST_NUMBERS = 5000;

/** Local dates as numbers: days since 1970. Remembers what it has worked out, because time zones are slow to ask. */
export class LocalDays {
  private readonly starts = new Map<number, number>();
  private readonly dates = new Map<number, LocalDate>();
  private readonly numbers = new Map<LocalDate, number>();

  constructor(private readonly zone: string) {}

  /** The day on which a local calendar shows this instant. */
  dayOf(instant: number): number {
    const near = Math.floor(instant / DAY);
    if (instant < this.startOf(near)) return near - 1;
    return instant < this.startOf(near + 1) ? near : near + 1;
  }

  /** First instant of the day. */
  startOf(day: number): number {
    let start = this.starts.get(day);
    if (start === undefined) {
      start = startOfLocalDay(this.dateOf(day), this.zone).getTime();
      this.starts.set(day, start);
    }
    return start;
  }

  dateOf(day: number): LocalDate {
    let date = this.dates.get(day);
    if (date === undefined) {
      date = addDays(FIRST, day);
      this.dates.set(day, date);
    }
    return date;
  }

  /** The dates of these days, both included. */
  datesFrom(first: number, last: number): LocalDate[] {
    const dates: LocalDate[] = [];
    for (let day = first; day <= last; day += 1) dates.push(this.dateOf(day));
    return dates;
  }

  numberOf(date: LocalDate): number {
    let number = this.numbers.get(date);
    if (number === undefined) {
      // Anybody may ask for any date; those that are asked for by many are a few hundred.
      if (this.numbers.size >= MOST_NUMBERS) this.numbers.clear();
      number = daysBetween(FIRST, date);
      this.numbers.set(date, number);
    }
    return number;
  }
}
