import { NO_OPTIONS, Seating, type Claimant, type ClinicOption } from '@fairslot/domain';
import { endOf, type OpenSlot, type PartyTime, type Start } from './starts';

/** More parties than this are not counted. */
export const MOST_PARTIES = 99;

/** People who begin at the same time. */
export interface Companions {
  serviceIds: readonly number[];
  audienceId: number | null;
  /** What the clinic is that they look for. */
  options?: readonly ClinicOption[];
  /** For each person, by the number of a purpose: 1 where it serves them. */
  serving: readonly Uint8Array[];
  /** Each takes two adjacent slots of one clinic. */
  moreTime: boolean;
}

interface Person extends Claimant {
  serving: Uint8Array;
}

/**
 * How many more such companions could begin at each start of a day on which clinics for different purposes overlap: the extra
 * flow, where people already there are moved between clinics if that makes room.
 */
export class CountTogether {
  private readonly people: Person[];
  private readonly first: Person;

  constructor(
    private readonly starts: readonly Start[],
    private readonly companions: Companions,
  ) {
    const { audienceId, serving, options = NO_OPTIONS } = companions;
    this.people = companions.serviceIds.map((serviceId, n) => ({
      serviceId,
      audienceId,
      options,
      serving: serving[n] as Uint8Array,
    }));
    this.first = this.people[0] as Person;
  }

  times(): PartyTime[] {
    return this.starts.flatMap((start) => {
      const free = this.count(start);
      return free > 0 ? [{ startsAt: start.startsAt, minutes: start.minutes, free }] : [];
    });
  }

  private count(start: Start): number {
    const next = this.companions.moreTime ? this.after(start) : null;
    if (next === undefined) return 0;
    const parts = next ? [start, next] : [start];
    const { people, first } = this;
    if (parts.every((part) => !mayHandOn(part, first) && treatsAlike(part, people))) {
      return Math.floor(places(start, next, first) / people.length);
    }
    if (next) return this.pairs(start, next);
    const seating = seatingOf(start);
    if (people.every(({ serviceId }) => serviceId === first.serviceId)) {
      return Math.floor(seating.extra(first) / people.length);
    }
    return seating.extraParties(people, MOST_PARTIES);
  }

  /** Parties of people with two adjacent slots each, seated one after another in whichever clinic takes them. */
  private pairs(start: Start, next: Start): number {
    const [before, after] = [seatingOf(start), seatingOf(next)];
    const seatOne = (person: Person): boolean =>
      start.slots.some((slot) => {
        const other = sameClinic(next, slot);
        if (!other) return false;
        const [here, there] = [
          { ...person, pinnedTo: slot.id },
          { ...person, pinnedTo: other.id },
        ];
        if (before.extra(here, 1) === 0 || after.extra(there, 1) === 0) return false;
        before.seat(here);
        after.seat(there);
        return true;
      });
    let parties = 0;
    while (parties < MOST_PARTIES && this.people.every(seatOne)) parties += 1;
    return parties;
  }

  private after(start: Start): Start | undefined {
    const end = endOf(start);
    return this.starts.find(({ startsAt, minutes }) => startsAt === end && minutes === start.minutes);
  }
}

const serves = (slot: OpenSlot, { serving }: Person): boolean => serving[slot.purpose] === 1;

function sameClinic({ slots }: Start, { clinicId }: OpenSlot): OpenSlot | undefined {
  return slots.find((slot) => slot.clinicId === clinicId);
}

/** Places where nobody there can be moved: simply those left; with a second slot, as many as both have. */
function places({ slots }: Start, next: Start | null, person: Person): number {
  return slots.reduce((sum, slot) => {
    if (!serves(slot, person)) return sum;
    if (!next) return sum + slot.free;
    const other = sameClinic(next, slot);
    return other && serves(other, person) ? sum + Math.min(slot.free, other.free) : sum;
  }, 0);
}

/** Does every slot there serve all of them or none? */
function treatsAlike({ slots }: Start, people: readonly Person[]): boolean {
  const [first] = people as [Person];
  return slots.every((slot) => people.every((person) => serves(slot, person) === serves(slot, first)));
}

/** Could anybody be moved to make room: is somebody in a slot that serves the person, and a place in one that does not? */
function mayHandOn({ slots }: Start, person: Person): boolean {
  return (
    slots.some((slot) => slot.free > 0 && !serves(slot, person)) &&
    slots.some((slot) => slot.seated.length > 0 && serves(slot, person))
  );
}

function seatingOf({ slots }: Start): Seating {
  const people = ({ seated }: OpenSlot): number => seated.reduce((sum, kind) => sum + kind.people, 0);
  const seating = new Seating(slots.map((slot) => ({ ...slot, capacity: slot.free + people(slot) })));
  for (const { id, seated, options = NO_OPTIONS } of slots)
    for (const kind of seated) seating.place({ ...kind, options }, id, kind.people);
  return seating;
}
