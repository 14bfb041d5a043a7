import { addDays, instantOf, localDateOf, localTimeOf, type LocalDate } from '@fairslot/domain';
import type { ClinicWanted, Core, HeldAnswer, HoldRef, HoldWanted, Outcome } from '@fairslot/testing';

export const ZONE = 'Europe/London';
/** A Monday in British Summer Time; scenes happen from four weeks later on, each on a day of its own. */
export const BEGINNING = '2026-04-06T08:00:00Z';
const FIRST_DAY = '2026-05-04';
const MINUTE = 60_000;

export interface Scene {
  clinic: string;
  date: LocalDate;
  /** Milliseconds, in time order. */
  starts: number[];
}

export type Change = Partial<ClinicWanted>;

/** What was asked for; fails the test where it was refused. */
export function granted<T extends object>(answer: Outcome<T>): T {
  expect(answer).toMatchObject({ ok: true });
  return answer as unknown as T;
}

export const reasonOf = (answer: Outcome<object>): string => (answer.ok ? 'granted' : answer.reason);

/** Short words for what people do, against whichever core. */
export class Scenes {
  /** Every start that a scene has used, to be counted at its end. */
  readonly seen = new Set<string>();
  private days = 0;

  constructor(readonly core: Core) {}

  aDate(): LocalDate {
    this.days += 1;
    return addDays(FIRST_DAY, this.days);
  }

  /** A clinic of an hour, ten minutes each, one person at a time. */
  async clinic(services: readonly string[], change: Change = {}): Promise<Scene> {
    const usual = { site: 'speke', date: this.aDate(), from: '09:00', until: '10:00', slotMinutes: 10, capacity: 1 };
    const wanted = { ...usual, services, ...change };
    const { clinic } = await this.core.addClinic(wanted);
    const starts: number[] = [];
    const [first, end] = [wanted.from, wanted.until].map((time) => Number(instantOf(wanted.date, time, ZONE)));
    for (let at = Number(first); at + wanted.slotMinutes * MINUTE <= Number(end); at += wanted.slotMinutes * MINUTE) {
      starts.push(at);
      this.seen.add(`${wanted.site} ${at}`);
    }
    return { clinic, date: wanted.date, starts };
  }

  /** A clinic that begins so many whole minutes from now, today. */
  async soon(services: readonly string[], minutes: number, change: Change = {}): Promise<Scene> {
    const from = new Date((await this.core.now()) + (minutes + 1) * MINUTE);
    const until = new Date(from.getTime() + 60 * MINUTE);
    const date = localDateOf(from, ZONE);
    return this.clinic(services, { date, from: localTimeOf(from, ZONE), until: localTimeOf(until, ZONE), ...change });
  }

  async hold(start: number, services: string | readonly string[], more: Partial<HoldWanted> = {}) {
    const attendees = [services].flat().map((service) => ({ service }));
    return this.core.hold({ site: 'speke', start, attendees, ...more });
  }

  async held(start: number, services: string | readonly string[], more: Partial<HoldWanted> = {}): Promise<HoldRef> {
    return granted<HeldAnswer>(await this.hold(start, services, more)).hold;
  }

  /** Booked references, one for each person. */
  async book(start: number, services: string | readonly string[], more: Partial<HoldWanted> = {}): Promise<string[]> {
    const hold = await this.held(start, services, more);
    const people = more.attendees?.length ?? [services].flat().length;
    return granted(await this.core.confirm({ hold, people })).bookings;
  }

  async bookOne(start: number, service: string, more: Partial<HoldWanted> = {}): Promise<string> {
    return (await this.book(start, service, more))[0] as string;
  }

  /** Somebody who needs two slots. */
  async bookLong(start: number, service: string): Promise<string> {
    return this.bookOne(start, service, { attendees: [{ service, moreTime: true }] });
  }

  /** 'booked', 'stranded' or whatever else its status is. */
  async states(...references: string[]): Promise<string[]> {
    const states: string[] = [];
    for (const reference of references) {
      const { status, isStranded } = await this.core.booking(reference);
      states.push(isStranded && status === 'booked' ? 'stranded' : status);
    }
    return states;
  }

  async taken(start: number): Promise<number> {
    const { counted, occupied } = await this.core.taken('speke', start);
    expect(counted).toBe(occupied);
    return counted;
  }

  async takenAt(...starts: number[]): Promise<number[]> {
    const figures: number[] = [];
    for (const start of starts) figures.push(await this.taken(start));
    return figures;
  }

  async free(start: number, ...services: string[]): Promise<number[]> {
    const figures: number[] = [];
    for (const service of services) figures.push(await this.core.free('speke', start, service));
    return figures;
  }

  /** At every start used so far the slots count whom the bookings show. */
  async demandCounters(): Promise<void> {
    for (const key of this.seen) {
      const [site, start] = key.split(' ') as [string, string];
      const { counted, occupied } = await this.core.taken(site, Number(start));
      expect(`${key} ${counted}`).toBe(`${key} ${occupied}`);
    }
    this.seen.clear();
  }
}
