import { addDays, localDateOf, slotStarts, startOfLocalDay, type LocalDate } from '@fairslot/domain';
import type { MemoryCore, NewClinic } from '@fairslot/testing';
import type { Random } from './random';

export const ZONE = 'Europe/London';
export const SITES = [1, 2, 3] as const;
export const SERVICES = [11, 12, 13, 14] as const;
/** The one group that some clinics are only for. */
export const GROUP = 21;
/** Days that are on sale at any time. */
const DAYS = 3;

/** Nights on which an hour is skipped or happens twice get clinics through the night. */
const isChangeNight = (date: LocalDate): boolean => {
  const [from, until] = [date, addDays(date, 1)].map((day) => startOfLocalDay(day, ZONE).getTime());
  return Number(until) - Number(from) !== 86_400_000;
};

export interface OfferedStart {
  siteId: number;
  startsAt: number;
}

/** Opens the clinics of one day after the other, and knows which starts there are to ask for. */
export class Calendar {
  changeNights = 0;
  clinicIds: number[] = [];
  private offered: OfferedStart[] = [];
  private opened: LocalDate;
  private nextMidnight = 0;

  constructor(
    private readonly core: MemoryCore,
    private readonly random: Random,
  ) {
    this.opened = addDays(localDateOf(new Date(core.store.now), ZONE), -1);
  }

  /** Opens what is to be on sale by now; true when a day has ended. */
  turn(): boolean {
    const { now } = this.core.store;
    if (now < this.nextMidnight) return false;
    const today = localDateOf(new Date(now), ZONE);
    const last = addDays(today, DAYS - 1);
    if (this.opened < addDays(today, -1)) this.opened = addDays(today, -1);
    while (this.opened < last) {
      this.opened = addDays(this.opened, 1);
      this.open(this.opened);
    }
    this.offered = this.offered.filter(({ startsAt }) => startsAt > now);
    this.clinicIds = this.clinicIds.filter((id) =>
      this.core.store.slotsOfClinic(id).some(({ startsAt }) => startsAt > now),
    );
    this.nextMidnight = startOfLocalDay(addDays(today, 1), ZONE).getTime();
    return true;
  }

  start(): OfferedStart {
    return this.random.pick(this.offered);
  }

  /** One more clinic at the times of one that is there. */
  another(): NewClinic | null {
    const slots = this.core.store.slotsOfClinic(this.random.pick(this.clinicIds));
    const coming = slots.filter(({ startsAt }) => startsAt > this.core.store.now);
    const [first] = coming;
    if (!first) return null;
    const { siteId, minutes } = first;
    return { ...this.clinic(siteId, minutes), starts: coming.map(({ startsAt }) => startsAt) };
  }

  services(): number[] {
    const chosen = SERVICES.filter(() => this.random.once(2));
    return chosen.length > 0 ? chosen : [this.random.pick(SERVICES)];
  }

  private open(date: LocalDate): void {
    const isNight = isChangeNight(date);
    if (isNight) this.changeNights += 1;
    for (const siteId of SITES) {
      const hours = isNight
        ? { date, from: '00:00', until: '04:00', slotMinutes: 30 }
        : { date, from: '09:00', until: '10:30', slotMinutes: 10 };
      const starts = slotStarts(hours, ZONE).map(({ startsAt }) => startsAt.getTime());
      for (const startsAt of starts) this.offered.push({ siteId, startsAt });
      for (let n = 0; n < 4; n += 1) this.add({ ...this.clinic(siteId, hours.slotMinutes), starts });
      const slow = { ...hours, slotMinutes: hours.slotMinutes * 2 };
      if (this.random.once(3))
        this.add({
          ...this.clinic(siteId, slow.slotMinutes),
          starts: slotStarts(slow, ZONE).map((slot) => slot.startsAt.getTime()),
        });
    }
  }

  private add(clinic: NewClinic): void {
    this.clinicIds.push(this.core.clinics.add(clinic).clinicId);
  }

  private clinic(siteId: number, minutes: number): Omit<NewClinic, 'starts'> {
    const audienceIds = this.random.once(8) ? [GROUP] : null;
    return { siteId, minutes, capacity: 1 + this.random.below(3), serviceIds: this.services(), audienceIds };
  }
}
