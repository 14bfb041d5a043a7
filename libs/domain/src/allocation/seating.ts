import { canServe, type AllocationSlot, type Claimant } from './types';

/** Claimants that are alike to every slot; allocation counts them and never looks at single ones. */
interface Kind {
  /** Indexes of the slots that may serve it, lowest slot id first. */
  slots: number[];
  /** How many of it each slot serves now. */
  count: number[];
}

/** How the path to a slot came there: somebody of `kind` leaves slot `from` for it; no step for where a path begins. */
interface Step {
  from: number;
  kind: Kind;
}

/**
 * Who sits where at one start, counted by kind of claimant. `seat` finds room by augmenting paths (Kuhn 1955; Berge 1957):
 * it fails only when no arrangement of the people seated already leaves a place for one more.
 */
export class Seating {
  private readonly slots: readonly AllocationSlot[];
  private readonly room: number[];
  private readonly kinds = new Map<string, Kind>();
  private readonly indexOf: Map<number, number>;

  /** `rooms`, where given, stand in place of the capacities, by slot id: what of them may be used. */
  constructor(slots: readonly AllocationSlot[], rooms?: ReadonlyMap<number, number>) {
    this.slots = [...slots].sort((a, b) => a.id - b.id);
    this.indexOf = new Map(this.slots.map(({ id }, index) => [id, index]));
    this.room = this.slots.map((slot) => rooms?.get(slot.id) ?? slot.capacity);
  }

  static kindOf({ serviceId, audienceId, pinnedTo, options = [] }: Claimant): string {
    return `${serviceId}/${audienceId ?? ''}/${pinnedTo ?? ''}/${options.join('+')}`;
  }

  /** Puts people where they already are, whatever the room there. Room below zero counts as none. */
  place(claimant: Claimant, slotId: number, people = 1): void {
    const at = this.indexOf.get(slotId);
    if (at === undefined) throw new RangeError(`slot ${slotId} is not among those given`);
    const kind = this.kind(claimant);
    kind.count[at] = (kind.count[at] as number) + people;
    this.room[at] = (this.room[at] as number) - people;
  }

  /** Seats one more, handing others on where that helps; false when there is no place. */
  seat(claimant: Claimant): boolean {
    const newcomer = this.kind(claimant);
    const steps = this.slots.map((): Step | null | undefined => undefined);
    const queue: number[] = [];
    const visit = (slot: number, step: Step | null): void => {
      if (steps[slot] !== undefined) return;
      steps[slot] = step;
      queue.push(slot);
    };
    for (const slot of newcomer.slots) visit(slot, null);
    for (let head = 0; head < queue.length; head += 1) {
      const slot = queue[head] as number;
      if ((this.room[slot] as number) > 0) {
        this.handOn(slot, steps, newcomer);
        return true;
      }
      for (const kind of this.kinds.values()) {
        if ((kind.count[slot] as number) === 0) continue;
        for (const other of kind.slots) visit(other, { from: slot, kind });
      }
    }
    return false;
  }

  /** The slot ids that serve the people of each kind, one for each person, lowest first. */
  seatsByKind(): Map<string, number[]> {
    const seats = new Map<string, number[]>();
    for (const [name, { count }] of this.kinds) {
      const ids: number[] = [];
      this.slots.forEach(({ id }, index) => {
        for (let people = count[index] as number; people > 0; people -= 1) ids.push(id);
      });
      seats.set(name, ids);
    }
    return seats;
  }

  /** How many more of the kind could be seated, one after another; the seating stays as it is. */
  extra(claimant: Claimant, most = Number.POSITIVE_INFINITY): number {
    const undo = this.snapshot();
    let extra = 0;
    while (extra < most && this.seat(claimant)) extra += 1;
    undo();
    return extra;
  }

  /** How often a whole party could be seated, all or nothing; the seating stays as it is. */
  extraParties(party: readonly Claimant[], most: number): number {
    const undo = this.snapshot();
    let extra = 0;
    while (extra < most && party.every((claimant) => this.seat(claimant))) extra += 1;
    undo();
    return extra;
  }

  private handOn(end: number, steps: readonly (Step | null | undefined)[], newcomer: Kind): void {
    this.room[end] = (this.room[end] as number) - 1;
    let slot = end;
    for (let step = steps[slot]; step; step = steps[slot]) {
      step.kind.count[slot] = (step.kind.count[slot] as number) + 1;
      step.kind.count[step.from] = (step.kind.count[step.from] as number) - 1;
      slot = step.from;
    }
    newcomer.count[slot] = (newcomer.count[slot] as number) + 1;
  }

  private snapshot(): () => void {
    const room = [...this.room];
    const counts = new Map([...this.kinds].map(([name, { count }]) => [name, [...count]]));
    return () => {
      room.forEach((left, index) => (this.room[index] = left));
      for (const [name, kind] of this.kinds) {
        const count = counts.get(name);
        if (count) kind.count = count;
        // A kind met while asking would otherwise change which way later ones find room.
        else this.kinds.delete(name);
      }
    };
  }

  private kind(claimant: Claimant): Kind {
    const name = Seating.kindOf(claimant);
    let kind = this.kinds.get(name);
    if (!kind) {
      const slots = this.slots.flatMap((slot, index) => (canServe(slot, claimant) ? [index] : []));
      kind = { slots, count: this.slots.map(() => 0) };
      this.kinds.set(name, kind);
    }
    return kind;
  }
}
